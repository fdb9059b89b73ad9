using System.Net;
using System.Net.Sockets;
using TeddyFirmware.Platform;

namespace VirtualDevice.Platform;

/// <summary>
/// One TLS connection, for one HTTP exchange or one WebSocket, and the HTTP stack that uses it. Owns the socket, so that
/// it can be dropped at any moment: .NET's handler would go on connecting for seconds after its request was given up.
/// </summary>
internal sealed class SecureConnection : IDisposable
{
    /// <summary>The longest head of an answer.</summary>
    public const int MaxHeadBytes = MaxHeadKilobytes * 1024;

    private const int MaxHeadKilobytes = 16;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ServerLink _server;
    private readonly Action<HttpPhase>? _progress;
    private Socket? _socket;

    /// <summary>Prepares a connection; it is opened by the first request.</summary>
    /// <param name="server">Where to, and whom to trust.</param>
    /// <param name="utcNow">The device's time.</param>
    /// <param name="wrap">Puts a stream between TLS and HTTP; null puts none there.</param>
    /// <param name="progress">Told how far the connection has come, from any thread; null where nobody asks.</param>
    public SecureConnection(ServerLink server, DateTimeOffset utcNow, Func<Stream, Stream>? wrap = null, Action<HttpPhase>? progress = null)
    {
        _server = server;
        _progress = progress;
        var handler = new SocketsHttpHandler
        {
            SslOptions = server.Trust.CreateOptions(utcNow),
            ConnectCallback = ConnectAsync,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = 1,
            MaxResponseHeadersLength = MaxHeadKilobytes,
            MaxResponseDrainSize = 0,
        };
        handler.PlaintextStreamFilter = (context, _) =>
        {
            // Called between the handshake and the first byte of the request.
            progress?.Invoke(HttpPhase.Answer);
            return ValueTask.FromResult(wrap is null ? context.PlaintextStream : wrap(context.PlaintextStream));
        };
        Invoker = new HttpMessageInvoker(handler);
    }

    /// <summary>Sends the request.</summary>
    public HttpMessageInvoker Invoker { get; }

    /// <summary>Cancelled when the connection is dropped.</summary>
    public CancellationToken Dropped => _stop.Token;

    /// <summary>Drops the connection, in whatever state it is; may be called more than once and from any thread.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            _stop.Cancel();
            _socket?.Dispose();
        }

        Invoker.Dispose();
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        lock (_gate)
        {
            if (_stop.IsCancellationRequested || _socket is not null)
            {
                // A second connection would be a retry of .NET's: whether and when to try again is for the core to say.
                socket.Dispose();
                throw new OperationCanceledException("The connection has been dropped.");
            }

            _socket = socket;
        }

        _progress?.Invoke(HttpPhase.Connecting);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        await socket.ConnectAsync(_server.ConnectTo ?? context.DnsEndPoint, either.Token).ConfigureAwait(false);
        _progress?.Invoke(HttpPhase.Handshake);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
