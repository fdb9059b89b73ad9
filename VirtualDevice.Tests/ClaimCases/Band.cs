namespace VirtualDevice.Tests.ClaimCases;

/// <summary>The delay before the next request: at least, at most, and how wide the draw is that decides between them.</summary>
/// <param name="LeastMs">What the lowest draw gives.</param>
/// <param name="MostMs">What the highest draw gives.</param>
/// <param name="Width">The highest draw; 0 where nothing is drawn.</param>
public sealed record Band(long LeastMs, long MostMs, uint Width = 0)
{
    public const long MinuteMs = 60_000;
    public const long HourMs = 60 * MinuteMs;

    /// <summary>No delay: the device goes on at once.</summary>
    public static readonly Band None = new(0, 0);

    /// <summary>Each draw that shows an edge, with the delay that it has to give: a draw above the highest begins at the lowest again.</summary>
    public IEnumerable<(uint Draw, long DelayMs)> Edges => Width == 0 ? [(0, LeastMs)] : [(0, LeastMs), (Width, MostMs), (Width + 1, LeastMs)];

    public static Band Minutes(int minutes) => new(minutes * MinuteMs, minutes * MinuteMs);

    /// <summary>Contract, section 6: random(0 … min(60 s, 1 s · 2ⁿ)), floor 250 ms.</summary>
    public static Band Backoff(int n)
    {
        long ceilingMs = Math.Min(60_000, 1000L << n);
        return new Band(250, ceilingMs, (uint)ceilingMs);
    }

    /// <summary>Contract, section 2.1: what the server asked for and jitter, which is up to a tenth and a second more.</summary>
    public static Band After(int seconds) => new(seconds * 1000L, (seconds * 1100L) + 1000, (uint)((seconds * 100) + 1000));
}
