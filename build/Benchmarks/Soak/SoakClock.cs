namespace Benchmarks.Soak;

/// <summary>The clocks of one boot: the monotonic one starts anew, the wall clock is unknown until SNTP has set it.</summary>
internal sealed class SoakClock(SoakTime time, SoakServer server, SoakConditions conditions, INetwork link) : IClock
{
    private readonly long _bootMs = time.NowMs;
    private bool _isSet;

    /// <inheritdoc />
    public long MonotonicMs => time.NowMs - _bootMs;

    /// <inheritdoc />
    public bool IsUtcSet => _isSet |= link.IsUp;

    /// <inheritdoc />
    public long UtcSeconds => IsUtcSet ? server.UtcSeconds + conditions.ClockOffsetSeconds : MonotonicMs / 1000;
}
