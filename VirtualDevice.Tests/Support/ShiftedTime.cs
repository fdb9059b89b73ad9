namespace VirtualDevice.Tests.Support;

/// <summary>The PC's time, with a wall clock that is wrong by so much.</summary>
internal sealed class ShiftedTime(TimeSpan shift) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
}
