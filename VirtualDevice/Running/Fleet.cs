using System.Diagnostics;
using VirtualDevice.Screen;

namespace VirtualDevice.Running;

/// <summary>Many whole devices in one process: nothing is shared between two but the thread pool.</summary>
internal sealed class Fleet : IFleetEvents, IDisposable
{
    /// <summary>How many devices may be between their start and their first echo: all at once would time out on their own handshakes.</summary>
    private const int StartingAtOnce = 32;

    // A device that gets no echo must not hold up the others for ever.
    private static readonly TimeSpan s_startPatience = TimeSpan.FromSeconds(15);

    // The core closes a session within 3 s, and drops it then; thousands at once take the processor longer.
    private static readonly TimeSpan s_stopDeadline = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_stopDeadlineForEach = TimeSpan.FromMilliseconds(5);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly FleetMember[] _members;
    private readonly TaskCompletionSource _allEchoed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _needsPerson = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _fault = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _running = [];
    private volatile string? _lastProblem;
    private int _echoed;
    private int _attempts;
    private int _claims;
    private int _echoes;
    private int _closes;

    /// <summary>Builds the devices; none runs yet.</summary>
    /// <param name="boardFolders">The provisioned boards.</param>
    /// <param name="server">How the server is reached.</param>
    public Fleet(IEnumerable<string> boardFolders, ServerLink server) =>
        _members = [.. boardFolders.Select((folder, number) => new FleetMember(number, folder, server, this))];

    /// <summary>Told of every transition, from many threads: for a benchmark.</summary>
    public Action<int, DeviceState, DeviceState>? Transition { get; init; }

    /// <summary>Ends when every device had an echo.</summary>
    public Task AllEchoed => _allEchoed.Task;

    /// <summary>Ends with the first line that says that a person has to do something.</summary>
    public Task<string> NeedsPerson => _needsPerson.Task;

    /// <summary>Ends with the first device whose loop failed, and fails as it did.</summary>
    public Task Faulted => _fault.Task;

    /// <summary>Starts the devices, so many at a time that they do not starve one another; ends when all have been started.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        using var places = new SemaphoreSlim(StartingAtOnce);
        List<Task> starting = [];
        try
        {
            foreach (FleetMember member in _members)
            {
                await places.WaitAsync(stop);
                _running.Add(WatchAsync(member));
                starting.Add(LeavePlaceAsync(member, places, stop));
            }
        }
        finally
        {
            await Task.WhenAll(starting);
        }
    }

    /// <summary>Asks every device to leave, and waits for those that were started.</summary>
    /// <returns>How many did not stop in time; they are dropped by <see cref="Dispose"/>.</returns>
    public async Task<int> StopAsync()
    {
        foreach (FleetMember member in _members.Take(_running.Count))
        {
            member.RequestStop();
        }

        Task all = Task.WhenAll(_running);
        await Task.WhenAny(all, Task.Delay(s_stopDeadline + (_members.Length * s_stopDeadlineForEach), CancellationToken.None));
        return _running.Count(task => !task.IsCompleted);
    }

    /// <summary>Counts.</summary>
    public FleetCounts Count() => new(
        _watch.Elapsed, _members.Length, Volatile.Read(ref _echoed),
        _members.CountBy(member => member.State).OrderBy(pair => pair.Key).ToDictionary(),
        Volatile.Read(ref _attempts), Volatile.Read(ref _claims), Volatile.Read(ref _echoes), Volatile.Read(ref _closes), _lastProblem);

    /// <inheritdoc />
    public void Dispose() => Array.ForEach(_members, member => member.Dispose());

    /// <inheritdoc />
    void IFleetEvents.OnTransition(FleetMember member, DeviceState from, DeviceState to)
    {
        if (to == DeviceState.Connecting)
        {
            Interlocked.Increment(ref _attempts);
        }
        else if (to == DeviceState.Claiming)
        {
            Interlocked.Increment(ref _claims);
        }

        if (HasSession(from) && !HasSession(to))
        {
            Interlocked.Increment(ref _closes);
        }

        Transition?.Invoke(member.Number, from, to);
    }

    /// <inheritdoc />
    void IFleetEvents.OnEcho(bool isFirst)
    {
        Interlocked.Increment(ref _echoes);
        if (isFirst && Interlocked.Increment(ref _echoed) == _members.Length)
        {
            _allEchoed.TrySetResult();
        }
    }

    /// <inheritdoc />
    void IFleetEvents.OnLine(string line)
    {
        LogLine parts = LogLine.Parse(line);
        if (parts.Level is LogLine.Warning or LogLine.Error)
        {
            _lastProblem = $"{parts.Area}: {parts.Text}";
            if (parts.Level == LogLine.Error)
            {
                _needsPerson.TrySetResult(_lastProblem);
            }
        }
    }

    private static bool HasSession(DeviceState state) => state is DeviceState.Online or DeviceState.OnlineRefreshing or DeviceState.Closing;

    private async Task WatchAsync(FleetMember member)
    {
        try
        {
            await member.RunAsync();
        }
        catch (Exception problem)
        {
            _fault.TrySetException(problem);
        }
    }

    private static async Task LeavePlaceAsync(FleetMember member, SemaphoreSlim places, CancellationToken stop)
    {
        await member.FirstEcho.WaitAsync(s_startPatience, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        places.Release();
    }
}
