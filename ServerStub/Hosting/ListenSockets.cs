using System.Net.Sockets;
using ServerStub.Configuration;

namespace ServerStub.Hosting;

/// <summary>
/// Sockets bound before Kestrel starts. For loopback it is one port on both 127.0.0.1 and ::1, because "localhost" may
/// mean either, and Kestrel cannot choose a free port for both.
/// </summary>
internal sealed class ListenSockets : IDisposable
{
    private const int Attempts = 10;

    private readonly List<Socket> _sockets;

    private ListenSockets(List<Socket> sockets) => _sockets = sockets;

    public int Port => ((IPEndPoint)_sockets[0].LocalEndPoint!).Port;

    public IEnumerable<IPEndPoint> EndPoints => _sockets.Select(socket => (IPEndPoint)socket.LocalEndPoint!);

    /// <exception cref="SettingsException">The address or the port cannot be had.</exception>
    public static ListenSockets Bind(IPAddress address, int port)
    {
        for (int attempt = 1; ; attempt++)
        {
            var sockets = new ListenSockets([]);
            try
            {
                sockets.BindAll(address, port);
                return sockets;
            }
            catch (SocketException problem)
            {
                sockets.Dispose();
                // With port 0 the free port of the first address may be taken on the second: try another.
                if (port != 0 || attempt == Attempts)
                {
                    throw Explain(problem, address);
                }
            }
        }
    }

    /// <summary>Gives Kestrel the socket of an end point; from then on Kestrel closes it.</summary>
    public Socket Take(EndPoint endPoint) => _sockets.First(socket => endPoint.Equals(socket.LocalEndPoint));

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private void BindAll(IPAddress address, int port)
    {
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            if (!TryAddIPv6(IPAddress.IPv6Any, port))
            {
                Add(IPAddress.Any, port);
            }

            return;
        }

        Add(address, port);
        if (address.Equals(IPAddress.Loopback))
        {
            TryAddIPv6(IPAddress.IPv6Loopback, Port);
        }
    }

    // A system may know IPv6 and yet have no address of it, as many containers do: then IPv4 alone has to do.
    private bool TryAddIPv6(IPAddress address, int port)
    {
        try
        {
            Add(address, port);
            return true;
        }
        catch (SocketException problem) when (problem.SocketErrorCode
            is SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable or SocketError.ProtocolNotSupported)
        {
            return false;
        }
    }

    private void Add(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
            {
                // IPv4 arrives here too.
                socket.DualMode = true;
            }

            if (OperatingSystem.IsWindows())
            {
                // Otherwise another program may bind the same port there and take half of the connections.
                socket.ExclusiveAddressUse = true;
            }

            socket.Bind(new IPEndPoint(address, port));
            _sockets.Add(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SettingsException Explain(SocketException problem, IPAddress address) => problem.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            new("settings", 0, "stub.port", "is in use by another program; choose another or 0 for a free one"),
        SocketError.AccessDenied =>
            new("settings", 0, "stub.port", "is not allowed to you; choose one above 1023 or 0 for a free one"),
        _ => new("settings", 0, "stub.address", $"{address} is not an address of this machine; 0.0.0.0 takes every one"),
    };
}
