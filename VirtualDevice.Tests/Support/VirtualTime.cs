using Microsoft.Extensions.Time.Testing;

namespace VirtualDevice.Tests.Support;

/// <summary>Time that passes only when a test says so, from the last midnight on; its wall clock can be set apart from it.</summary>
/// <remarks>From a midnight, so that what is counted by the day is the same at every hour that the tests run.</remarks>
internal sealed class VirtualTime() : FakeTimeProvider(new DateTimeOffset(DateTimeOffset.UtcNow.UtcDateTime.Date))
{
    /// <summary>How wrong the wall clock is. Timers and timestamps take no notice, as on a machine whose clock is set.</summary>
    public TimeSpan WallClockError { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + WallClockError;

    /// <summary>By the base's own time: its timestamps would step together with the wall clock.</summary>
    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public void Pass(long ms) => Advance(TimeSpan.FromMilliseconds(ms));
}
