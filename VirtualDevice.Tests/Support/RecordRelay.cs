using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace VirtualDevice.Tests.Support;

/// <summary>Stands between a client and a server, passes every byte on, and reads the heads of the TLS records that the server sends.</summary>
public sealed class RecordRelay : IDisposable
{
    private const int HeadBytes = 5;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<(byte Type, int Length)> _records = new();
    private readonly ConcurrentBag<TcpClient> _clients = [];

    public RecordRelay(int serverPort)
    {
        _listener.Start();
        _ = AcceptAsync(serverPort);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Content type and length of each record so far (RFC 8446, 5.1).</summary>
    public IReadOnlyCollection<(byte Type, int Length)> Records => _records;

    public void Dispose()
    {
        _listener.Dispose();
        foreach (TcpClient client in _clients)
        {
            client.Dispose();
        }
    }

    private async Task AcceptAsync(int serverPort)
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                var server = new TcpClient();
                _clients.Add(client);
                _clients.Add(server);
                await server.ConnectAsync(IPAddress.Loopback, serverPort);
                _ = CopyAsync(client.GetStream(), server.GetStream());
                _ = CopyRecordsAsync(server.GetStream(), client.GetStream());
            }
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            await from.CopyToAsync(to);
        }
        catch (Exception problem) when (problem is IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CopyRecordsAsync(NetworkStream from, NetworkStream to)
    {
        byte[] record = new byte[HeadBytes + 65_535];
        try
        {
            while (true)
            {
                await from.ReadExactlyAsync(record.AsMemory(0, HeadBytes));
                int length = BinaryPrimitives.ReadUInt16BigEndian(record.AsSpan(3));
                await from.ReadExactlyAsync(record.AsMemory(HeadBytes, length));
                _records.Enqueue((record[0], length));
                await to.WriteAsync(record.AsMemory(0, HeadBytes + length));
            }
        }
        catch (Exception problem) when (problem is IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
