using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>How a connection's end is reported (contract, section 4).</summary>
public sealed class WebSocketCloseTests
{
    [Theory]
    [InlineData(1000, 1000)]
    [InlineData(1001, 1001)]
    [InlineData(1008, 1008)]
    [InlineData(1011, 1011)]
    [InlineData(1012, 1012)]
    [InlineData(1013, 1013)]
    [InlineData(4503, 4503)]
    [InlineData(999, 1002)]
    [InlineData(1005, 1002)]
    [InlineData(1002, 1002)]
    [InlineData(1003, 1003)]
    [InlineData(1004, 1002)]
    [InlineData(1006, 1002)]
    [InlineData(1007, 1007)]
    [InlineData(1009, 1009)]
    [InlineData(1010, 1010)]
    [InlineData(1014, 1014)]
    [InlineData(1015, 1002)]
    [InlineData(1016, 1002)]
    [InlineData(2999, 1002)]
    [InlineData(3000, 3000)]
    [InlineData(4999, 4999)]
    [InlineData(5000, 1002)]
    [InlineData(65535, 1002)]
    public async Task A_close_code_is_reported_and_answered_and_one_that_may_not_be_sent_is_a_fault(int code, int answer)
    {
        ClientFrame? reply = null;
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync(ServerFrame.Close(code, "why"));
            reply = await peer.ReadFrameAsync();
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("closed " + answer, await bench.Listener.NextAsync());
        await bench.Server.ServedAsync();
        Assert.Equal(answer, reply!.CloseCode);
        Assert.True(reply.IsMasked);
    }

    [Theory]
    [InlineData(new byte[] { 0x88, 0 }, 1005)]
    [InlineData(new byte[] { 0x88, 1, 3 }, 1002)]
    [InlineData(new byte[] { 0x88, 4, 3, 0xE8, 0xC3, 0x28 }, 1007)]
    public async Task A_close_frame_without_a_readable_code_is_told_apart(byte[] frame, int reported)
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync(frame);
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("closed " + reported, await bench.Listener.NextAsync());
    }

    [Fact]
    public async Task The_end_of_the_stream_without_a_close_frame_is_1006()
    {
        await using var bench = new WebSocketBench(peer => peer.AcceptAsync());

        await bench.OpenedAsync();

        Assert.Equal("closed 1006", await bench.Listener.NextAsync());
    }

    [Fact]
    public async Task A_reset_is_1006()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            peer.Reset();
        });

        await bench.OpenedAsync();

        Assert.Equal("closed 1006", await bench.Listener.NextAsync());
    }

    [Fact]
    public async Task A_close_of_ours_is_sent_masked_with_its_code_and_reported_once_when_it_is_answered()
    {
        ClientFrame? close = null;
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            close = await peer.ReadFrameAsync();
            await peer.SendAsync(ServerFrame.Close(1000));
            await peer.UntilEndAsync();
        });
        await bench.OpenedAsync();

        bench.Transport.Close(1000);
        bench.Transport.Close(1000);

        Assert.Equal("closed 1000", await bench.Listener.NextAsync());
        await bench.Server.ServedAsync();
        Assert.Equal(1000, close!.CloseCode);
        Assert.True(close.IsMasked);
        Assert.Equal(0, bench.Listener.Waiting);
    }

    [Fact]
    public async Task A_close_that_nobody_answers_ends_after_a_few_seconds()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.UntilEndAsync();
        });
        await bench.OpenedAsync();

        bench.Transport.Close(1000);

        Assert.Equal("closed 1006", await bench.Listener.NextAsync());
    }

    [Fact]
    public async Task After_an_abort_the_connection_is_gone_and_nothing_is_reported()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.UntilEndAsync();
        });
        await bench.OpenedAsync();

        bench.Transport.Abort();
        await bench.Server.ServedAsync();

        Assert.Equal(0, bench.Listener.Waiting);
        Assert.False(bench.Transport.Send([1], 1));
    }
}
