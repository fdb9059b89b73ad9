using System.Collections.Concurrent;
using System.Net.Sockets;
using ServerStub.Control;

namespace ServerStub.Tls;

/// <summary>The open ports with a bad certificate.</summary>
internal sealed class BadTlsPorts(StubOptions options, DevelopmentCertificates certificates, StubEvents events) : IAsyncDisposable
{
    private const int MaxPorts = 8;
    private readonly ConcurrentDictionary<int, BadTlsPort> _ports = new();

    public IEnumerable<BadTlsPort> All => _ports.Values.OrderBy(port => port.Port);

    /// <summary>Opens one, on the address that the stub itself listens on.</summary>
    /// <exception cref="ControlException">The port is taken, or too many are open.</exception>
    public int Open(string kind, int port)
    {
        if (_ports.Count >= MaxPorts)
        {
            throw new ControlException(StatusCodes.Status409Conflict, $"{MaxPorts} ports are open already; close one.");
        }

        BadTlsPort opened;
        try
        {
            opened = new BadTlsPort(kind, new IPEndPoint(options.Address, port), certificates.CreateBad(kind), events);
        }
        catch (SocketException)
        {
            throw new ControlException(StatusCodes.Status422UnprocessableEntity, "The port cannot be opened.",
                [new FieldProblem("port", "is in use or not allowed; choose another, or 0 for a free one")]);
        }

        _ports[opened.Port] = opened;
        events.Publish(new StubEvent(0, default, StubEventKind.TlsOpened) { Port = opened.Port, Note = kind });
        return opened.Port;
    }

    /// <summary>Closes one; false where it is not open.</summary>
    public async Task<bool> CloseAsync(int port)
    {
        if (!_ports.TryRemove(port, out BadTlsPort? open))
        {
            return false;
        }

        await open.DisposeAsync();
        events.Publish(new StubEvent(0, default, StubEventKind.TlsClosed) { Port = port, Note = open.Kind });
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (int port in _ports.Keys)
        {
            await CloseAsync(port);
        }
    }
}
