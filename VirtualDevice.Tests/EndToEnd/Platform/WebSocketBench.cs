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

    /// <summary>A server that accepts, sends these bytes, and waits for the client to go.</summary>
    public static Func<RawPeer, Task> Sending(params byte[] bytes) => async peer =>
    {
        await peer.AcceptAsync();
        await peer.SendAsync(bytes);
        await peer.UntilEndAsync();
    };

    /// <summary>Opens a connection to a server that follows a script, and compares what is reported of it, in order.</summary>
    public static async Task AssertReportsAsync(Func<RawPeer, Task> script, params string[] reports)
    {
        await using var bench = new WebSocketBench(script);
        bench.Open();
        foreach (string report in reports)
        {
            Assert.Equal(report, await bench.Listener.NextAsync());
        }

        bench.Transport.Abort();
        await bench.Server.ServedAsync();
    }

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
