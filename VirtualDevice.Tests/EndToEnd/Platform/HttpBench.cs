namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>The real HTTP transport against a server that follows a script.</summary>
internal sealed class HttpBench : IAsyncDisposable
{
    public const string Good = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    private readonly TestAuthority _authority = new();

    public HttpBench(Func<RawPeer, Task> script, string certificateName = "localhost", TlsTrust? trust = null, TimeProvider? time = null)
    {
        Server = new RawTlsServer(_authority.CreateServer(certificateName), script);
        Transport = new HttpTransport(new ServerLink(trust ?? _authority.Trust, Server.EndPoint), time ?? TimeProvider.System);
    }

    public RawTlsServer Server { get; }

    public HttpTransport Transport { get; }

    /// <summary>Posts over a transport.</summary>
    public static HttpRecorder Post(HttpTransport transport, string host = "localhost", int connectDeadlineMs = 20_000, int answerDeadlineMs = 20_000)
    {
        var exchange = new HttpExchange();
        exchange.Reset($"https://{host}/api/v1/pair/claim", "{}"u8.ToArray(), connectDeadlineMs, answerDeadlineMs);
        var report = new HttpRecorder();
        transport.Begin(exchange, report);
        return report;
    }

    /// <summary>One exchange, whose connection is the only one and has ended.</summary>
    public static async Task<HttpExchange> ExchangeAsync(
        Func<RawPeer, Task> script, int answerDeadlineMs = 20_000, string certificateName = "localhost", string host = "localhost")
    {
        await using var bench = new HttpBench(script, certificateName);
        HttpExchange exchange = await Post(bench.Transport, host, answerDeadlineMs: answerDeadlineMs).Completed;
        await bench.Server.ServedAsync();
        Assert.Equal(1, bench.Server.Connections);
        return exchange;
    }

    /// <summary>Posts, and holds where the certificate is refused and nothing was said.</summary>
    public async Task AssertRefusedAsync()
    {
        HttpExchange exchange = await Post(Transport).Completed;
        Assert.Equal((HttpOutcome.TlsRefused, "AuthenticationException", false), (exchange.Outcome, exchange.ErrorClass, exchange.IsSent));
        await Server.ServedAsync();
        Assert.Equal(0, Server.BytesRead);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _authority.Dispose();
    }
}
