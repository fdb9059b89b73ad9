using System.Threading.Channels;
using TeddyFirmware;
using TeddyFirmware.Platform;
using VirtualDevice.Platform;

namespace VirtualDevice.Tests.Support;

/// <summary>
/// A whole device that a test steps through virtual time: what it does over the network is real and is waited for,
/// what it waits for by its clock costs nothing.
/// </summary>
internal sealed class SteppedDevice : IWakeSignal, IDeviceObserver, IDisposable
{
    /// <summary>The device's deadline for the answer to a request once it is sent.</summary>
    public const int AnswerDeadlineMs = 60_000;

    /// <summary>The device's deadline to connect and shake hands.</summary>
    public const int ConnectDeadlineMs = 20_000;

    private const int MaxStepsAtOneMoment = 1000;

    // No heartbeat: virtual hours of pings would be as many real round trips, and a session's life is not the matter here.
    private static readonly DeviceOptions s_options = new() { HeartbeatIntervalMs = (int)TimeSpan.FromDays(3).TotalMilliseconds };

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly VirtualTime _time;
    private readonly Device _device;

    public SteppedDevice(string folder, ServerLink server, VirtualTime time)
    {
        _time = time;
        Folder = folder;
        Platform = new SteppedPlatform(folder, server, time);
        _device = new Device(Platform, this, this, s_options);
    }

    public string Folder { get; }

    public SteppedPlatform Platform { get; }

    public DeviceState State => _device.State;

    public string Log => Platform.Lines.All;

    public long NowMs => Platform.Clock.MonotonicMs;

    /// <summary>Every state that was entered, in order.</summary>
    public List<DeviceState> History { get; } = [];

    /// <summary>How long the last step said that there is nothing to do.</summary>
    public int WaitMs { get; private set; }

    /// <summary>How many events came that the device's table does not allow.</summary>
    public int IllegalEventCount => _device.IllegalEventCount;

    private bool IsUnderWay =>
        State is DeviceState.Claiming or DeviceState.Refreshing or DeviceState.Connecting or DeviceState.OnlineRefreshing or DeviceState.Closing;

    /// <summary>One step: what is due begins.</summary>
    public void Step() => WaitMs = _device.Step();

    /// <summary>Steps, at one virtual moment, until nothing is under way: an exchange, or a session that is being opened.</summary>
    public async Task SettleAsync()
    {
        for (int steps = 0; steps < MaxStepsAtOneMoment; steps++)
        {
            Step();
            if (_wake.Reader.TryRead(out _))
            {
                continue;
            }

            if (!IsUnderWay)
            {
                return;
            }

            await _wake.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Within();
        }

        Assert.Fail("The device goes round without time passing:\n" + Log);
    }

    /// <summary>Steps until the device is in a state, without letting time pass.</summary>
    public async Task ReachAsync(DeviceState state)
    {
        for (Step(); State != state; Step())
        {
            await _wake.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Within();
        }
    }

    /// <summary>Lets time pass as whoever runs a device does: from one wait that it tells to the next.</summary>
    public async Task PassAsync(long ms)
    {
        long endMs = NowMs + ms;
        await SettleAsync();
        while (NowMs < endMs)
        {
            Assert.True(WaitMs > 0, $"The device in state {State} says that something is due, and does not do it.");
            _time.Pass(Math.Min(WaitMs, endMs - NowMs));
            await SettleAsync();
        }
    }

    /// <summary>Lets virtual time run out for an exchange that the server does not end.</summary>
    public Task PassDeadlineAsync()
    {
        _time.Pass(AnswerDeadlineMs);
        return SettleAsync();
    }

    /// <summary>Fails unless the device waits in this state for exactly so long: not a request at the server before, and one then.</summary>
    public async Task WaitsAsync(DeviceState state, long delayMs, Func<int> requests)
    {
        await SettleAsync();
        Assert.True(state == State, $"{state} was expected and not {State}:\n{Log}");
        int before = requests();
        await PassAsync(delayMs - 1);
        Assert.True(state == State && before == requests(), $"Something came before {delayMs} ms:\n{Log}");

        _time.Pass(1);
        Step();
        Assert.True(state != State, $"Nothing came after {delayMs} ms:\n{Log}");
        await SettleAsync();
        Assert.True(requests() > before, $"The request did not arrive:\n{Log}");
    }

    public void Wake() => _wake.Writer.TryWrite(true);

    public void OnTransition(DeviceState from, DeviceState to) => History.Add(to);

    public void OnMessage(byte[] message, int length)
    {
    }

    public void OnStatus(string status)
    {
    }

    public void OnEcho(int length, int roundTripMs)
    {
    }

    /// <summary>As a power cut: whatever connection is open is gone, and nothing is said.</summary>
    public void Dispose()
    {
        Platform.Http.Abandon();
        Platform.WebSocket.Abort();
    }
}
