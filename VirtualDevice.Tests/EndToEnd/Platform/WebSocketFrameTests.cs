using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>What a server may do with frames, and what it must not.</summary>
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
    public async Task A_fault_that_comes_in_one_write_with_the_101_is_noticed()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync(ServerFrame.HeadOnly(0x81, 2L << 30));
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("closed 1009", await bench.Listener.NextAsync());
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
    public async Task Fragments_are_joined_with_pings_in_between()
    {
        var received = new TaskCompletionSource<ClientFrame>();
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync([.. ServerFrame.Of(0x01, "one "u8.ToArray()), .. ServerFrame.Of(0x89, 7), .. ServerFrame.Of(0x80, "two"u8.ToArray())]);
            received.SetResult(await peer.ReadFrameAsync());
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("text one two", await bench.Listener.NextAsync());
        ClientFrame pong = await received.Task.Within();
        Assert.True(pong.IsPong);
        Assert.Equal([7], pong.Payload);
    }

    [Fact]
    public async Task A_message_of_exactly_the_limit_in_fragments_with_an_empty_last_one_is_taken()
    {
        string half = new('x', 4096);
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync([.. ServerFrame.Of(0x01, System.Text.Encoding.ASCII.GetBytes(half)), .. ServerFrame.Of(0x00, System.Text.Encoding.ASCII.GetBytes(half)), .. ServerFrame.Of(0x80)]);
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("text " + half + half, await bench.Listener.NextAsync());
    }

    [Fact]
    public async Task A_message_over_the_limit_by_one_byte_is_refused_with_1009_and_the_server_is_told()
    {
        ClientFrame? close = null;
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync(ServerFrame.Of(0x81, new byte[8193]));
            close = await peer.ReadFrameAsync();
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("closed 1009", await bench.Listener.NextAsync());
        await bench.Server.ServedAsync();
        Assert.Equal(1009, close!.CloseCode);
    }

    [Fact]
    public async Task A_head_that_claims_two_gigabytes_is_refused_without_allocating_them()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync(ServerFrame.HeadOnly(0x82, 2L << 30));
            await peer.UntilEndAsync();
        });
        await bench.OpenedAsync();
        long before = GC.GetTotalAllocatedBytes(precise: true);

        Assert.Equal("closed 1009", await bench.Listener.NextAsync());

        // Other tests run beside this one, so the bound is generous; 2 GB would be far beyond it.
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 512L << 20);
    }

    [Theory]
    [InlineData(new byte[] { 0x81, 0x81, 0, 0, 0, 0, 65 })]   // masked by the server
    [InlineData(new byte[] { 0xC1, 1, 65 })]                  // RSV1 without an extension
    [InlineData(new byte[] { 0x80, 1, 65 })]                  // a continuation of nothing
    [InlineData(new byte[] { 0x09, 0 })]                      // a ping in pieces
    [InlineData(new byte[] { 0x89, 126, 0, 126 })]            // a ping over 125 bytes
    [InlineData(new byte[] { 0x01, 1, 65, 0x81, 1, 65 })]     // a new message inside another
    public async Task A_broken_frame_is_answered_with_1002(byte[] frame)
    {
        ClientFrame? close = null;
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync(frame);
            close = await peer.ReadFrameAsync();
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("closed 1002", await bench.Listener.NextAsync());
        await bench.Server.ServedAsync();
        Assert.Equal(1002, close!.CloseCode);
    }

    [Fact]
    public async Task A_text_that_is_not_UTF8_is_refused_with_1007()
    {
        ClientFrame? close = null;
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync(ServerFrame.Of(0x81, 0xC3, 0x28));
            close = await peer.ReadFrameAsync();
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("closed 1007", await bench.Listener.NextAsync());
        await bench.Server.ServedAsync();
        Assert.Equal(1007, close!.CloseCode);
    }

    [Fact]
    public async Task Binary_messages_and_frames_of_unknown_kinds_are_dropped_and_counted()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync([.. ServerFrame.Of(0x82, 1, 2, 3), .. ServerFrame.Of(0x83, 9), .. ServerFrame.Text("still here")]);
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        string[] reports = [await bench.Listener.NextAsync(), await bench.Listener.NextAsync(), await bench.Listener.NextAsync()];
        Assert.Equal(["ignored", "ignored", "text still here"], reports.Order());
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
