using System.Globalization;
using System.Net;
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

    private static bool IsHttpsBase(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out Uri? uri)
        && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0 && uri.PathAndQuery == "/"
        && uri.Fragment.Length == 0 && !value.Contains('?') && !value.Contains('#');

    [GeneratedRegex(@"\A[A-Za-z0-9_-]*\z")]
    private static partial Regex IdCharacters();

    [GeneratedRegex(@"\A(/[A-Za-z0-9_.-]+)+\z")]
    private static partial Regex UrlPathForm();
}
