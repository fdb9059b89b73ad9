using VirtualDevice.Platform;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>The real WebSocket transport against a server that follows a script.</summary>
internal sealed class WebSocketBench : IAsyncDisposable
{
    private readonly TestAuthority _authority = new();

    public WebSocketBench(Func<RawPeer, Task> script, TlsTrust? trust = null, string certificateName = "localhost")
    {
        Server = new RawTlsServer(_authority.CreateServer(certificateName), script);
        Transport = new WebSocketTransport(new ServerLink(trust ?? _authority.Trust, Server.EndPoint), TimeProvider.System);
    }

    public RawTlsServer Server { get; }

    public WebSocketTransport Transport { get; }

    public ListenerRecorder Listener { get; } = new();

    public void Open(int deadlineMs = 20_000) => Transport.Open("wss://localhost/ws/esp32/Teddy-1?token=a.b.c", deadlineMs, Listener);

    public async Task OpenedAsync()
    {
        Open();
        Assert.Equal("opened", await Listener.NextAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Transport.Abort();
        await Server.DisposeAsync();
        _authority.Dispose();
    }
}
