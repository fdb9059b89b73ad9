namespace VirtualDevice.Tests.Outages;

/// <summary>What becomes of each claim for a while, and how long the device may wait after it.</summary>
/// <param name="Name">For a failed history.</param>
/// <param name="Status">The status; 0 where there is none.</param>
/// <param name="MostWaitMs">The longest wait that the answer's own row allows, or the limit's 6 min where that is longer.</param>
/// <param name="TakesMs">How long the exchange takes.</param>
/// <param name="Phase">How far it comes.</param>
/// <param name="Outcome">How it ends.</param>
/// <param name="RetryAfter">The header, or null.</param>
internal sealed record HistoryStep(
    string Name = "start", int Status = 200, long MostWaitMs = 0, int TakesMs = 100, HttpPhase Phase = HttpPhase.Answer,
    HttpOutcome Outcome = HttpOutcome.Answered, string? RetryAfter = null)
{
    private const long BackoffMs = 60_000;
    private const long MinuteMs = 60_000;
    private const long Limit = HistoryServer.LimitMs;

    /// <summary>All that may happen. A wrong secret has a limit of its own, of a day; it is no network's fault.</summary>
    public static readonly HistoryStep[] All =
    [
        new("no name", 0, BackoffMs, 50, HttpPhase.Resolving, HttpOutcome.Unreachable),
        new("refused", 0, BackoffMs, 5, HttpPhase.Connecting, HttpOutcome.Unreachable),
        new("TLS fails", 0, BackoffMs, 200, HttpPhase.Handshake, HttpOutcome.TlsRefused),
        new("silent", 0, BackoffMs, 20_000, HttpPhase.Handshake, HttpOutcome.TimedOut),
        new("lost", 0, Limit, 300, HttpPhase.Answer, HttpOutcome.Unreachable),
        new("never answered", 0, Limit, 60_000, HttpPhase.Answer, HttpOutcome.TimedOut),
        new("502", 502, Limit),
        new("503", 503, Limit),
        new("503, at once", 503, Limit, RetryAfter: "0"),
        new("429, 10 min", 429, 661_000, RetryAfter: "600"),
        new("504 after 55 s", 504, Limit, 55_000),
        new("409", 409, Limit),
        new("400", 400, 60 * MinuteMs),
        new("403", 403, 60 * MinuteMs),
        new("404", 404, 15 * MinuteMs),
        new("308", 308, 15 * MinuteMs),
        new("unreadable", 200, Limit, Outcome: HttpOutcome.BodyBroken),
        new("401", 401, 24 * 60 * MinuteMs),

        // What comes then is a session that is refused, a refresh, and another claim.
        new("accepted", 200, long.MaxValue),
    ];
}
