namespace ServerStub;

/// <summary>What of a name may be shown.</summary>
public static class Redact
{
    private const int ShownCharacters = 4;

    /// <summary>
    /// The last four characters of a device id. Anything else than the characters of an id becomes <c>?</c>, because
    /// the text may come from a request and must not break the line of a log.
    /// </summary>
    public static string DeviceId(string? deviceId)
    {
        if (deviceId is null || deviceId.Length < 2 * ShownCharacters)
        {
            return "…";
        }

        return "…" + string.Concat(deviceId[^ShownCharacters..].Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '?'));
    }
}
