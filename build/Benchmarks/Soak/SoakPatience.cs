namespace Benchmarks.Soak;

/// <summary>
/// How long the device may stay without a session: as long as something is wrong, or as long as the last answers of the server
/// tell it to wait (the rows of the contract), and a little more. After that it is stuck.
/// </summary>
internal sealed class SoakPatience(SoakTime time, SoakConditions conditions, SoakRules rules)
{
    private static readonly TimeSpan s_backoff = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds((15 * 60 * 1.1) + 1);
    private static readonly TimeSpan s_refused = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_missing = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_unknown = TimeSpan.FromHours(6);
    private static readonly TimeSpan s_ladder = TimeSpan.FromMinutes(15) + s_backoff + s_backoff;

    // The time for a stuck transport to be given up, and for a refresh, a claim and an upgrade that then succeed.
    private static readonly TimeSpan s_slack = TimeSpan.FromMinutes(3);

    // The longest that the limit of claims may hold a device up.
    private static readonly TimeSpan s_claimLimit = TimeSpan.FromMinutes(6);

    private long _waitsUntilMs;
    private long _troubleMs;

    /// <summary>The longest time without a session that no fault excused.</summary>
    public long LongestMs { get; private set; }

    /// <summary>The server has answered a claim.</summary>
    public void OnClaimAnswer(int status) => Wait(status switch
    {
        200 => TimeSpan.Zero,
        401 => TimeSpan.FromDays(1),
        404 or (>= 300 and < 400) => s_missing,
        429 or 503 => s_retryAfter,
        408 or 409 or 425 => s_backoff,
        >= 400 and < 500 => s_refused,
        _ => s_backoff,
    });

    /// <summary>The server has answered a refresh.</summary>
    public void OnRefreshAnswer(int status) => Wait(status switch
    {
        200 or 400 or 401 or 422 => TimeSpan.Zero,
        429 or 503 => s_retryAfter,
        408 or 425 => s_backoff,
        404 or (>= 300 and < 400) => s_missing,
        >= 400 and < 500 => s_refused,
        _ => s_backoff,
    });

    /// <summary>The server has refused a session.</summary>
    public void OnUpgradeAnswer(int status) => Wait(status switch
    {
        401 or 403 => s_ladder,
        404 => s_unknown,
        429 or 503 => s_retryAfter,
        _ => s_backoff,
    });

    /// <summary>The server has closed a session.</summary>
    public void OnClose(int code) => Wait(code switch
    {
        1008 => s_ladder,
        1013 => TimeSpan.FromSeconds(30) + s_backoff,
        _ => s_backoff,
    });

    /// <summary>No answer at all.</summary>
    public void OnTransient() => Wait(s_backoff);

    /// <summary>Called after each step.</summary>
    public void Look(bool isInSession, string state)
    {
        if (isInSession || conditions.ActiveFaults > 0)
        {
            _troubleMs = time.NowMs;
            return;
        }

        long sinceMs = Math.Max(_troubleMs, _waitsUntilMs);
        long mostMs = (long)(s_slack + s_claimLimit).TotalMilliseconds;
        LongestMs = Math.Max(LongestMs, time.NowMs - sinceMs);
        if (time.NowMs - sinceMs > mostMs)
        {
            rules.Break($"stuck in {state}: {(time.NowMs - sinceMs) / 1000} s longer without a session than anything excuses");
            _troubleMs = time.NowMs;
        }
    }

    private void Wait(TimeSpan longest) =>
        _waitsUntilMs = Math.Max(_waitsUntilMs, time.NowMs + (long)longest.TotalMilliseconds);
}
