using TeddyFirmware.Dialing;

namespace VirtualDevice.Platform;

/// <summary>Single HTTPS POSTs, each on a connection of its own; .NET gives TLS, the core what is HTTP.</summary>
/// <param name="server">How the server is reached.</param>
/// <param name="time">For deadlines and for the dates of certificates.</param>
/// <param name="addresses">What the device knows of its server's addresses; null begins with nothing.</param>
public sealed class HttpTransport(ServerLink server, TimeProvider time, AddressOrder? addresses = null) : IHttpTransport
{
    private readonly AddressOrder _addresses = addresses ?? new AddressOrder();
    private HttpCall? _current;

    /// <inheritdoc />
    public void Begin(HttpExchange exchange, IHttpCompletion completion)
    {
        var call = new HttpCall(server, time, _addresses, exchange, completion);
        Interlocked.Exchange(ref _current, call)?.Abandon();
        _ = Task.Run(call.RunAsync);
    }

    /// <inheritdoc />
    public void Abandon() => Interlocked.Exchange(ref _current, null)?.Abandon();
}
