using Microsoft.Extensions.Time.Testing;

namespace VirtualDevice.Tests.Support;

/// <summary>
/// Virtual time of one device: stands still while anything real goes on, and jumps to the next timer when a test says so.
/// </summary>
/// <remarks>
/// The first timer that is made is the device loop's own (<see cref="Running.WakeSignal"/>): each time it is set, the
/// device has done all that was due and waits. That is what makes a jump safe, and its length exact.
/// </remarks>
internal sealed class BenchTime : TimeProvider
{
    // A certificate is judged by the device's time: it begins in the present.
    private readonly FakeTimeProvider _fake = new(DateTimeOffset.UtcNow);
    private readonly Lock _gate = new();
    private readonly HashSet<BenchTimer> _due = [];
    private BenchTimer? _loop;
    private int _rests;
    private TaskCompletionSource _changed = New();

    /// <summary>How often the device has come to rest so far.</summary>
    public int Rests
    {
        get
        {
            lock (_gate)
            {
                return _rests;
            }
        }
    }

    /// <summary>How much time has passed.</summary>
    public long ElapsedMs => (long)_fake.GetElapsedTime(0).TotalMilliseconds - StartMs;

    private long StartMs { get; }

    public BenchTime() => StartMs = (long)_fake.GetElapsedTime(0).TotalMilliseconds;

    public override long TimestampFrequency => _fake.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _fake.GetUtcNow();

    public override long GetTimestamp() => _fake.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new BenchTimer(this, callback, state);
        lock (_gate)
        {
            _loop ??= timer;
        }

        timer.Inner = _fake.CreateTimer(fired => ((BenchTimer)fired!).Fire(), timer, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets so much time pass at once.</summary>
    public void Pass(TimeSpan time) => _fake.Advance(time);

    /// <summary>Moves the wall clock, and nothing else.</summary>
    public void ShiftWallClock(TimeSpan by) => _fake.AdjustTime(_fake.GetUtcNow() + by);

    /// <summary>Ends when the device has come to rest more than so many times, and so many timers are set.</summary>
    public async Task RestAsync(int after, int timers, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_rests > after && _due.Count >= timers)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Jumps to the moment when the next timer is due.</summary>
    public void Jump()
    {
        long dueMs;
        lock (_gate)
        {
            dueMs = _due.Count == 0 ? ElapsedMs : _due.Min(timer => timer.DueMs!.Value);
        }

        Pass(TimeSpan.FromMilliseconds(Math.Max(0, dueMs - ElapsedMs)));
    }

    /// <summary>Keeps when a timer is due.</summary>
    public void Note(BenchTimer timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                timer.DueMs = null;
                _due.Remove(timer);
                return;
            }

            timer.DueMs = ElapsedMs + (long)Math.Ceiling(dueTime.TotalMilliseconds);
            _due.Add(timer);
            _rests += timer == _loop ? 1 : 0;
            _changed.SetResult();
            _changed = New();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
