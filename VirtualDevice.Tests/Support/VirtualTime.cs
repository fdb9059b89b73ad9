using Microsoft.Extensions.Time.Testing;

namespace VirtualDevice.Tests.Support;

/// <summary>Time that passes only when a test says so, on whole seconds at first; its wall clock can be set apart from it.</summary>
internal sealed class VirtualTime() : FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()))
{
    /// <summary>How wrong the wall clock is. Timers and timestamps take no notice, as on a machine whose clock is set.</summary>
    public TimeSpan WallClockError { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + WallClockError;

    public void Pass(long ms) => Advance(TimeSpan.FromMilliseconds(ms));
}
