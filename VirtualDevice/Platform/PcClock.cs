namespace VirtualDevice.Platform;

/// <summary>The PC's clocks. UTC counts as set: the operating system keeps it.</summary>
/// <param name="time">Where both times come from; a test puts its own here.</param>
public sealed class PcClock(TimeProvider time) : IClock
{
    private readonly long _start = time.GetTimestamp();

    /// <inheritdoc />
    public long MonotonicMs => (long)time.GetElapsedTime(_start).TotalMilliseconds;

    /// <inheritdoc />
    public bool IsUtcSet => true;

    /// <inheritdoc />
    public long UtcSeconds => time.GetUtcNow().ToUnixTimeSeconds();
}
