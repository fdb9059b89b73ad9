using System.Globalization;
using System.Text;

namespace ServerStub.Events;

/// <summary>Something that happened in a stub. Holds no token, secret, nonce, MAC or child id.</summary>
/// <param name="Number">Counts from 1 within a stub.</param>
/// <param name="At">When, by the stub's clock.</param>
/// <param name="Kind">What happened.</param>
public sealed record StubEvent(long Number, DateTimeOffset At, StubEventKind Kind)
{
    /// <summary>The device as it named itself, where known: for comparing in a program, not for showing.</summary>
    public string? DeviceId { get; init; }

    /// <summary>HTTP status of the answer.</summary>
    public int? Status { get; init; }

    /// <summary>WebSocket close code; 1005 and 1006 have the meaning of RFC 6455, 7.4.1.</summary>
    public int? CloseCode { get; init; }

    /// <summary>Length of the text in UTF-8.</summary>
    public int? Bytes { get; init; }

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
