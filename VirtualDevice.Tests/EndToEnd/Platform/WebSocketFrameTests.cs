namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>Frames around the upgrade, and many of them; what a single frame may be is in <c>Conformance/frames.json</c>.</summary>
public sealed class WebSocketFrameTests
{
    [Fact]
    public Task A_frame_that_comes_in_one_write_with_the_101_is_a_message() => WebSocketBench.AssertReportsAsync(
        async peer =>
        {
            await peer.AcceptAsync([.. ServerFrame.Text("glued"), .. ServerFrame.Text("twice")]);
            await peer.UntilEndAsync();
        },
        "opened", "text glued", "text twice");

    [Fact]
    public Task A_fault_that_comes_in_one_write_with_the_101_is_noticed() => WebSocketBench.AssertReportsAsync(
        async peer =>
        {
            await peer.AcceptAsync(0x83, 0);
            await peer.UntilEndAsync();
        },
        "opened", "closed 1002");

    [Fact]
    public Task Head_and_frames_may_come_one_byte_at_a_time() => WebSocketBench.AssertReportsAsync(
        async peer =>
        {
            await peer.SendSlowlyAsync([.. await peer.AcceptanceAsync(), .. ServerFrame.Text("drop by drop"), .. ServerFrame.Close(1012)]);
            await peer.UntilEndAsync();
        },
        "opened", "text drop by drop", "closed 1012");

    [Fact]
    public Task Lines_that_end_with_a_line_feed_alone_do_not_get_frames_past_the_filter() => WebSocketBench.AssertReportsAsync(
        async peer =>
        {
            await peer.SendAsync([.. await peer.AcceptanceAsync("\n"), .. ServerFrame.Close(1013)]);
            await peer.UntilEndAsync();
        },
        "opened", "closed 1013");

    [Fact]
    public Task An_early_hint_before_the_101_does_not_count_as_the_head() => WebSocketBench.AssertReportsAsync(
        async peer =>
        {
            byte[] acceptance = await peer.AcceptanceAsync();
            await peer.SendAsync("HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n");
            await peer.SendAsync([.. acceptance, .. ServerFrame.Text("after"), .. ServerFrame.Close(1013)]);
            await peer.UntilEndAsync();
        },
        "opened", "text after", "closed 1013");

    [Fact]
    public Task Ten_thousand_pings_are_answered_and_the_session_lives() => WebSocketBench.AssertReportsAsync(
        async peer =>
        {
            await peer.AcceptAsync();
            Task pongs = CountPongsAsync(peer, 10_000);
            byte[] pings = [.. Enumerable.Repeat(ServerFrame.Of(0x89), 100).SelectMany(frame => frame)];
            for (int i = 0; i < 100; i++)
            {
                await peer.SendAsync(pings);
            }

            await pongs;
            await peer.SendAsync(ServerFrame.Text("done"));
            await peer.UntilEndAsync();
        },
        "opened", "text done");

    private static async Task CountPongsAsync(RawPeer peer, int expected)
    {
        for (int pongs = 0; pongs < expected;)
        {
            pongs += (await peer.ReadFrameAsync()).IsPong ? 1 : 0;
        }
    }
}
