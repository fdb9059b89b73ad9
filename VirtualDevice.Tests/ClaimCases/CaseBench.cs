using Microsoft.AspNetCore.Builder;
using ServerStub;

namespace VirtualDevice.Tests.ClaimCases;

/// <summary>A real stub whose paths can be scripted, and stepped devices, all on the same virtual time.</summary>
internal sealed class CaseBench : IAsyncDisposable
{
    public const string DeviceId = Support.Bench.DeviceId;

    private readonly TempFolder _folder;
    private readonly List<SteppedDevice> _devices = [];
    private TlsTrust _trust = null!;

    private CaseBench(TempFolder folder, VirtualTime time)
    {
        _folder = folder;
        Time = time;
        Claims = new ScriptedPath(time);
        Refreshes = new ScriptedPath(time);
        Sessions = new ScriptedPath(time);
    }

    public VirtualTime Time { get; }

    public ScriptedPath Claims { get; }

    public ScriptedPath Refreshes { get; }

    public ScriptedPath Sessions { get; }

    public StubServer Stub { get; private set; } = null!;

    public static async Task<CaseBench> StartAsync(Func<StubOptions, StubOptions>? change = null)
    {
        var folder = new TempFolder();
        var bench = new CaseBench(folder, new VirtualTime());
        var options = new StubOptions { DataFolder = folder["stub"], ClaimsPerMinute = 0, Clock = bench.Time, BeforeEndpoints = bench.Use };
        bench.Stub = await StubServer.StartAsync(change?.Invoke(options) ?? options);
        bench._trust = TlsTrust.FromPemFile(bench.Stub.CaPemPath);
        return bench;
    }

    /// <summary>Forgets what was scripted and what arrived: for benches that several cases share.</summary>
    public void Clear()
    {
        Claims.Clear();
        Refreshes.Clear();
        Sessions.Clear();
    }

    /// <summary>A new board, provisioned.</summary>
    public SteppedDevice NewDevice(RegisteredDevice? device = null, byte[]? secret = null)
    {
        string folder = _folder["board-" + _devices.Count];
        Flashed.Provision(folder, device ?? Stub.Registry.Development, secret);
        return Start(folder);
    }

    /// <summary>Switches a board off, as a power cut does, and after a while on again.</summary>
    public SteppedDevice Restart(SteppedDevice device, double offHours = 0)
    {
        device.CutPower();
        Time.Advance(TimeSpan.FromHours(offHours));
        return Start(device.Folder);
    }

    /// <summary>A device that is online with the stub's own tokens.</summary>
    public async Task<SteppedDevice> OnlineAsync()
    {
        SteppedDevice device = NewDevice();
        await device.SettleAsync();
        Assert.True(device.State == DeviceState.Online, device.Log.All);
        return device;
    }

    /// <summary>A device that is switched on after its access token has expired: it begins with a refresh.</summary>
    public async Task<SteppedDevice> RestartedAsync(double offHours = 2) => Restart(await OnlineAsync(), offHours);

    /// <summary>Fails unless the device waits in this state for exactly so long: not a request before, and one then.</summary>
    public Task WaitsAsync(SteppedDevice device, DeviceState state, long delayMs) =>
        device.WaitsAsync(state, delayMs, () => Claims.Count + Refreshes.Count);

    /// <summary>The same, wait after wait, each of so many minutes.</summary>
    public async Task WaitsMinutesAsync(SteppedDevice device, DeviceState state, params int[] minutes)
    {
        foreach (int wait in minutes)
        {
            await WaitsAsync(device, state, wait * Band.MinuteMs);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _devices.ForEach(device => device.CutPower());
        await Stub.DisposeAsync();
        _folder.Dispose();
    }

    private SteppedDevice Start(string folder)
    {
        var link = new ServerLink(_trust, new IPEndPoint(IPAddress.Loopback, Stub.Port));
        var device = new SteppedDevice(folder, link, Time, SteppedDevice.NoHeartbeat);
        _devices.Add(device);
        return device;
    }

    private void Use(IApplicationBuilder app) => app.Use((context, next) =>
    {
        string path = context.Request.Path.Value ?? "";
        ScriptedPath script = path.EndsWith("/claim", StringComparison.Ordinal) ? Claims
            : path.EndsWith("/refresh", StringComparison.Ordinal) ? Refreshes
            : Sessions;
        return script.ServeAsync(context, next);
    });
}
