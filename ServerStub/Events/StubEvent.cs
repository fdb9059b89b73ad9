using System.Globalization;

namespace ServerStub.Events;

/// <summary>Something that happened in a stub. Holds no token, secret, nonce, MAC or child id.</summary>
/// <param name="Number">Counts from 1 within a stub.</param>
/// <param name="At">When, by the stub's clock.</param>
/// <param name="Kind">What happened.</param>
public sealed record StubEvent(long Number, DateTimeOffset At, StubEventKind Kind)
{
    /// <summary>The device as it named itself, where known: for comparing in a program, not for showing.</summary>
    public string? DeviceId { get; init; }

    /// <summary>The registered device's handle of this run: what is shown and used in routes.</summary>
    public string? Handle { get; init; }

    /// <summary>HTTP status of the answer; null where none was sent.</summary>
    public int? Status { get; init; }

    /// <summary>WebSocket close code; 1005 and 1006 have the meaning of RFC 6455, 7.4.1.</summary>
    public int? CloseCode { get; init; }

    /// <summary>Length of the text in UTF-8.</summary>
    public int? Bytes { get; init; }

    /// <summary>False where a session was refused with 1008 and so ends without having been open.</summary>
    internal bool WasOpen { get; init; }

    /// <summary>How many frames were sent.</summary>
    public int? Count { get; init; }

    /// <summary>How long it took: the answer, or the session that has ended.</summary>
    public double? Ms { get; init; }

    /// <summary>Fingerprint of the access token that was given or shown.</summary>
    public string? Token { get; init; }

    /// <summary>Fingerprint of the refresh token that was given or shown.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>Number of the fault plan that made it so.</summary>
    public int? Fault { get; init; }

    /// <summary>The port, where it is not the stub's own.</summary>
    public int? Port { get; init; }

    /// <summary>A few fixed words: never text from a request.</summary>
    public string? Note { get; init; }

    /// <summary>The log line: the device by its last four characters.</summary>
    public override string ToString()
    {
        var line = new StringBuilder(Kind.ToString());
        Append(DeviceId is null ? null : Redact.DeviceId(DeviceId), "device");
        Append(Status, "status");
        Append(CloseCode, "code");
        Append(Bytes, "bytes");
        Append(Count, "count");
        Append(Port, "port");
        Append(Ms is { } ms ? ms.ToString("F1", CultureInfo.InvariantCulture) : null, "ms");
        Append(Token, "access_sha256");
        Append(RefreshToken, "refresh_sha256");
        Append(Fault, "fault");
        Append(Note is null ? null : $"\"{Note}\"", "note");
        return line.ToString();

        void Append(object? value, string name)
        {
            if (value is not null)
            {
                line.Append(CultureInfo.InvariantCulture, $" {name}={value}");
            }
        }
    }
}
