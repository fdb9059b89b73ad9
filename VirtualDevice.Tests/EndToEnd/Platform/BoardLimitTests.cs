using System.Net;
using System.Security.Authentication;
using TeddyFirmware.Platform;
using VirtualDevice.Platform;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>The PC keeps a board's limits by default, so that what passes here passes there; a switch lifts them.</summary>
public sealed class BoardLimitTests
{
    [Theory]
    [InlineData(SslProtocols.Tls12, true, HttpOutcome.Answered)]
    [InlineData(SslProtocols.Tls13, true, HttpOutcome.TlsRefused)]
    [InlineData(SslProtocols.Tls13, false, HttpOutcome.Answered)]
    public async Task TLS_1_3_alone_is_refused_unless_the_limits_are_lifted(SslProtocols protocols, bool hasBoardLimits, HttpOutcome expected)
    {
        using var authority = new TestAuthority();
        await using var server = new RawTlsServer(authority.CreateServer(), AnswerAsync, protocols);
        var link = new ServerLink(authority.Trust, server.EndPoint) { HasBoardLimits = hasBoardLimits };

        Assert.Equal(expected, await PostAsync(link));
    }

    [Fact]
    public async Task A_name_without_an_IPv4_address_is_not_found_by_a_board()
    {
        using var authority = new TestAuthority();
        var link = new ServerLink(authority.Trust) { LookUp = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.IPv6Loopback]) };

        Assert.Equal(HttpOutcome.Unreachable, await PostAsync(link));
    }

    private static async Task<HttpOutcome> PostAsync(ServerLink link)
    {
        var exchange = new HttpExchange();
        exchange.Reset("https://localhost/", "{}"u8.ToArray(), 20_000, 20_000);
        var report = new HttpRecorder();
        new HttpTransport(link, TimeProvider.System).Begin(exchange, report);
        return (await report.Completed).Outcome;
    }

    private static async Task AnswerAsync(RawPeer peer)
    {
        await peer.ReadRequestAsync();
        await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        await peer.UntilEndAsync();
    }
}
