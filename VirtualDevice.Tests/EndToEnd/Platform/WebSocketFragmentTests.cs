namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>How long a message may become, in how many fragments (contract, section 4); their order is in <c>Conformance/frames.json</c>.</summary>
public sealed class WebSocketFragmentTests
{
    [Theory]
    [InlineData(8192, 1)]
    [InlineData(8192, 7)]
    [InlineData(8192, 8192)]
    public Task A_text_of_8192_bytes_is_taken_in_any_number_of_fragments(int length, int fragments) => WebSocketBench.AssertReportsAsync(
        WebSocketBench.Sending(ServerFrame.Fragments(new string('x', length), fragments)), "opened", "text " + new string('x', length));

    [Theory]
    [InlineData(8193, 1)]
    [InlineData(8193, 2)]
    [InlineData(8193, 8193)]
    [InlineData(1 << 20, 1024)]
    public async Task A_text_over_8192_bytes_is_passed_over_without_being_kept_and_the_session_stays(int length, int fragments)
    {
        int code = 0;
        await WebSocketBench.AssertReportsAsync(
            async peer =>
            {
                await peer.AcceptAsync();
                await peer.SendAsync([.. ServerFrame.Fragments(new string('x', length), fragments), .. ServerFrame.Text("after"), .. ServerFrame.Close(1000)]);
                code = await peer.ReadCloseCodeAsync();
            },
            "opened", "too long", "text after", "closed 1000");

        Assert.Equal(1000, code);
    }

    [Theory]
    [InlineData(0x81), InlineData(0x82)]
    public async Task A_head_that_claims_two_gigabytes_is_passed_over_without_allocating_them(byte first)
    {
        await using var bench = new WebSocketBench(WebSocketBench.Sending(ServerFrame.HeadOnly(first, 2L << 30)));
        await bench.OpenedAsync();
        long before = GC.GetTotalAllocatedBytes(precise: true);

        Assert.Equal(first == 0x81 ? "too long" : "ignored", await bench.Listener.NextAsync());

        // Other tests run beside this one, so the bound is generous; 2 GB would be far beyond it.
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 512L << 20);
    }

    [Fact]
    public Task A_hundred_thousand_empty_fragments_are_read_past() => WebSocketBench.AssertReportsAsync(
        async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync(ServerFrame.Of(0x01, 72));
            byte[] block = [.. Enumerable.Repeat(ServerFrame.Of(0x00), 1000).SelectMany(frame => frame)];
            for (int i = 0; i < 100; i++)
            {
                await peer.SendAsync(block);
            }

            await peer.SendAsync(ServerFrame.Of(0x80, 105));
            await peer.UntilEndAsync();
        },
        "opened", "text Hi");
}
