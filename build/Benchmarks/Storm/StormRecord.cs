using System.Diagnostics;

namespace Benchmarks.Storm;

/// <summary>What the devices did from the moment their server died: filled from many threads.</summary>
/// <param name="devices">How many there are.</param>
internal sealed class StormRecord(int devices)
{
    private const int MaxSeconds = 3600;
    private readonly int[] _attempts = new int[MaxSeconds];
    private readonly double[] _backAt = new double[devices];
    private readonly bool[] _isOnline = new bool[devices];
    private readonly Lock _gate = new();
    private long _start;
    private TaskCompletionSource? _goal;
    private int _goalCount;
    private int _online;

    /// <summary>When the server listened again, in seconds since it died; not a number while it is away.</summary>
    public double ReturnedAt { get; private set; } = double.NaN;

    /// <summary>When the storm was over, in seconds since the server died.</summary>
    public double EndedAt { get; private set; } = double.NaN;

    /// <summary>Seconds since the server died.</summary>
    public double Now => Stopwatch.GetElapsedTime(_start).TotalSeconds;

    /// <summary>How many devices have a session.</summary>
    public int Online => Volatile.Read(ref _online);

    /// <summary>The server dies now.</summary>
    public void Begin() => _start = Stopwatch.GetTimestamp();

    /// <summary>The server listens again.</summary>
    public void Return() => ReturnedAt = Now;

    /// <summary>Ends when so many devices have a session, or none.</summary>
    public Task WhenOnline(int count)
    {
        lock (_gate)
        {
            _goalCount = count;
            _goal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            CheckGoal();
            return _goal.Task;
        }
    }

    /// <summary>The storm is over: what comes after belongs to the end of the program.</summary>
    public void End()
    {
        lock (_gate)
        {
            EndedAt = Now;
        }
    }

    /// <summary>A device has moved.</summary>
    public void OnTransition(int device, DeviceState from, DeviceState to)
    {
        if (!double.IsNaN(EndedAt))
        {
            return;
        }

        if (_start != 0 && to is DeviceState.Connecting or DeviceState.Claiming or DeviceState.Refreshing)
        {
            Interlocked.Increment(ref _attempts[Math.Min((int)Now, MaxSeconds - 1)]);
        }

        lock (_gate)
        {
            bool isOnline = to is DeviceState.Online or DeviceState.OnlineRefreshing;
            if (double.IsNaN(EndedAt) && isOnline != _isOnline[device])
            {
                _isOnline[device] = isOnline;
                _backAt[device] = Now;
                _online += isOnline ? 1 : -1;
                CheckGoal();
            }
        }
    }

    /// <summary>Attempts in each second since the server died.</summary>
    public int[] Attempts => _attempts[..((int)EndedAt + 1)];

    /// <summary>How long after the return each device was back, shortest first; those that are not back are left out.</summary>
    public double[] RecoverySeconds()
    {
        lock (_gate)
        {
            return [.. _backAt.Where((_, device) => _isOnline[device]).Select(at => at - ReturnedAt).Order()];
        }
    }

    private void CheckGoal()
    {
        if (_goal is not null && _online == _goalCount)
        {
            _goal.TrySetResult();
        }
    }
}
