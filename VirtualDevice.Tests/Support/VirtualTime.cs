using Microsoft.Extensions.Time.Testing;

namespace VirtualDevice.Tests.Support;

/// <summary>
/// Time that passes only when a test says so, from the last midnight on; it knows when its next timer is due, and its wall
/// clock can be set apart from it.
/// </summary>
/// <remarks>From a midnight, so that what is counted by the day is the same at every hour that the tests run.</remarks>
internal sealed class VirtualTime() : FakeTimeProvider(new DateTimeOffset(DateTimeOffset.UtcNow.UtcDateTime.Date))
{
    // An adapter's pause before it offers a text again passes by itself: no test waits for it, but messages do.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly Dictionary<VirtualTimer, long> _due = [];
    private TaskCompletionSource _timerSet = NewSource();

    /// <summary>How wrong the wall clock is. Timers and timestamps take no notice, as on a machine whose clock is set.</summary>
    public TimeSpan WallClockError { get; set; }

    /// <summary>How much time has passed.</summary>
    public long ElapsedMs => (long)(base.GetUtcNow() - Start).TotalMilliseconds;

    /// <summary>When the next timer is due, by <see cref="ElapsedMs"/>; null where none is set.</summary>
    public long? NextDueMs
    {
        get
        {
            lock (_gate)
            {
                // What is not ahead has fired.
                return _due.Values.Where(dueMs => dueMs > ElapsedMs).Min(dueMs => (long?)dueMs);
            }
        }
    }

    /// <summary>Ends when a timer is set.</summary>
    public Task TimerSet
    {
        get
        {
            lock (_gate)
            {
                return _timerSet.Task;
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + WallClockError;

    /// <summary>By the base's own time: its timestamps would step together with the wall clock.</summary>
    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Pass(long ms) => Advance(TimeSpan.FromMilliseconds(ms));

    /// <summary>Keeps when a timer is due.</summary>
    /// <param name="timer">The timer.</param>
    /// <param name="dueTime">In how long; infinite where it is not set any more.</param>
    public void Note(VirtualTimer timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            _due.Remove(timer);
            if (dueTime > s_pause)
            {
                _due[timer] = ElapsedMs + (long)Math.Ceiling(dueTime.TotalMilliseconds);
                _timerSet.SetResult();
                _timerSet = NewSource();
            }
        }

        if (dueTime >= TimeSpan.Zero && dueTime <= s_pause)
        {
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
