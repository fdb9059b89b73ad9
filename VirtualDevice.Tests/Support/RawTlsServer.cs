using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace VirtualDevice.Tests.Support;

/// <summary>A TLS server on a free port, of loopback unless told otherwise, that does exactly what its script says, byte by byte.</summary>
internal sealed class RawTlsServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _certificate;
    private readonly SslProtocols _protocols;
    private readonly Action<SslServerAuthenticationOptions>? _change;
    private readonly Func<RawPeer, Task> _script;
    private readonly Lock _gate = new();
    private readonly List<Task> _served = [];
    private readonly Task _accepting;
    private int _connections;
    private int _bytesRead;
    private int _open;
    private int _mostOpen;

    public RawTlsServer(
        X509Certificate2 certificate, Func<RawPeer, Task> script, SslProtocols protocols = SslProtocols.None,
        Action<SslServerAuthenticationOptions>? change = null, IPAddress? address = null)
    {
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _change = change;
        _certificate = certificate;
        _protocols = protocols;
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public int Connections => _connections;

    /// <summary>How many bytes of plain text arrived.</summary>
    public int BytesRead => _bytesRead;

    /// <summary>How many connections were open at one moment, at most.</summary>
    public int MostOpen => _mostOpen;

    public Uri Url(string scheme, string path, string host = "localhost") => new($"{scheme}://{host}:{EndPoint.Port}{path}");

    public void Counted(int bytes) => Interlocked.Add(ref _bytesRead, bytes);

    /// <summary>Ends when every connection so far has been served; a script that failed fails the test here.</summary>
    public Task ServedAsync()
    {
        lock (_gate)
        {
            return Task.WhenAll(_served).Within();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_served.Select(served => served.ContinueWith(_ => { }, TaskScheduler.Default)));
        _certificate.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);

                // Under the lock from its start on: a client may be through with it before this thread goes on.
                lock (_gate)
                {
                    _served.Add(ServeAsync(socket));
                }
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or InvalidOperationException or SocketException)
        {
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        int open = Interlocked.Increment(ref _open);
        _mostOpen = Math.Max(_mostOpen, open);
        try
        {
            socket.NoDelay = true;
            using var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
            try
            {
                var options = new SslServerAuthenticationOptions { ServerCertificate = _certificate, EnabledSslProtocols = _protocols };
                _change?.Invoke(options);
                await stream.AuthenticateAsServerAsync(options, _stop.Token);

                // With TLS 1.3 the server is done before the client has judged: only a byte from the client tells.
            }
            catch (Exception problem) when (problem is IOException or AuthenticationException)
            {
                return;
            }

            await _script(new RawPeer(this, stream, socket, _stop.Token));
        }
        catch (Exception problem) when (_stop.IsCancellationRequested || problem is OperationCanceledException)
        {
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
