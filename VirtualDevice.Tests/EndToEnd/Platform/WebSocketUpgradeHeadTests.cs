namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>Which heads accept an upgrade, and which only look like it (RFC 6455, 4.1).</summary>
public sealed class WebSocketUpgradeHeadTests
{
    private const string Refused = "refused BadUpgrade 101 -";

    [Theory]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: d3Jvbmc=\r\n\r\n", Refused)]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", Refused)]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n", Refused)]
    [InlineData("what?\r\n\r\n", "refused BadUpgrade 0 -")]
    public Task An_answer_that_is_no_upgrade_is_a_bad_upgrade(string answer, string report) =>
        WebSocketBench.AssertReportsAsync(RawPeer.Answering(answer), report);

    [Theory]
    [InlineData("Connection: keep-alive, Upgrade")]
    [InlineData("cOnNeCtIoN: uPgRaDe")]
    [InlineData("Connection:UPGRADE,keep-alive")]
    [InlineData("Connection: keep-alive ,\t upgrade\t, x")]
    [InlineData("Connection: keep-alive\r\nConnection: Upgrade")]
    [InlineData("Connection: Upgrade\r\nServer: x\r\nConnection: upgrade, close")]
    public Task The_Connection_header_is_a_list_of_tokens_in_any_case(string lines) =>
        WebSocketBench.AssertReportsAsync(Accepting(lines, ServerFrame.Text("glued")), "opened", "text glued");

    [Fact]
    public Task The_case_of_the_headers_of_an_upgrade_does_not_matter() => WebSocketBench.AssertReportsAsync(
        async peer =>
        {
            string acceptance = Encoding.ASCII.GetString(await AcceptanceAsync(peer, "CONNECTION: upgrade"));
            await peer.SendAsync(acceptance.Replace("Upgrade: websocket", "upgrade: WebSocket"));
            await peer.UntilEndAsync();
        },
        "opened");

    [Theory]
    [InlineData("Connection: keep-alive")]
    [InlineData("Connection: Upgrades, not-upgrade")]
    [InlineData("Connection: \"Upgrade\"")]
    [InlineData("Connection:"), InlineData("Connections: Upgrade")]
    [InlineData("X: Connection: Upgrade")]
    [InlineData("Connection: Upgrade\r\nSec-WebSocket-Protocol: chat")]
    [InlineData("Connection: Upgrade\r\nSec-WebSocket-Extensions: permessage-deflate")]
    public Task Without_the_token_in_the_Connection_header_or_with_what_was_not_asked_for_it_is_a_bad_upgrade(string lines) =>
        WebSocketBench.AssertReportsAsync(Accepting(lines), Refused);

    [Fact]
    public Task A_Connection_header_in_pieces_is_read_like_a_whole_one() => WebSocketBench.AssertReportsAsync(
        async peer =>
        {
            await peer.SendSlowlyAsync([.. await AcceptanceAsync(peer, "Connection: keep-alive, Upgrade"), .. ServerFrame.Text("piecemeal")]);
            await peer.UntilEndAsync();
        },
        "opened", "text piecemeal");

    [Fact]
    public Task A_head_of_7_kilobytes_is_read_with_the_frames_behind_it() => WebSocketBench.AssertReportsAsync(
        Accepting("Connection: Upgrade, x\r\nX: " + new string('x', 7 * 1024), ServerFrame.Text("behind it")), "opened", "text behind it");

    [Fact]
    public async Task A_head_of_64_kilobytes_with_everything_right_but_its_length_is_a_bad_upgrade()
    {
        await using var bench = new WebSocketBench(Accepting("Connection: Upgrade\r\nX: " + new string('x', 64 * 1024)));

        bench.Open();

        Assert.StartsWith("refused BadUpgrade", await bench.Listener.NextAsync());
    }

    [Theory]
    [InlineData("X: x\r\n"), InlineData("xxxxxxxxxxxxxxxx")]
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

    private static Func<RawPeer, Task> Accepting(string connectionLines, params byte[] glued) => async peer =>
    {
        await peer.SendAsync([.. await AcceptanceAsync(peer, connectionLines), .. glued]);
        await peer.UntilEndAsync();
    };

    private static async Task<byte[]> AcceptanceAsync(RawPeer peer, string connectionLines) =>
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
