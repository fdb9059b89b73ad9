using TeddyFirmware.Dialing;

namespace VirtualDevice.Platform;

/// <summary>One WebSocket at a time, over .NET's <see cref="System.Net.WebSockets.WebSocket"/> on a stream of our own.</summary>
/// <param name="server">How the server is reached.</param>
/// <param name="time">For deadlines and for the dates of certificates.</param>
/// <param name="addresses">What the device knows of its server's addresses; null begins with nothing.</param>
public sealed class WebSocketTransport(ServerLink server, TimeProvider time, AddressOrder? addresses = null) : IWebSocketTransport
{
    private readonly AddressOrder _addresses = addresses ?? new AddressOrder();
    private WebSocketConnection? _current;

    /// <inheritdoc />
    public void Open(string url, int deadlineMs, IWebSocketListener listener)
    {
        var connection = new WebSocketConnection(server, time, _addresses, listener);
        Interlocked.Exchange(ref _current, connection)?.Abort();
        _ = Task.Run(() => connection.RunAsync(url, deadlineMs));
    }

    /// <inheritdoc />
    public bool Send(byte[] message, int length) => _current?.Send(message, length) ?? false;

    /// <inheritdoc />
    public void Ping() => _current?.Ping();

    /// <inheritdoc />
    public void Close(int closeCode) => _current?.Close(closeCode);

    /// <inheritdoc />
    public void Abort() => Interlocked.Exchange(ref _current, null)?.Abort();
}
