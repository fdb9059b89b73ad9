namespace VirtualDevice.Tests.Faults;

/// <summary>The proxy itself: what it does not break it passes on, and it leaves nothing behind.</summary>
public sealed class FaultProxyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Bytes_pass_unchanged_in_both_directions_and_so_does_the_end_of_each(bool isByteByByte)
    {
        await using var bench = await RelayBench.StartAsync();
        bench.Proxy.Up.IsByteByByte = bench.Proxy.Down.IsByteByByte = isByteByByte;
        byte[] sent = [.. Enumerable.Range(0, 5000).Select(i => (byte)i)];

        await bench.Device.SendAsync(sent, Token);
        bench.Device.Shutdown(SocketShutdown.Send);

        Assert.Equal(sent, await ReadToEndAsync(bench.Server));
        await bench.Server.SendAsync(sent, Token);
        bench.Server.Shutdown(SocketShutdown.Send);
        Assert.Equal(sent, await ReadToEndAsync(bench.Device));
    }

    [Fact]
    public async Task A_stalled_direction_holds_even_the_end_of_the_stream_and_goes_on_when_healed()
    {
        await using var bench = await RelayBench.StartAsync();
        bench.Proxy.Up.Stall();

        await bench.Device.SendAsync("held"u8.ToArray(), Token);
        bench.Device.Shutdown(SocketShutdown.Send);
        await bench.Server.SendAsync("other way"u8.ToArray(), Token);
        Assert.True(await bench.Device.ReceiveAsync(new byte[9], Token).AsTask().Within() > 0);
        Assert.Equal(0, bench.Server.Available);

        bench.Proxy.Heal();
        Assert.Equal("held"u8.ToArray(), await ReadToEndAsync(bench.Server));
    }

    [Fact]
    public async Task A_cut_comes_after_exactly_so_many_bytes()
    {
        await using var bench = await RelayBench.StartAsync();
        bench.Proxy.Last.CutAfter(1234, isReset: false);

        await bench.Device.SendAsync(new byte[3000], Token);

        Assert.Equal(1234, (await ReadToEndAsync(bench.Server)).Length);
        Assert.Equal(1234, bench.Proxy.BytesOf(1));
    }

    [Fact]
    public async Task A_reset_is_a_reset_on_both_sides()
    {
        await using var bench = await RelayBench.StartAsync();

        bench.Proxy.Last.CutAfter(0, isReset: true);

        foreach (Socket socket in (Socket[])[bench.Device, bench.Server])
        {
            SocketException problem = await Assert.ThrowsAsync<SocketException>(() => ReadToEndAsync(socket));
            Assert.Equal(SocketError.ConnectionReset, problem.SocketErrorCode);
        }
    }

    [Fact]
    public async Task When_it_is_disposed_of_no_relay_runs_and_nobody_listens()
    {
        var bench = await RelayBench.StartAsync();
        bench.Proxy.Down.Stall();
        await bench.Server.SendAsync("held"u8.ToArray(), Token);

        await bench.DisposeAsync();

        Assert.Equal(0, bench.Proxy.Open);
        using var late = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await Assert.ThrowsAsync<SocketException>(async () => await late.ConnectAsync(bench.Proxy.EndPoint, Token));
    }

    private static async Task<byte[]> ReadToEndAsync(Socket socket)
    {
        var all = new List<byte>();
        byte[] part = new byte[1024];
        int read;
        while ((read = await socket.ReceiveAsync(part, Token).AsTask().Within()) > 0)
        {
            all.AddRange(part.AsSpan(0, read));
        }

        return [.. all];
    }

    private sealed class RelayBench : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public FaultProxy Proxy { get; private set; } = null!;

        public Socket Device { get; } = new(SocketType.Stream, ProtocolType.Tcp);

        public Socket Server { get; private set; } = null!;

        public static async Task<RelayBench> StartAsync()
        {
            var bench = new RelayBench();
            bench._listener.Start();
            bench.Proxy = new FaultProxy(bench._listener.LocalEndpoint);
            await bench.Device.ConnectAsync(bench.Proxy.EndPoint, Token);
            bench.Server = await bench._listener.AcceptSocketAsync(Token).AsTask().Within();
            await bench.Proxy.ConnectionAsync().Within();
            return bench;
        }

        public async ValueTask DisposeAsync()
        {
            await Proxy.DisposeAsync();
            Device.Dispose();
            Server.Dispose();
            _listener.Dispose();
        }
    }
}
