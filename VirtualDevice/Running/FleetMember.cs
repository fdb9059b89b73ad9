namespace VirtualDevice.Running;

/// <summary>One device of a fleet, with its board and its loop; tells the fleet what it does.</summary>
internal sealed class FleetMember : IDeviceObserver, ILogSink, IDisposable
{
    private readonly IFleetEvents _events;
    private readonly DeviceLoop _loop;
    private readonly TaskCompletionSource _firstEcho = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Builds the device; it does not run yet.</summary>
    /// <param name="number">Its place in the fleet, from 0 on.</param>
    /// <param name="boardFolder">Its board, provisioned.</param>
    /// <param name="server">How it reaches the server.</param>
    /// <param name="events">Whom to tell.</param>
    public FleetMember(int number, string boardFolder, ServerLink server, IFleetEvents events)
    {
        Number = number;
        _events = events;
        _loop = new DeviceLoop(new PcPlatform(boardFolder, server, this), this);
    }

    /// <summary>Where it is in its life.</summary>
    public DeviceState State { get; private set; }

    /// <summary>Its place in the fleet, from 0 on.</summary>
    public int Number { get; }

    /// <summary>Ends with its first echo.</summary>
    public Task FirstEcho => _firstEcho.Task;

    /// <summary>Runs until it has been asked to stop and has stopped.</summary>
    public Task RunAsync() => _loop.RunAsync();

    /// <summary>Asks it to close its session and to stop.</summary>
    public void RequestStop() => _loop.RequestStop();

    /// <inheritdoc />
    public void Dispose() => _loop.Dispose();

    /// <inheritdoc />
    void IDeviceObserver.OnTransition(DeviceState from, DeviceState to)
    {
        State = to;
        _events.OnTransition(this, from, to);
    }

    /// <inheritdoc />
    void IDeviceObserver.OnEcho(int length, int roundTripMs) => _events.OnEcho(isFirst: _firstEcho.TrySetResult());

    /// <inheritdoc />
    void IDeviceObserver.OnMessage(byte[] message, int length)
    {
        // Of many devices it is the numbers that count.
    }

    /// <inheritdoc />
    void IDeviceObserver.OnStatus(string status)
    {
    }

    /// <inheritdoc />
    void ILogSink.Write(string line) => _events.OnLine(line);
}
