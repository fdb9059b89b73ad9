using System.Threading.Tasks.Sources;

namespace VirtualDevice.Running;

/// <summary>A wait that ends when somebody calls <see cref="Wake"/> or when its time is over. Holds no thread and, after its first use, allocates nothing.</summary>
/// <remarks>One waiter at a time. A wake that finds nobody waiting ends the next wait at once.</remarks>
public sealed class WakeSignal : IWakeSignal, IValueTaskSource, IDisposable
{
    private readonly Lock _gate = new();
    private readonly ITimer _timer;

    // On the thread pool: whoever wakes must not find itself running a device's step.
    private ManualResetValueTaskSourceCore<bool> _wait = new() { RunContinuationsAsynchronously = true };
    private bool _isWaiting;
    private bool _isWoken;

    /// <summary>Makes a signal.</summary>
    /// <param name="time">Where the time of the waits comes from.</param>
    public WakeSignal(TimeProvider time)
    {
        _timer = time.CreateTimer(_ => End(isWake: false), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc />
    public void Wake() => End(isWake: true);

    /// <summary>Waits until woken, or until the time is over; now and then it ends a little early.</summary>
    public ValueTask WaitAsync(TimeSpan longest)
    {
        lock (_gate)
        {
            if (_isWoken)
            {
                _isWoken = false;
                return ValueTask.CompletedTask;
            }

            _wait.Reset();
            _isWaiting = true;
            _timer.Change(longest, Timeout.InfiniteTimeSpan);
            return new ValueTask(this, _wait.Version);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    /// <inheritdoc />
    void IValueTaskSource.GetResult(short token) => _wait.GetResult(token);

    /// <inheritdoc />
    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _wait.GetStatus(token);

    /// <inheritdoc />
    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    private void End(bool isWake)
    {
        lock (_gate)
        {
            if (!_isWaiting)
            {
                _isWoken |= isWake;
                return;
            }

            _isWaiting = false;
        }

        _wait.SetResult(true);
    }
}
