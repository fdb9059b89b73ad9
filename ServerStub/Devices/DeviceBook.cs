namespace ServerStub.Devices;

/// <summary>What each registered device has done in this run, told by the events.</summary>
internal sealed class DeviceBook : IEventObserver
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DeviceRecord> _records = [];

    /// <summary>A device's record as it is now; an empty one where nothing was heard.</summary>
    public DeviceRecord Of(string handle)
    {
        lock (_gate)
        {
            return _records.GetValueOrDefault(handle) ?? new DeviceRecord();
        }
    }

    public void Observe(StubEvent next)
    {
        if (next.Handle is null)
        {
            return;
        }

        lock (_gate)
        {
            if (next.Kind == StubEventKind.DeviceRemoved)
            {
                _records.Remove(next.Handle);
            }
            else
            {
                DeviceRecord before = _records.GetValueOrDefault(next.Handle) ?? new DeviceRecord();
                _records[next.Handle] = before.After(next);
            }
        }
    }
}
