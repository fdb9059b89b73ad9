using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace ServerStub.Tests.Support;

/// <summary>A session that reads frames as they come and answers nothing: no WebSocket library leaves a ping unanswered.</summary>
public sealed class RawSession : IAsyncDisposable
{
    private const string EndOfHead = "\r\n\r\n";
    private const int LongestShortFrame = 125;

    private readonly TcpClient _client = new();
    private readonly CancellationToken _stop;
    private SslStream _tls = null!;

    private RawSession(CancellationToken stop) => _stop = stop;

    public static async Task<RawSession> OpenAsync(StubFixture stub, string access)
    {
        var session = new RawSession(stub.Stop);
        await session._client.ConnectAsync("127.0.0.1", stub.Server.Port, stub.Stop);
        session._tls = new SslStream(session._client.GetStream());
        await session._tls.AuthenticateAsClientAsync(RawRequest.Options(stub), stub.Stop);
        await session._tls.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {stub.SessionUri(access).PathAndQuery} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
            $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=={EndOfHead}"), stub.Stop);
        Assert.StartsWith("HTTP/1.1 101 ", await session.ReadHeadAsync());
        return session;
    }

    /// <summary>The next frame of the server, which masks none, up to 125 bytes long (RFC 6455, 5.2).</summary>
    public async Task<(int Opcode, byte[] Payload)> ReadFrameAsync()
    {
        byte[] head = await ReadAsync(2);
        Assert.InRange(head[1], 0, LongestShortFrame);
        return (head[0] & 0x0F, await ReadAsync(head[1]));
    }

    public async ValueTask DisposeAsync()
    {
        await _tls.DisposeAsync();
        _client.Dispose();
    }

    private async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith(EndOfHead, StringComparison.Ordinal))
        {
            head.Append((char)(await ReadAsync(1))[0]);
        }

        return head.ToString();
    }

    private async Task<byte[]> ReadAsync(int count)
    {
        byte[] bytes = new byte[count];
        await _tls.ReadExactlyAsync(bytes, _stop);
        return bytes;
    }
}
