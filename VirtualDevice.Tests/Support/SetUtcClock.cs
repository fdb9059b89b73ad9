namespace VirtualDevice.Tests.Support;

/// <summary>A clock whose UTC counts as set only when a test says so.</summary>
internal sealed class SetUtcClock(IClock clock) : IClock
{
    public bool IsUtcSet { get; set; } = true;

    public long MonotonicMs => clock.MonotonicMs;

    public long UtcSeconds => clock.UtcSeconds;
}
