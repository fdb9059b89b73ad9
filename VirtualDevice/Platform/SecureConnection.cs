using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using TeddyFirmware.Dialing;

namespace VirtualDevice.Platform;

/// <summary>
/// One TLS connection, for one HTTP exchange or one WebSocket. Owns the socket, so that it can be dropped at any moment.
/// </summary>
/// <remarks>
/// The addresses of the name are tried as on the board: the same order, the same shares, the same words
/// (<see cref="AddressOrder"/>, <see cref="PeerWord"/>). The board asks a peer first, because nothing there can end a handshake;
/// here the handshake itself has its limit.
/// </remarks>
/// <param name="server">Where to, and whom to trust.</param>
/// <param name="time">The device's time.</param>
/// <param name="addresses">What the device knows of its server's addresses.</param>
/// <param name="progress">Told how far it has come; null tells nobody.</param>
internal sealed class SecureConnection(ServerLink server, TimeProvider time, AddressOrder addresses, Action<HttpPhase>? progress = null) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Socket? _socket;

    /// <summary>Cancelled when the connection is dropped.</summary>
    public CancellationToken Dropped => _stop.Token;

    private long NowMs => (long)time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>Goes the whole way: name, TCP, TLS.</summary>
    /// <param name="host">The name, which the certificate has to be for.</param>
    /// <param name="port">The port.</param>
    /// <param name="limitMs">The time for all of its addresses together, in milliseconds.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The stream; the connection owns it.</returns>
    /// <exception cref="PeerFault">No address answers.</exception>
    /// <exception cref="AuthenticationException">One answers, and the handshake with it fails.</exception>
    public async Task<Stream> OpenAsync(string host, int port, int limitMs, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        long untilMs = NowMs + AddressOrder.TimeMs(limitMs);
        progress?.Invoke(HttpPhase.Resolving);
        IPEndPoint[] found = await FindAsync(host, port, either.Token).ConfigureAwait(false);
        var walk = new AddressWalk(addresses, host, [.. found.Select(endPoint => endPoint.Address.ToString())], untilMs);
        while (walk.TryNext(NowMs))
        {
            Stream? stream = null;
            try
            {
                (PeerAnswer answer, stream) = await TryAsync(found[walk.Index], host, walk.ShareMs, either.Token).ConfigureAwait(false);
                if (stream is not null)
                {
                    return stream;
                }

                walk.OnFailed(answer);
            }
            finally
            {
                walk.OnHandshake(stream is not null, NowMs);
            }
        }

        throw new PeerFault(walk.Failure, walk.Word);
    }

    /// <summary>Drops the connection, in whatever state it is; may be called more than once and from any thread.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stop.Cancel();
            _socket?.Dispose();
        }
    }

    private async Task<IPEndPoint[]> FindAsync(string host, int port, CancellationToken cancellationToken)
    {
        if (server.ConnectTo is IPEndPoint elsewhere)
        {
            return [elsewhere];
        }

        try
        {
            IPAddress[] found = await server.LookUp(host, cancellationToken).ConfigureAwait(false);
            IEnumerable<IPAddress> usable = found.Where(address => !server.HasBoardLimits || address.AddressFamily == AddressFamily.InterNetwork);
            return [.. usable.Select(address => new IPEndPoint(address, port))];
        }
        catch (SocketException)
        {
            return [];
        }
    }

    private async Task<(PeerAnswer Answer, Stream? Stream)> TryAsync(IPEndPoint endPoint, string host, int shareMs, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(shareMs), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        Socket socket = NextSocket(endPoint.AddressFamily);
        try
        {
            progress?.Invoke(HttpPhase.Connecting);
            await socket.ConnectAsync(endPoint, either.Token).ConfigureAwait(false);
            progress?.Invoke(HttpPhase.Handshake);
            return await SecureAsync(socket, host, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (PeerAnswer.Silent, null);
        }
        catch (Exception problem) when (problem is SocketException or IOException && !cancellationToken.IsCancellationRequested)
        {
            return (problem is SocketException { SocketErrorCode: SocketError.TimedOut } ? PeerAnswer.Silent : PeerAnswer.Refused, null);
        }
    }

    private async Task<(PeerAnswer Answer, Stream? Stream)> SecureAsync(Socket socket, string host, CancellationToken cancellationToken)
    {
        var first = new FirstBytesStream(socket);
        var stream = new SslStream(first);
        SslClientAuthenticationOptions options = server.Trust.CreateOptions(time.GetUtcNow());
        options.TargetHost = host;
        if (server.HasBoardLimits)
        {
            BoardTls.Limit(options);
        }

        try
        {
            await stream.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
            return (PeerAnswer.Answered, stream);
        }
        catch (Exception problem) when (first.IsForeign && problem is AuthenticationException or IOException)
        {
            return (PeerAnswer.NotTls, null);
        }
    }

    // The one before is gone: never two connections at once (contract, section 5).
    private Socket NextSocket(AddressFamily family)
    {
        lock (_gate)
        {
            _socket?.Dispose();
            _socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            if (_stop.IsCancellationRequested)
            {
                _socket.Dispose();
            }

            return _socket;
        }
    }
}
