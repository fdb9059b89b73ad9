using System.Text;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>Which heads accept an upgrade, and which only look like it (RFC 6455, 4.1).</summary>
public sealed class WebSocketUpgradeHeadTests
{
    [Theory]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: d3Jvbmc=\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n")]
    [InlineData("what?\r\n\r\n")]
    public async Task An_answer_that_is_no_upgrade_is_a_bad_upgrade(string answer)
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.ReadHeadAsync();
            await peer.SendAsync(answer);
            await peer.UntilEndAsync();
        });

        bench.Open();

        Assert.StartsWith("refused BadUpgrade", await bench.Listener.NextAsync());
    }

    [Fact]
    public async Task A_head_of_64_kilobytes_is_a_bad_upgrade()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            // With everything right but its length.
            await AcceptWithAsync(peer, "Connection: Upgrade\r\nX: " + new string('x', 64 * 1024));
            await peer.UntilEndAsync();
        });

        bench.Open();

        Assert.StartsWith("refused BadUpgrade", await bench.Listener.NextAsync());
    }

    [Fact]
    public async Task The_case_of_the_headers_of_an_upgrade_does_not_matter()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            string acceptance = Encoding.ASCII.GetString(await peer.AcceptanceAsync());
            await peer.SendAsync(acceptance.Replace("Upgrade: websocket", "upgrade: WebSocket").Replace("Connection: Upgrade", "CONNECTION: upgrade"));
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();
    }

    [Theory]
    [InlineData("Connection: keep-alive, Upgrade")]
    [InlineData("cOnNeCtIoN: uPgRaDe")]
    [InlineData("Connection:UPGRADE,keep-alive")]
    [InlineData("Connection: keep-alive ,\t upgrade\t, x")]
    [InlineData("Connection: keep-alive\r\nConnection: Upgrade")]
    [InlineData("Connection: Upgrade\r\nServer: x\r\nConnection: upgrade, close")]
    public async Task The_Connection_header_is_a_list_of_tokens_in_any_case(string lines)
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await AcceptWithAsync(peer, lines, ServerFrame.Text("glued"));
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("text glued", await bench.Listener.NextAsync());
    }

    [Theory]
    [InlineData("Connection: keep-alive")]
    [InlineData("Connection: Upgrades, not-upgrade")]
    [InlineData("Connection: \"Upgrade\"")]
    [InlineData("Connection:")]
    [InlineData("Connections: Upgrade")]
    [InlineData("X: Connection: Upgrade")]
    public async Task A_Connection_header_that_does_not_list_the_token_is_a_bad_upgrade(string lines)
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await AcceptWithAsync(peer, lines);
            await peer.UntilEndAsync();
        });

        bench.Open();

        Assert.StartsWith("refused BadUpgrade 101", await bench.Listener.NextAsync());
    }

    [Fact]
    public async Task A_Connection_header_in_pieces_is_read_like_a_whole_one()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            byte[] acceptance = await AcceptanceWithAsync(peer, "Connection: keep-alive, Upgrade");
            await peer.SendSlowlyAsync([.. acceptance, .. ServerFrame.Text("piecemeal")]);
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("text piecemeal", await bench.Listener.NextAsync());
    }

    [Theory]
    [InlineData("Connection: Upgrade\r\nSec-WebSocket-Protocol: chat")]
    [InlineData("Connection: Upgrade\r\nSec-WebSocket-Extensions: permessage-deflate")]
    public async Task A_subprotocol_or_an_extension_that_was_not_asked_for_is_a_bad_upgrade(string lines)
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await AcceptWithAsync(peer, lines);
            await peer.UntilEndAsync();
        });

        bench.Open();

        Assert.StartsWith("refused BadUpgrade 101", await bench.Listener.NextAsync());
        await bench.Server.ServedAsync();
    }

    [Fact]
    public async Task A_head_of_7_kilobytes_is_read_with_the_frames_behind_it()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await AcceptWithAsync(peer, "Connection: Upgrade, x\r\nX: " + new string('x', 7 * 1024), ServerFrame.Text("behind it"));
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("text behind it", await bench.Listener.NextAsync());
    }

    [Theory]
    [InlineData("X: x\r\n")]
    [InlineData("xxxxxxxxxxxxxxxx")]
    public async Task A_head_that_never_ends_is_given_up_after_8_kilobytes(string part)
    {
        long sent = 0;
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.ReadHeadAsync();
            await peer.SendAsync("HTTP/1.1 101 Switching Protocols\r\n");
            sent = await FloodAsync(peer, part);
        });

        bench.Open();

        Assert.StartsWith("refused BadUpgrade", await bench.Listener.NextAsync());
        await bench.Server.ServedAsync();

        // What the sockets of both sides hold is more than what was read; without a bound it would go on until the deadline.
        Assert.InRange(sent, 8 * 1024, 32 << 20);
    }

    private static async Task AcceptWithAsync(RawPeer peer, string connectionLines, params byte[] glued) =>
        await peer.SendAsync([.. await AcceptanceWithAsync(peer, connectionLines), .. glued]);

    private static async Task<byte[]> AcceptanceWithAsync(RawPeer peer, string connectionLines) =>
        Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(await peer.AcceptanceAsync()).Replace("Connection: Upgrade", connectionLines));

    // Until the client has had enough.
    private static async Task<long> FloodAsync(RawPeer peer, string part)
    {
        byte[] block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(part, 64)));
        long sent = 0;
        try
        {
            while (true)
            {
                await peer.SendAsync(block);
                sent += block.Length;
            }
        }
        catch (IOException)
        {
            return sent;
        }
    }
}
