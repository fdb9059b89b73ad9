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
    // An adapter's pause before it offers a text again passes by itself: no test waits for it, but messages do.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    // A certificate is judged by the device's time: it begins in the present, on a whole millisecond, so that none is
    // lost or won by rounding.
    private readonly FakeTimeProvider _fake = new(DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
    private readonly long _start;
    private readonly Lock _gate = new();
    private readonly HashSet<BenchTimer> _due = [];
    private BenchTimer? _loop;
    private int _rests;
    private TaskCompletionSource _changed = New();

    public BenchTime() => _start = _fake.GetTimestamp();

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
    public long ElapsedMs => (_fake.GetTimestamp() - _start) * 1000 / _fake.TimestampFrequency;

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
    public void Jump() => JumpTo(NextDueMs);

    /// <summary>Jumps to the moment when the device looks after itself again, past all timers of its adapters before it.</summary>
    public void JumpToLoop() => JumpTo(() => _loop?.DueMs ?? NextDueMs());

    /// <summary>Takes a timer for one that is not set.</summary>
    /// <returns>Its round, to be given to <see cref="Note"/>.</returns>
    public int Forget(BenchTimer timer)
    {
        lock (_gate)
        {
            timer.DueMs = null;
            _due.Remove(timer);
            return ++timer.Round;
        }
    }

    /// <summary>Keeps when a timer is due that has been set, unless it has fired or changed since.</summary>
    public void Note(BenchTimer timer, TimeSpan dueTime, int round)
    {
        lock (_gate)
        {
            if (timer.Round != round)
            {
                return;
            }

            timer.DueMs = ElapsedMs + (long)Math.Ceiling(dueTime.TotalMilliseconds);
            _due.Add(timer);
            if (timer == _loop)
            {
                _rests++;
            }
            else if (dueTime <= s_pause)
            {
                ThreadPool.QueueUserWorkItem(_ => Pass(dueTime));
            }

            _changed.SetResult();
            _changed = New();
        }
    }

    private long NextDueMs() => _due.Count == 0 ? ElapsedMs : _due.Min(timer => timer.DueMs!.Value);

    private void JumpTo(Func<long> choose)
    {
        long dueMs;
        lock (_gate)
        {
            dueMs = choose();
        }

        Pass(TimeSpan.FromMilliseconds(Math.Max(0, dueMs - ElapsedMs)));
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
