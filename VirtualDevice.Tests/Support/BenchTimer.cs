namespace VirtualDevice.Tests.Support;

/// <summary>A timer of a <see cref="BenchTime"/>, which knows when it is due.</summary>
internal sealed class BenchTimer(BenchTime time, TimerCallback callback, object? state) : ITimer
{
    /// <summary>The timer of the library's time, set right after it was made.</summary>
    public ITimer? Inner { get; set; }

    /// <summary>When it fires, in virtual milliseconds; null while it does not.</summary>
    public long? DueMs { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        time.Note(this, dueTime);
        return Inner!.Change(dueTime, period);
    }

    public void Fire()
    {
        time.Note(this, Timeout.InfiniteTimeSpan);
        callback(state);
    }

    public void Dispose()
    {
        time.Note(this, Timeout.InfiniteTimeSpan);
        Inner!.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
