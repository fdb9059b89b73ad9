namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>How a failed upgrade is reported.</summary>
public sealed class WebSocketUpgradeTests
{
    [Theory]
    [InlineData("403 Forbidden", "", "refused HttpStatus 403 -")]
    [InlineData("404 Not Found", "", "refused HttpStatus 404 -")]
    [InlineData("429 Too Many Requests", "Retry-After: 7\r\n", "refused HttpStatus 429 7")]
    [InlineData("503 Service Unavailable", "Retry-After: Wed, 21 Oct 2026 07:28:00 GMT\r\n", "refused HttpStatus 503 Wed, 21 Oct 2026 07:28:00 GMT")]
    [InlineData("302 Found", "Location: https://localhost/elsewhere\r\n", "refused HttpStatus 302 -")]
    [InlineData("401 Unauthorized", "", "refused HttpStatus 401 -")]
    [InlineData("500 Internal Server Error", "", "refused HttpStatus 500 -")]
    [InlineData("500 Internal Server Error", "Retry-After: 9\r\n", "refused HttpStatus 500 9")]
    [InlineData("429 Too Many Requests", "", "refused HttpStatus 429 -")]
    [InlineData("503 Service Unavailable", "", "refused HttpStatus 503 -")]
    [InlineData("200 OK", "", "refused HttpStatus 200 -")]
    public async Task Another_status_than_101_is_reported_with_its_Retry_After_and_no_redirect_is_followed(
        string status, string header, string expected)
    {
        await using var bench = new WebSocketBench(RawPeer.Answering($"HTTP/1.1 {status}\r\n{header}Content-Length: 0\r\n\r\n"));

        bench.Open();

        Assert.Equal(expected, await bench.Listener.NextAsync());
        await bench.Server.ServedAsync();
        Assert.Equal(1, bench.Server.Connections);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_a_timeout_and_its_connection_is_gone()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.ReadHeadAsync();
            await peer.UntilEndAsync();
        });

        bench.Open(deadlineMs: 500);

        Assert.StartsWith("refused TimedOut 0", await bench.Listener.NextAsync());
        await bench.Server.ServedAsync();
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_unreachable()
    {
        using var authority = new TestAuthority();
        var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var nobody = (IPEndPoint)taken.LocalEndpoint;
        taken.Dispose();
        var listener = new ListenerRecorder();

        new WebSocketTransport(new ServerLink(authority.Trust, nobody), TimeProvider.System).Open("wss://localhost/", 20_000, listener);

        Assert.StartsWith("refused Unreachable 0", await listener.NextAsync());
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused_and_the_token_stays_here()
    {
        using var other = new TestAuthority();
        await using var bench = new WebSocketBench(peer => peer.UntilEndAsync(), other.Trust);

        bench.Open();

        Assert.StartsWith("refused TlsRefused 0", await bench.Listener.NextAsync());
        await bench.Server.ServedAsync();
        Assert.Equal(0, bench.Server.BytesRead);
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused()
    {
        await using var bench = new WebSocketBench(peer => peer.UntilEndAsync(), certificateName: "teddy.example");

        bench.Open();

        Assert.StartsWith("refused TlsRefused 0", await bench.Listener.NextAsync());
        await bench.Server.ServedAsync();
        Assert.Equal(0, bench.Server.BytesRead);
    }
}
