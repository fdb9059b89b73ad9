namespace VirtualDevice.Tests.Support;

/// <summary>
/// A TCP relay between a device and its server, under their TLS, that breaks the link in every way that links break.
/// Everything may be changed while it runs; no connection has a thread of its own, and none outlives the proxy.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly EndPoint _target;
    private readonly List<RelayedConnection> _connections = [];
    private readonly List<Task> _relays = [];
    private readonly Dictionary<int, (long Bytes, bool IsReset)> _plannedCuts = [];
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _accepting;

    /// <summary>Begins to listen on a free loopback port.</summary>
    /// <param name="target">Where the server is.</param>
    /// <param name="time">Where the time of delays comes from; null takes the PC's.</param>
    public FaultProxy(EndPoint target, TimeProvider? time = null)
    {
        _target = target;
        Up = new LinkFaults(time ?? TimeProvider.System);
        Down = new LinkFaults(time ?? TimeProvider.System);
        _listener.Start();
        EndPoint = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = AcceptAsync();
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>What happens to bytes from the device to the server.</summary>
    public LinkFaults Up { get; }

    /// <summary>What happens to bytes from the server to the device.</summary>
    public LinkFaults Down { get; }

    /// <summary>How many connections were made, including those that were cut.</summary>
    public int Connections
    {
        get
        {
            lock (_gate)
            {
                return _connections.Count;
            }
        }
    }

    /// <summary>How many of them still have a relay at work.</summary>
    public int Open
    {
        get
        {
            lock (_gate)
            {
                return _relays.Count(relay => !relay.IsCompleted);
            }
        }
    }

    /// <summary>The connection that was made last.</summary>
    public RelayedConnection Last
    {
        get
        {
            lock (_gate)
            {
                return _connections[^1];
            }
        }
    }

    /// <summary>Ends when the first connection is relayed.</summary>
    public Task ConnectionAsync() => _connected.Task;

    /// <summary>How many bytes have passed through a connection, counted from 1.</summary>
    public long BytesOf(int connection)
    {
        lock (_gate)
        {
            return _connections[connection - 1].Bytes;
        }
    }

    /// <summary>Has a connection that is still to come, counted from 1, cut after so many bytes.</summary>
    public void PlanCut(int connection, long afterBytes, bool isReset = false)
    {
        lock (_gate)
        {
            _plannedCuts[connection] = (afterBytes, isReset);
        }
    }

    /// <summary>Takes every fault of both directions away.</summary>
    public void Heal()
    {
        Up.Heal();
        Down.Heal();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_relays);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket device = await _listener.AcceptSocketAsync(_stop.Token);
                await BeginAsync(device);
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or InvalidOperationException or SocketException)
        {
        }
    }

    private async Task BeginAsync(Socket device)
    {
        device.NoDelay = true;
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var connection = new RelayedConnection(device, server, Up, Down, _stop.Token);
        try
        {
            await server.ConnectAsync(_target, _stop.Token);
        }
        catch (Exception problem) when (problem is SocketException or OperationCanceledException)
        {
            connection.Cut(isReset: true);
            return;
        }

        lock (_gate)
        {
            _connections.Add(connection);
            if (_plannedCuts.TryGetValue(_connections.Count, out (long Bytes, bool IsReset) cut))
            {
                connection.CutAfter(cut.Bytes, cut.IsReset);
            }

            _relays.Add(connection.RunAsync());
        }

        _connected.TrySetResult();
    }
}
