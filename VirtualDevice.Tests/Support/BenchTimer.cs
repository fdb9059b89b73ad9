namespace VirtualDevice.Tests.Support;

/// <summary>A timer of a <see cref="BenchTime"/>, which knows when it is due.</summary>
internal sealed class BenchTimer(BenchTime time, TimerCallback callback, object? state) : ITimer
{
    /// <summary>The timer of the library's time, set right after it was made.</summary>
    public ITimer? Inner { get; set; }

    /// <summary>When it fires, in virtual milliseconds; null while it does not.</summary>
    public long? DueMs { get; set; }

    /// <summary>How often it was set, fired or stopped.</summary>
    public int Round { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        int round = time.Forget(this);
        bool isChanged = Inner!.Change(dueTime, period);

        // Not before: a jump between the two would pass the moment at which it fires, and nobody would be woken.
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            time.Note(this, dueTime, round);
        }

        return isChanged;
    }

    public void Fire()
    {
        time.Forget(this);
        callback(state);
    }

    public void Dispose()
    {
        time.Forget(this);
        Inner!.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
