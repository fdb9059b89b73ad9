namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>How a connection ends other than by the server's close frame, whose codes are in <c>Conformance/frames.json</c> (contract, section 4).</summary>
public sealed class WebSocketCloseTests
{
    [Fact]
    public Task The_end_of_the_stream_without_a_close_frame_is_1006() =>
        WebSocketBench.AssertReportsAsync(peer => peer.AcceptAsync(), "opened", "closed 1006");

    [Fact]
    public Task A_reset_is_1006() => WebSocketBench.AssertReportsAsync(
        async peer =>
        {
            await peer.AcceptAsync();
            peer.Reset();
        },
        "opened", "closed 1006");

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
        Assert.Equal((1000, true), (close!.CloseCode, close.IsMasked));
        Assert.Equal(0, bench.Listener.Waiting);
    }

    [Fact]
    public async Task A_close_that_nobody_answers_ends_after_a_few_seconds()
    {
        await using var bench = new WebSocketBench(WebSocketBench.Sending());
        await bench.OpenedAsync();

        bench.Transport.Close(1000);

        Assert.Equal("closed 1006", await bench.Listener.NextAsync());
    }

    [Fact]
    public async Task After_an_abort_the_connection_is_gone_and_nothing_is_reported()
    {
        await using var bench = new WebSocketBench(WebSocketBench.Sending());
        await bench.OpenedAsync();

        bench.Transport.Abort();
        await bench.Server.ServedAsync();

        Assert.Equal(0, bench.Listener.Waiting);
        Assert.False(bench.Transport.Send([1], 1));
    }
}
