using System.Text;
using System.Threading.Channels;
using TeddyFirmware;
using TeddyFirmware.Session;
using VirtualDevice.Platform;
using VirtualDevice.Running;

namespace VirtualDevice.Tests.Support;

/// <summary>A whole device, running, with everything that it says.</summary>
internal sealed class BenchDevice : IDeviceObserver, IAsyncDisposable
{
    private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();
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

    public LineRecorder Log { get; } = new();

    public int Boots => _loop.Boots;

    public Task FirstEchoAsync() => Task.WhenAny(_firstEcho.Task, Log.WaitForAsync("echo bytes=")).Unwrap().Within();

    public Task<string> NextMessageAsync() => _messages.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Within();

    public SendResult Send(string text) => _loop.Send(text);

    /// <summary>As Ctrl-C does it.</summary>
    public Task StopAsync()
    {
        _loop.RequestStop();
        return _running.Within();
    }

    public void OnTransition(DeviceState from, DeviceState to)
    {
    }

    public void OnMessage(byte[] message, int length) => _messages.Writer.TryWrite(Encoding.UTF8.GetString(message, 0, length));

    public void OnEcho(int length, int roundTripMs) => _firstEcho.TrySetResult();

    public void OnStatus(string status)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _loop.Dispose();
    }
}
