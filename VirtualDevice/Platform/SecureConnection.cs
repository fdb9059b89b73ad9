using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using TeddyFirmware.Platform;

namespace VirtualDevice.Platform;

/// <summary>
/// One TLS connection, for one HTTP exchange or one WebSocket. Owns the socket, so that it can be dropped at any moment.
/// </summary>
/// <param name="server">Where to, and whom to trust.</param>
/// <param name="utcNow">The device's time.</param>
/// <param name="progress">Told how far the connection has come; null where nobody asks.</param>
internal sealed class SecureConnection(ServerLink server, DateTimeOffset utcNow, Action<HttpPhase>? progress = null) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Cancelled when the connection is dropped.</summary>
    public CancellationToken Dropped => _stop.Token;

    /// <summary>Goes the whole way: name, TCP, TLS.</summary>
    /// <param name="host">The name, which the certificate has to be for.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The stream; the connection owns it.</returns>
    public async Task<Stream> OpenAsync(string host, int port, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        progress?.Invoke(HttpPhase.Connecting);
        await _socket.ConnectAsync(server.ConnectTo ?? new DnsEndPoint(host, port), either.Token).ConfigureAwait(false);
        progress?.Invoke(HttpPhase.Handshake);
        var stream = new SslStream(new NetworkStream(_socket, ownsSocket: true));
        SslClientAuthenticationOptions options = server.Trust.CreateOptions(utcNow);
        options.TargetHost = host;
        await stream.AuthenticateAsClientAsync(options, either.Token).ConfigureAwait(false);
        return stream;
    }

    /// <summary>Drops the connection, in whatever state it is; may be called more than once and from any thread.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _socket.Dispose();
    }
}
