using TeddyFirmware.Session;
using VirtualDevice.Running;

namespace VirtualDevice.Tests.Support;

/// <summary>A whole device, running, with everything that it says.</summary>
internal sealed class BenchDevice : DeviceRecorder, IAsyncDisposable
{
    private readonly TaskCompletionSource _firstEcho = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DeviceLoop _loop;
    private readonly Task _running;

    public BenchDevice(string folder, ServerLink link, TimeProvider? time = null, DeviceOptions? options = null)
    {
        Folder = folder;
        Platform = new PcPlatform(folder, link, Log, time);
        _loop = new DeviceLoop(Platform, this, options);
        _running = _loop.RunAsync();
    }

    public string Folder { get; }

    public PcPlatform Platform { get; }

    public int Boots => _loop.Boots;

    /// <summary>The device itself, once it has opened its session and had its first echo.</summary>
    public async Task<BenchDevice> OnlineAsync()
    {
        await FirstEchoAsync();
        return this;
    }

    public Task FirstEchoAsync() => Task.WhenAny(_firstEcho.Task, Log.WaitForAsync("echo bytes=")).Unwrap().Within();

    public override Task<string> NextMessageAsync() => Messages.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Within();

    public override SendResult Send(string text) => _loop.Send(text);

    /// <summary>As Ctrl-C does it.</summary>
    public Task StopAsync()
    {
        _loop.RequestStop();
        return _running.Within();
    }

    public override void OnEcho(int length, int roundTripMs) => _firstEcho.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _loop.Dispose();
    }
}
