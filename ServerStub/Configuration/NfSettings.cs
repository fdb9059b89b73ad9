using System.Diagnostics.CodeAnalysis;
using static ServerStub.Configuration.NfRules;

namespace ServerStub.Configuration;

/// <summary>Every setting there is, one row each: the reader, the help and the documents take it from here.</summary>
/// <remarks>flash.ps1 runs where this assembly does not: build/flash/Settings.ps1 holds the same rows, and a test compares.</remarks>
public static class NfSettings
{
    /// <summary>The table, in the order in which it is shown.</summary>
    public static IReadOnlyList<NfSetting> All { get; } =
    [
        new("board.target", "auto", Target, "nanoFramework target that is flashed; auto lets the chip decide."),
        new("board.clrVersion", "1.17.0.334", FirmwareVersion, "Oldest nanoCLR that is left on a board, and the one that is flashed otherwise."),
        new("board.port", "auto", Text(1, 128), "Serial port of the board; auto looks for it."),
        new("board.baud", "1500000", Number(9600, 3_000_000), "Speed at which the board is flashed."),
        new("wifi.ssid", "", Bytes(0, 32), "Wi-Fi network of the board."),
        new("wifi.password", "", Bytes(8, 63).OrEmpty(), "Wi-Fi password.", IsPrivate: true),

        new("server.url", "https://ai-tiddy-bear-v-xuqy.onrender.com", HttpsUrl, "Server that the device talks to."),
        new("server.caFile", "", FilePath.OrEmpty(), "PEM file of trusted authorities; empty takes TeddyFirmware/Certificates/roots.pem."),

        new("device.id", "Teddy-ESP32-0001", Id(8), "Name of the device (contract section 1)."),
        new("device.secret", "", Secret.OrEmpty(), "OOB secret of the device.", IsPrivate: true),
        new("child.id", "", Id(1).OrEmpty(), "Child that the device belongs to.", IsPrivate: true),

        new("claim.path", "/api/v1/pair/claim", UrlPath, "Path of the claim (contract section 2)."),
        new("claim.nonce", "bytes", Choice("bytes", "text"), "What of the nonce enters the MAC."),
        new("refresh.path", "/api/v1/pair/token/refresh", UrlPath, "Path of the token refresh (contract section 3)."),
        new("session.path", "/ws/esp32", UrlPath, "Path of the session, before / and the device id (contract section 4)."),

        new("stub.address", "0.0.0.0", Address, "Address the stub listens on."),
        new("stub.port", "8443", Number(0, 65535), "Port the stub listens on; 0 takes a free one."),
        new("stub.dataFolder", ".teddy/stub", FilePath, "Folder of the stub's authority, keys and devices.json."),
        new("stub.profile", "contract", Choice("contract", "deployed"), "Whose habits the stub has; \"deployed\" goes before the single settings."),
        new("stub.responses", "plain", Choice("plain", "deployed"), "Spelling of the answers (contract section 2.1)."),
        new("stub.accessLifetimeSeconds", "3600", Number(1, 31_536_000), "Life of an access token."),
        new("stub.refreshLifetimeSeconds", "604800", Number(1, 31_536_000), "Life of a refresh token."),
        new("stub.rotateRefresh", "false", Flag, "New refresh token on every refresh."),
        new("stub.claimsPerMinute", "30", Number(0, 1_000_000), "Claims, and refreshes, of one address in a minute; 0 is no limit."),
        new("stub.idempotentClaimSeconds", "0", Number(0, 86_400), "How long the same claim gets the same answer again; 0 is 409 at once."),
        new("stub.echo", "full", Choice("full", "echo", "bare"), "What a text is answered with (contract section 4)."),
        new("stub.controlKey", "", Text(16, 128).OrEmpty(), "Key that opens the control API to other machines.", IsPrivate: true),
        new("stub.refuseUpgrade", "false", Flag, "HTTP 403 on the upgrade for a bad token, in place of close 1008."),
    ];

    private static readonly Dictionary<string, NfSetting> s_byKey =
        All.ToDictionary(setting => setting.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a row; case does not matter here, so that a wrong one can be pointed out.</summary>
    public static bool TryGet(string key, [NotNullWhen(true)] out NfSetting? setting) => s_byKey.TryGetValue(key, out setting);

    /// <summary>Says what is wrong with a key and its value, or null where nothing is. Never repeats the value.</summary>
    public static string? FindProblem(string key, string value)
    {
        if (!TryGet(key, out NfSetting? setting))
        {
            return Nearest(key) is { } near ? $"unknown key; did you mean \"{near}\"?" : "unknown key; remove it";
        }

        if (setting.Key != key)
        {
            return $"unknown key; write it as \"{setting.Key}\"";
        }

        return setting.Rule.Accepts(value) ? null : setting.Rule.Requirement;
    }

    private static string? Nearest(string key) => All
        .Select(setting => (setting.Key, Distance: EditDistance(setting.Key.ToUpperInvariant(), key.ToUpperInvariant())))
        .Where(candidate => candidate.Distance <= 3)
        .OrderBy(candidate => candidate.Distance)
        .Select(candidate => candidate.Key)
        .FirstOrDefault();

    // Levenshtein over two rows; keys are short, and the reader bounds them.
    private static int EditDistance(string left, string right)
    {
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int[] current = new int[right.Length + 1];
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substitute = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitute, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}
