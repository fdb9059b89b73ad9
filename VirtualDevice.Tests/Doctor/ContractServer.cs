using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace VirtualDevice.Tests.Doctor;

/// <summary>A server with which nothing is wrong, but for what a test puts in the place of one of its answers.</summary>
internal sealed class ContractServer : IAsyncDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly ConcurrentQueue<string> _requests = new();

    /// <summary>Starts it.</summary>
    /// <param name="certificate">Makes the server's certificate; null takes one with which nothing is wrong.</param>
    /// <param name="change">Changes how it does TLS.</param>
    public ContractServer(Func<TestAuthority, X509Certificate2>? certificate = null, Action<SslServerAuthenticationOptions>? change = null) =>
        Raw = new RawTlsServer((certificate ?? InDate)(_authority), AnswerAsync, change: change);

    public RawTlsServer Raw { get; }

    public TestAuthority Authority => _authority;

    /// <summary>All that was asked, heads and bodies.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>The answer to GET /health.</summary>
    public string Health { get; init; } = Status(200);

    /// <summary>How far the Date of its answer to GET /health is ahead of this machine's clock; null sends none.</summary>
    public TimeSpan? DateAhead { get; init; }

    /// <summary>The answer to a claim.</summary>
    public string Claim { get; init; } = Status(422);

    /// <summary>It takes TLS and requests, and never answers.</summary>
    public bool Swallows { get; init; }

    /// <summary>The answer to what is not there.</summary>
    public string Elsewhere { get; init; } = Status(404);

    /// <summary>The answer to an upgrade.</summary>
    public string Session { get; init; } = Status(403);

    /// <summary>What to do with an upgrade, instead of an answer.</summary>
    public Func<RawPeer, Task>? SessionScript { get; init; }

    /// <summary>A server certificate with which nothing is wrong.</summary>
    public static X509Certificate2 InDate(TestAuthority authority) => authority.CreateServer(notAfter: DateTimeOffset.UtcNow.AddDays(100));

    /// <summary>An answer without a body.</summary>
    public static string Status(int status, params string[] headers) =>
        $"HTTP/1.1 {status} Any\r\n" + string.Concat(headers.Select(header => header + "\r\n")) + "Content-Length: 0\r\nConnection: close\r\n\r\n";

    public async ValueTask DisposeAsync()
    {
        await Raw.DisposeAsync();
        _authority.Dispose();
    }

    // At the moment of the answer, so that a busy machine does not look like a wrong clock.
    private string HealthNow() => DateAhead is { } ahead ? Status(200, $"Date: {DateTimeOffset.UtcNow + ahead:R}") : Health;

    private async Task AnswerAsync(RawPeer peer)
    {
        string head;
        try
        {
            head = await peer.ReadHeadAsync();
        }
        catch (IOException)
        {
            // A handshake, and nothing after it.
            return;
        }

        string body = head.StartsWith("POST", StringComparison.Ordinal) ? Encoding.UTF8.GetString(await peer.ReadBodyAsync()) : "";
        _requests.Enqueue(head + body);
        if (Swallows)
        {
            await peer.UntilEndAsync();
            return;
        }

        bool isSession = head.StartsWith("GET /ws/esp32/", StringComparison.Ordinal);
        if (SessionScript is not null && isSession)
        {
            await SessionScript(peer);
            return;
        }

        await peer.SendAsync(
            head.StartsWith("GET /health", StringComparison.Ordinal) ? HealthNow()
            : head.StartsWith("POST /api/v1/pair/claim ", StringComparison.Ordinal) ? Claim
            : isSession ? Session
            : Elsewhere);
        await peer.UntilEndAsync();
    }
}
