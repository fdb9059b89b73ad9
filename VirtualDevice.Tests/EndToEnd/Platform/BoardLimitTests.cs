using System.Security.Authentication;

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
        await using var server = new RawTlsServer(authority.CreateServer(), RawPeer.Answering(HttpBench.Good), protocols);
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

    private static async Task<HttpOutcome> PostAsync(ServerLink link) =>
        (await HttpBench.Post(new HttpTransport(link, TimeProvider.System)).Completed).Outcome;
}
