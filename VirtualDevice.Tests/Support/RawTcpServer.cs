namespace VirtualDevice.Tests.Support;

/// <summary>A server on a free loopback port that knows nothing of TLS.</summary>
internal sealed class RawTcpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly Func<NetworkStream, CancellationToken, Task> _script;
    private readonly Task _serving;
    private int _connections;

    public RawTcpServer(Func<NetworkStream, CancellationToken, Task> script)
    {
        _script = script;
        _listener.Start();
        _serving = ServeAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public int Connections => _connections;

    /// <summary>Ends when a connection has come that was not waited for yet.</summary>
    public Task ArrivedAsync() => _arrivals.WaitAsync(TestContext.Current.CancellationToken).Within();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    // One connection after the other: a device never has two.
    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _connections++;
                _arrivals.Release();
                await _script(client.GetStream(), _stop.Token);
            }
            catch (Exception end) when (end is IOException or OperationCanceledException)
            {
                // The device, or the test, has had enough.
            }
        }
    }
}
