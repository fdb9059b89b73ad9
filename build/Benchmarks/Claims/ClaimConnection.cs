using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Benchmarks.Stub;

namespace Benchmarks.Claims;

/// <summary>
/// One kept-alive connection that posts ready-made claims, one after the other. Bare TLS and no HTTP library: the load
/// shares the machine with the stub, so what it costs is kept small.
/// </summary>
internal sealed class ClaimConnection : IDisposable
{
    private static readonly byte[] s_headEnd = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] s_ok = "HTTP/1.1 200 "u8.ToArray();
    private static readonly byte[] s_length = "Content-Length: "u8.ToArray();

    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly byte[] _buffer = new byte[16 * 1024];
    private SslStream? _tls;

    public static byte[] RequestOf(string claim) => Encoding.ASCII.GetBytes(
        "POST /api/v1/pair/claim HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + $"Content-Length: {claim.Length}\r\n\r\n{claim}");

    public async Task OpenAsync(StubProcess stub)
    {
        await _client.ConnectAsync(IPAddress.Loopback, stub.Port);
        _tls = new SslStream(_client.GetStream());
        await _tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            CertificateChainPolicy = stub.CertificatePolicy.Clone(),
        });
    }

    /// <summary>Posts one claim and reads its whole answer.</summary>
    /// <exception cref="InvalidOperationException">The answer is not 200.</exception>
    public async Task ClaimAsync(byte[] request)
    {
        await _tls!.WriteAsync(request);
        int length = 0;
        int wanted = int.MaxValue;
        while (length < wanted)
        {
            int count = await _tls.ReadAsync(_buffer.AsMemory(length));
            if (count == 0)
            {
                throw new InvalidOperationException("The stub hung up.");
            }

            length += count;
            wanted = wanted == int.MaxValue ? WantedBytes(_buffer.AsSpan(0, length)) : wanted;
        }
    }

    public void Dispose()
    {
        _tls?.Dispose();
        _client.Dispose();
    }

    private static int WantedBytes(ReadOnlySpan<byte> answer)
    {
        int head = answer.IndexOf(s_headEnd);
        if (head < 0)
        {
            return int.MaxValue;
        }

        if (!answer.StartsWith(s_ok))
        {
            throw new InvalidOperationException("A claim was refused: " + Encoding.ASCII.GetString(answer[..head]));
        }

        int at = answer.IndexOf(s_length);
        if (at < 0)
        {
            // Chunked: the last chunk is empty (RFC 9112, 7.1).
            return answer.EndsWith("0\r\n\r\n"u8) ? answer.Length : int.MaxValue;
        }

        ReadOnlySpan<byte> digits = answer[(at + s_length.Length)..];
        return head + s_headEnd.Length + int.Parse(digits[..digits.IndexOf((byte)'\r')]);
    }
}
