namespace VirtualDevice.Tests.ClaimCases;

/// <summary>A TLS server that treats each request as its script says, those beyond it with 500, and lets sessions in; and a stepped device.</summary>
internal sealed class RawBench : IAsyncDisposable
{
    private static readonly RegisteredDevice s_device = new("Teddy-ESP32-0001", "child1", [.. Enumerable.Repeat((byte)7, 32)]);

    private readonly TempFolder _folder = new();
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly TestAuthority _authority;
    private readonly RawTlsServer _server;
    private readonly IReadOnlyList<Func<RawPeer, Task>> _scripts;
    private SteppedDevice? _device;
    private int _requests;

    /// <param name="scripts">What the server does with the first request, and the ones after it.</param>
    /// <param name="name">The host of its certificate.</param>
    /// <param name="years">How many years before and after today the certificate is in date.</param>
    public RawBench(IReadOnlyList<Func<RawPeer, Task>> scripts, string name = "localhost", int years = 1)
    {
        _scripts = scripts;
        _authority = new TestAuthority(years + 1);
        _server = new RawTlsServer(
            _authority.CreateServer(name, DateTimeOffset.UtcNow.AddYears(-years), DateTimeOffset.UtcNow.AddYears(years)), ServeAsync);
    }

    public VirtualTime Time { get; } = new();

    /// <summary>How many requests were read.</summary>
    public int Requests => _requests;

    /// <summary>How many connections came.</summary>
    public int Connections => _server.Connections;

    /// <summary>How many bytes came through TLS.</summary>
    public int BytesRead => _server.BytesRead;

    public Task ArrivedAsync() => _arrivals.WaitAsync(TestContext.Current.CancellationToken).Within();

    public SteppedDevice NewDevice(TlsTrust? trust = null, EndPoint? elsewhere = null)
    {
        Flashed.Provision(_folder["board"], s_device);
        return Start(trust, elsewhere);
    }

    public SteppedDevice Restart()
    {
        _device!.CutPower();
        return Start(null, null);
    }

    /// <summary>Lets the answer's deadline pass, or another one: not a millisecond less ends it.</summary>
    public async Task PassDeadlineAsync(SteppedDevice device, int deadlineMs = SteppedDevice.AnswerDeadlineMs)
    {
        Time.Pass(deadlineMs - 1);
        device.Step();
        Assert.Equal(DeviceState.Claiming, device.State);
        Time.Pass(1);
        await device.SettleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _device?.CutPower();
        await _server.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
    }

    private SteppedDevice Start(TlsTrust? trust, EndPoint? elsewhere) =>
        _device = new SteppedDevice(_folder["board"], new ServerLink(trust ?? _authority.Trust, elsewhere ?? _server.EndPoint), Time, SteppedDevice.NoHeartbeat);

    private async Task ServeAsync(RawPeer peer)
    {
        try
        {
            await peer.ReadHeadAsync();
            if (peer.Head.StartsWith("GET", StringComparison.Ordinal))
            {
                await peer.SendAsync(peer.Acceptance());
                await peer.UntilEndAsync();
                return;
            }

            await peer.ReadBodyAsync();
            int number = _requests++;
            _arrivals.Release();
            await (number < _scripts.Count ? _scripts[number](peer) : peer.SendAsync("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"));
        }
        catch (IOException)
        {
            // The device did not like the certificate, or has heard enough.
        }
    }
}
