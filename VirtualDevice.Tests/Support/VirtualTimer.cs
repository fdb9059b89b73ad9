namespace VirtualDevice.Tests.Support;

/// <summary>A timer of a <see cref="VirtualTime"/>, which tells it when it is due.</summary>
/// <param name="time">The time.</param>
/// <param name="inner">The timer of the library's time.</param>
internal sealed class VirtualTimer(VirtualTime time, ITimer inner) : ITimer
{
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        // Noted last: to pass the moment between the two would wake nobody.
        bool isChanged = inner.Change(dueTime, period);
        time.Note(this, dueTime);
        return isChanged;
    }

    public void Dispose()
    {
        inner.Dispose();
        time.Note(this, Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
