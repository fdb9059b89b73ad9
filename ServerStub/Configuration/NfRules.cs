using System.Globalization;
using System.Text.RegularExpressions;

namespace ServerStub.Configuration;

/// <summary>The kinds of value that nf.config knows.</summary>
public static partial class NfRules
{
    /// <summary>An identifier as contract section 1 has it.</summary>
    public static NfRule Id(int minLength) => new("id",
        $"must be {minLength} to 64 characters of A-Z a-z 0-9 _ -",
        value => value.Length >= minLength && value.Length <= 64 && IdCharacters().IsMatch(value));

    /// <summary>The 32 bytes of the OOB secret in hex (contract section 1).</summary>
    public static NfRule Secret { get; } = new("secret", "must be 64 hex characters",
        value => value.Length == 64 && value.All(char.IsAsciiHexDigit));

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static NfRule Flag { get; } = Choice("true", "false") with { Kind = "flag" };

    /// <summary>An https address without path, query, fragment or user.</summary>
    public static NfRule HttpsUrl { get; } = new("url",
        "must be an https address without path, such as https://example.org:8443", IsHttpsBase);

    /// <summary>The path of a URL.</summary>
    public static NfRule UrlPath { get; } = new("path",
        "must start with / and hold only A-Z a-z 0-9 _ - . and /, without / at the end",
        value => value.Length <= 128 && UrlPathForm().IsMatch(value));

    /// <summary>The path of a file or folder.</summary>
    public static NfRule FilePath { get; } = new("path", "must be a path without control characters",
        value => value.Length is > 0 and <= 260 && !value.Any(char.IsControl));

    /// <summary>An IP address to listen on.</summary>
    public static NfRule Address { get; } = new("address", "must be an IP address, such as 0.0.0.0 or 127.0.0.1",
        value => IPAddress.TryParse(value, out _));

    /// <summary>A target of nanoFramework.</summary>
    public static NfRule Target { get; } = new("target",
        "must be auto or a nanoFramework target, such as ESP32_REV3 or ESP32_S3_QUAD",
        value => value.Length is >= 3 and <= 64 && TargetForm().IsMatch(value));

    /// <summary>A version of nanoCLR.</summary>
    public static NfRule FirmwareVersion { get; } = new("version",
        "must be four numbers with dots, such as 1.17.0.334", value => VersionForm().IsMatch(value));

    /// <summary>A whole number in a range, both ends allowed.</summary>
    public static NfRule Number(int min, int max) => new("number",
        string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {min} to {max}"),
        value => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            && number >= min && number <= max);

    /// <summary>One of a few words, spelled exactly so.</summary>
    public static NfRule Choice(params string[] words) => new("choice",
        "must be " + string.Join(" or ", words.Select(word => $"\"{word}\"")),
        value => words.Contains(value, StringComparer.Ordinal));

    /// <summary>Free text without control characters.</summary>
    public static NfRule Text(int minLength, int maxLength) => new("text",
        $"must be {minLength} to {maxLength} characters without control characters",
        value => value.Length >= minLength && value.Length <= maxLength && !value.Any(char.IsControl));

    /// <summary>Text whose length in UTF-8 counts, as on the air (IEEE 802.11: an SSID has 32 bytes).</summary>
    public static NfRule Bytes(int minLength, int maxLength) => new("text",
        $"must be {minLength} to {maxLength} bytes of UTF-8 without control characters",
        value => Encoding.UTF8.GetByteCount(value) is var length && length >= minLength && length <= maxLength && !value.Any(char.IsControl));

    // The firmware's own form (Provisioning/ServerAddress.cs) and length: what it would refuse on the board is refused here.
    private static bool IsHttpsBase(string value) =>
        value.Length <= 200
        && HttpsBaseForm().Match(value) is { Success: true } match
        && (match.Groups["port"].Value is not { Length: > 0 } port || int.Parse(port, CultureInfo.InvariantCulture) is >= 1 and <= 65535);

    // Labels of 1 to 63 letters, digits and inner hyphens (RFC 1123, 2.1).
    [GeneratedRegex(@"\Ahttps://([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.(?=[A-Za-z0-9])|(?=[:/]|\z)))+(:(?<port>[0-9]{1,5}))?/?\z")]
    private static partial Regex HttpsBaseForm();

    [GeneratedRegex(@"\A[A-Za-z0-9_.]+\z")]
    private static partial Regex TargetForm();

    [GeneratedRegex(@"\A[0-9]{1,5}(\.[0-9]{1,5}){3}\z")]
    private static partial Regex VersionForm();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]*\z")]
    private static partial Regex IdCharacters();

    [GeneratedRegex(@"\A(/[A-Za-z0-9_.-]+)+\z")]
    private static partial Regex UrlPathForm();
}
