using TeddyFirmware.Session;

namespace VirtualDevice.Running;

/// <summary>Runs one device: step, wait, step. Any number of loops share the thread pool; a step never meets another of the same device.</summary>
public sealed class DeviceLoop : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PcPlatform _platform;
    private readonly IDeviceObserver? _observer;
    private readonly DeviceOptions? _options;
    private readonly WakeSignal _wake;
    private Device _device;
    private bool _isRebootWanted;
    private bool _isStopWanted;

    /// <summary>Builds the device; nothing runs yet.</summary>
    /// <param name="platform">Its board.</param>
    /// <param name="observer">Looks on; may be null.</param>
    /// <param name="options">Timings; null for the contract's.</param>
    public DeviceLoop(PcPlatform platform, IDeviceObserver? observer = null, DeviceOptions? options = null)
    {
        _platform = platform;
        _observer = observer;
        _options = options;
        _wake = new WakeSignal(platform.Time);
        _device = NewDevice();

        // Raised inside a step, by the core: the reboot happens when that step is over.
        platform.Power.RebootRequested += () => _isRebootWanted = true;
    }

    /// <summary>How many devices have been started on this board: 1, and one more for each reboot.</summary>
    public int Boots { get; private set; } = 1;

    /// <summary>Runs until the device has stopped, after <see cref="RequestStop"/>. Call it once.</summary>
    public async Task RunAsync()
    {
        // Off the caller's thread from the first step on.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (true)
        {
            int waitMs = _device.Step();
            if (_isRebootWanted)
            {
                Reboot();
            }
            else if (_device.IsStopped)
            {
                return;
            }
            else
            {
                await _wake.WaitAsync(TimeSpan.FromMilliseconds(waitMs)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Queues a text for the server; from any thread.</summary>
    public SendResult Send(string text)
    {
        lock (_gate)
        {
            return _device.Send(text);
        }
    }

    /// <summary>Asks the device for a health snapshot; from any thread.</summary>
    public void RequestStatus()
    {
        lock (_gate)
        {
            _device.RequestStatus();
        }
    }

    /// <summary>Asks the device to close its session with 1000 and to stop; from any thread.</summary>
    public void RequestStop()
    {
        lock (_gate)
        {
            _isStopWanted = true;
            _device.RequestStop();
        }
    }

    /// <summary>Drops whatever connection is open, as a power cut would.</summary>
    public void Dispose()
    {
        _platform.Http.Abandon();
        _platform.WebSocket.Abort();
        _wake.Dispose();
    }

    // What a reboot leaves: the flash, and nothing of what was in memory or on the network.
    private void Reboot()
    {
        _isRebootWanted = false;
        _platform.Http.Abandon();
        _platform.WebSocket.Abort();
        Device next = NewDevice();
        lock (_gate)
        {
            _device = next;
            Boots++;
            if (_isStopWanted)
            {
                next.RequestStop();
            }
        }
    }

    private Device NewDevice() => new(_platform, _wake, _observer, _options);
}
