using System.Buffers.Binary;
using System.Net.Security;

namespace ServerStub.Tests.Support;

/// <summary>A session that reads frames as they come and answers only when told to: no WebSocket library leaves a ping unanswered.</summary>
public sealed class RawSession : IAsyncDisposable
{
    private const string EndOfHead = "\r\n\r\n";
    private const int LengthInTwoBytes = 126;

    // RFC 6455, 5.2: a frame that is whole, and that is masked.
    private const byte Final = 0x80;
    private const byte Masked = 0x80;
    private const byte Close = 0x8;
    private const byte Pong = 0xA;

    private readonly SslStream _tls;
    private readonly CancellationToken _stop;

    private RawSession(SslStream tls, CancellationToken stop) => (_tls, _stop) = (tls, stop);

    public static async Task<RawSession> OpenAsync(StubFixture stub, string access)
    {
        var session = new RawSession(await RawRequest.ConnectAsync(stub), stub.Stop);
        await session._tls.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {stub.SessionUri(access).PathAndQuery} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
            $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=={EndOfHead}"), stub.Stop);
        Assert.StartsWith("HTTP/1.1 101 ", await session.ReadHeadAsync());
        return session;
    }

    /// <summary>The next frame of the server, which masks none and sends none over 64 KB (RFC 6455, 5.2).</summary>
    public async Task<(int Opcode, byte[] Payload)> ReadFrameAsync()
    {
        byte[] head = await ReadAsync(2);
        Assert.InRange(head[1], 0, LengthInTwoBytes);
        int length = head[1] < LengthInTwoBytes ? head[1] : BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2));
        return (head[0] & 0x0F, await ReadAsync(length));
    }

    /// <summary>Puts bytes onto the wire, frames or not.</summary>
    public async Task SendAsync(byte[] bytes) => await _tls.WriteAsync(bytes, _stop);

    /// <summary>The body of the server's close frame; what comes before it is passed over.</summary>
    public async Task<byte[]> ReadCloseAsync()
    {
        while (true)
        {
            (int opcode, byte[] body) = await ReadFrameAsync();
            if (opcode == Close)
            {
                return body;
            }
        }
    }

    /// <summary>Answers a ping, under a mask of zeros, which changes nothing.</summary>
    public async Task SendPongAsync(byte[] payload) =>
        await _tls.WriteAsync((byte[])[Final | Pong, (byte)(Masked | payload.Length), 0, 0, 0, 0, .. payload], _stop);

    public ValueTask DisposeAsync() => _tls.DisposeAsync();

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
