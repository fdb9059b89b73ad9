namespace VirtualDevice.Tests.Support;

/// <summary>A port that swallows connection requests, as a firewall does: its queue is full, and nobody accepts from it.</summary>
internal sealed class DeafPort : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _queue = [];

    public DeafPort(IPAddress address, int port)
    {
        _listener.Bind(new IPEndPoint(address, port));
        _listener.Listen(0);
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        while (_queue.Count < 64 && TryQueue())
        {
        }
    }

    public IPEndPoint EndPoint { get; }

    public void Dispose()
    {
        _listener.Dispose();
        _queue.ForEach(socket => socket.Dispose());
    }

    private bool TryQueue()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _queue.Add(socket);
        return socket.BeginConnect(EndPoint, null, null).AsyncWaitHandle.WaitOne(TimeSpan.FromMilliseconds(200));
    }
}
