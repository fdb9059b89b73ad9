using static ServerStub.Faults.StepField;

namespace ServerStub.Faults;

/// <summary>
/// Everything that the stub can be told to do wrong, one row each. The parser, <c>GET /control/catalogue</c> and the page
/// take it from here; Control/README.md shows the same table to people, and a test compares the two.
/// </summary>
internal static class StepTable
{
    /// <summary>Largest text or frame that a step may send.</summary>
    public const int MaxTextBytes = 65_536;

    private const int MaxWaitMs = 600_000;
    private const int MaxFrames = 10_000;

    private static readonly StepField s_status = Number("status", "HTTP status.", 200, 599).Required();
    private static readonly StepField s_retryAfter = Number("retry_after_seconds", "Adds Retry-After: so many seconds from now.", 0, 86_400);
    private static readonly StepField s_retryAfterAs = Choice("retry_after_as", "How Retry-After is written (RFC 9110, 10.2.3).", "seconds", "date");
    private static readonly StepField s_delay = Number("delay_ms", "How late, in milliseconds.", 1, MaxWaitMs, 2000);
    private static readonly StepField s_interval = Number("interval_ms", "Milliseconds between two bytes.", 1, MaxWaitMs, 200);
    private static readonly StepField s_lifetime = Number("lifetime_seconds", "How long the access token lives.", 1, 31_536_000, 10);
    private static readonly StepField s_after = Number("after_messages", "After so many texts of the device; 0: now.", 0, 1_000_000, 0);
    private static readonly StepField s_drainRetry = Number("retry_after_seconds", "Retry-After of the 503.", 0, 86_400, 5);
    private static readonly StepField s_port = Number("port", "Port to open; 0: a free one.", 0, 65_535, 0);
    private static readonly StepField s_body = Choice(
        "body", "What is wrong with it.", "not_json", "empty", "wrong_type", "missing_token", "not_a_token", "too_large");

    /// <summary>The table, in the order in which it is shown.</summary>
    public static IReadOnlyList<StepKind> All { get; } =
    [
        .. Exchange(StepAt.Claim, "a claim"),
        .. Exchange(StepAt.Refresh, "a refresh"),

        new(StepAt.Upgrade, StepDo.Status, "Refuse the session with a status", s_status, s_retryAfter, s_retryAfterAs),
        new(StepAt.Upgrade, StepDo.Hang, "Never answer the upgrade"),
        new(StepAt.Upgrade, StepDo.Delay, "Answer the upgrade late", s_delay),
        new(StepAt.Upgrade, StepDo.Reset, "Reset the connection in place of the upgrade"),

        new(StepAt.Session, StepDo.Close, "Close the session with a code",
            Number("code", "Close code (RFC 6455, 7.4); 1005 sends none.", 1000, 4999, 1011), Text("reason", "Reason, up to 123 bytes.", 123), s_after),
        new(StepAt.Session, StepDo.Drop, "Reset the session's connection", s_after),
        new(StepAt.Session, StepDo.HalfOpen, "Read and write no more, and keep the connection", s_after),
        new(StepAt.Session, StepDo.Delay, "Answer a text late", s_delay, s_after),
        new(StepAt.Session, StepDo.Text, "Send a text that nobody asked for", Text("text", "The text.", MaxTextBytes).Required(), s_after),
        new(StepAt.Session, StepDo.Flood, "Send many texts at once",
            Number("count", "How many.", 1, MaxFrames, 200), Number("bytes", "Bytes of each.", 0, MaxTextBytes, 64), s_after),
        new(StepAt.Session, StepDo.Oversized, "Send a text that is too large, in one frame",
            Number("bytes", "Its bytes.", 1, 1_048_576, 8193), s_after),
        new(StepAt.Session, StepDo.PingFlood, "Send many pings at once", Number("count", "How many.", 1, MaxFrames, 200), s_after),

        new(StepAt.Device, StepDo.Disable, "Disable the device"),
        new(StepAt.Device, StepDo.Enable, "Enable the device"),
        new(StepAt.Server, StepDo.Drain, "Close every session with 1001 and answer 503", s_drainRetry),
        new(StepAt.Server, StepDo.Resume, "End the drain"),

        new(StepAt.Tls, StepDo.WrongHost, "Open a port with a certificate of another host", s_port),
        new(StepAt.Tls, StepDo.Expired, "Open a port with an expired certificate", s_port),
        new(StepAt.Tls, StepDo.NotYetValid, "Open a port with a certificate of the future", s_port),
        new(StepAt.Tls, StepDo.Foreign, "Open a port with a certificate of a foreign authority", s_port),
    ];

    /// <summary>The row, or null.</summary>
    public static StepKind? Find(string at, string what) => All.FirstOrDefault(kind => kind.At == at && kind.Do == what);

    private static StepKind[] Exchange(string at, string what) =>
    [
        new(at, StepDo.Status, $"Answer {what} with a status", s_status, s_retryAfter, s_retryAfterAs),
        new(at, StepDo.Hang, $"Never answer {what}"),
        new(at, StepDo.Delay, $"Answer {what} late", s_delay),
        new(at, StepDo.Truncate, $"Break off in the middle of the answer to {what}"),
        new(at, StepDo.Drip, $"Answer {what} one byte at a time", s_interval),
        new(at, StepDo.Reset, $"Reset the connection in place of the answer to {what}"),
        new(at, StepDo.LoseAnswer, $"Do as {what} asks, then reset the connection"),
        new(at, StepDo.BadBody, $"Answer {what} with 200 and a body that cannot be read", s_body),
        new(at, StepDo.ShortTokens, $"Answer {what} with an access token that lives shortly", s_lifetime),
    ];
}
