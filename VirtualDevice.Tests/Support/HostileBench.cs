namespace VirtualDevice.Tests.Support;

/// <summary>
/// A whole device in virtual time, and a raw TLS server that answers claims and refreshes as it should, and its sessions
/// by a script each; when the scripts are used up, it is a good server.
/// </summary>
internal sealed class HostileBench : IAsyncDisposable
{
    private const int TokenLifetimeSeconds = 24 * 3600;
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly Queue<Func<RawPeer, Task>> _scripts;
    private int _claims;
    private int _refreshes;

    public HostileBench(params Func<RawPeer, Task>[] scripts)
    {
        _scripts = new Queue<Func<RawPeer, Task>>(scripts);
        Server = new RawTlsServer(_authority.CreateServer(), ServeAsync);
        Flashed.Provision(_folder["device"], new RegisteredDevice("Teddy-ESP32-0001", "child123", new byte[32]));
        Device = new SteppedDevice(_folder["device"], new ServerLink(_authority.Trust, Server.EndPoint));
    }

    public RawTlsServer Server { get; }

    public SteppedDevice Device { get; }

    public int Claims => _claims;

    public int Refreshes => _refreshes;

    /// <summary>A session that accepts, sends these bytes, and hangs up when it has read the device's close frame.</summary>
    public static Func<RawPeer, Task> Sending(params byte[] bytes) => async peer =>
    {
        await peer.AcceptAsync();
        await peer.SendAsync(bytes);
        await peer.ReadCloseCodeAsync();
    };

    /// <summary>An answer with a status, and nothing in it.</summary>
    public static Func<RawPeer, Task> Refusing(string status, string headers = "") =>
        RawPeer.Answering($"HTTP/1.1 {status}\r\n{headers}Content-Length: 0\r\n\r\n");

    /// <summary>A good session: accepts, echoes, answers pings and the close frame.</summary>
    public static async Task BehaveAsync(RawPeer peer)
    {
        await peer.AcceptAsync();
        await EchoAsync(peer);
    }

    /// <summary>The rest of a good session.</summary>
    public static async Task EchoAsync(RawPeer peer)
    {
        ClientFrame frame;
        do
        {
            frame = await peer.ReadFrameAsync();
            await peer.SendAsync(Answer(frame));
        }
        while (frame.CloseCode == 0);
    }

    /// <summary>The device notices, waits as long as it says, neither shorter nor longer, and then has a session that echoes.</summary>
    public async Task ComesBackAsync(string afterLine)
    {
        long noticedMs = Device.Time.ElapsedMs;
        await Device.UntilAsync("session  open");
        long dueMs = noticedMs + SteppedDevice.Number(afterLine, "retry_in_ms");
        Assert.True(dueMs == Device.Time.ElapsedMs, $"The session should have opened at {dueMs} ms:\n{Device.Log.All}");
        await Device.EchoAsync("back again");
    }

    public async ValueTask DisposeAsync()
    {
        await Device.DisposeAsync();
        await Server.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
    }

    private static byte[] Answer(ClientFrame frame) =>
        frame.IsText ? ServerFrame.Text("Echo: " + frame.Text)
        : frame.IsPing ? ServerFrame.Of(0x8A, frame.Payload)
        : frame.CloseCode != 0 ? ServerFrame.Of(0x88, frame.Payload)
        : [];

    private async Task ServeAsync(RawPeer peer)
    {
        string head = await peer.ReadHeadAsync();
        if (head.StartsWith("GET", StringComparison.Ordinal))
        {
            peer.Unread();
            Func<RawPeer, Task> script;
            lock (_scripts)
            {
                script = _scripts.Count > 0 ? _scripts.Dequeue() : BehaveAsync;
            }

            await script(peer);
            return;
        }

        await peer.ReadBodyAsync();
        bool isClaim = head.Contains("/pair/claim");
        string answer = isClaim ? TestToken.Answer(Token(), Token()) : $$"""{"access_token":"{{Token()}}"}""";
        Interlocked.Increment(ref isClaim ? ref _claims : ref _refreshes);
        await peer.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(answer)}\r\n\r\n{answer}");
    }

    private static string Token()
    {
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return TestToken.OfPayload($$"""{"device_id":"Teddy-ESP32-0001","iat":{{now}},"exp":{{now + TokenLifetimeSeconds}}}""");
    }
}
