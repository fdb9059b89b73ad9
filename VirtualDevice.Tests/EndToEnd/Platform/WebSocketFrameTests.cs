using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>What a server may do with frames.</summary>
public sealed class WebSocketFrameTests
{
    [Fact]
    public async Task A_frame_that_comes_in_one_write_with_the_101_is_a_message()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync([.. ServerFrame.Text("glued"), .. ServerFrame.Text("twice")]);
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("text glued", await bench.Listener.NextAsync());
        Assert.Equal("text twice", await bench.Listener.NextAsync());
    }

    [Fact]
    public async Task Head_and_frames_may_come_one_byte_at_a_time()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.SendSlowlyAsync([.. await peer.AcceptanceAsync(), .. ServerFrame.Text("drop by drop"), .. ServerFrame.Close(1012)]);
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("text drop by drop", await bench.Listener.NextAsync());
        Assert.Equal("closed 1012", await bench.Listener.NextAsync());
    }

    [Fact]
    public async Task Lines_that_end_with_a_line_feed_alone_do_not_get_frames_past_the_filter()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.SendAsync([.. await peer.AcceptanceAsync("\n"), .. ServerFrame.Close(1013)]);
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("closed 1013", await bench.Listener.NextAsync());
    }

    [Fact]
    public async Task An_early_hint_before_the_101_does_not_count_as_the_head()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            byte[] acceptance = await peer.AcceptanceAsync();
            await peer.SendAsync("HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n");
            await peer.SendAsync([.. acceptance, .. ServerFrame.Text("after"), .. ServerFrame.Close(1013)]);
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("text after", await bench.Listener.NextAsync());
        Assert.Equal("closed 1013", await bench.Listener.NextAsync());
    }

    [Fact]
    public async Task Binary_messages_are_passed_over_and_counted()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync([.. ServerFrame.Of(0x82, 1, 2, 3), .. ServerFrame.Of(0x02, 1), .. ServerFrame.Of(0x80, 2), .. ServerFrame.Text("still here")]);
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("ignored", await bench.Listener.NextAsync());
        Assert.Equal("ignored", await bench.Listener.NextAsync());
        Assert.Equal("text still here", await bench.Listener.NextAsync());
    }

    [Fact]
    public async Task Ten_thousand_pings_are_answered_and_the_session_lives()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            Task<int> pongs = CountPongsAsync(peer, 10_000);
            byte[] ping = ServerFrame.Of(0x89);
            for (int i = 0; i < 100; i++)
            {
                await peer.SendAsync([.. Enumerable.Repeat(ping, 100).SelectMany(frame => frame)]);
            }

            await pongs;
            await peer.SendAsync(ServerFrame.Text("done"));
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("text done", await bench.Listener.NextAsync());
    }

    private static async Task<int> CountPongsAsync(RawPeer peer, int expected)
    {
        int pongs = 0;
        while (pongs < expected)
        {
            pongs += (await peer.ReadFrameAsync()).IsPong ? 1 : 0;
        }

        return pongs;
    }
}
