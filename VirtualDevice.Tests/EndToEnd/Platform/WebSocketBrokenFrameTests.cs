using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>What a server must not do with frames: it is told so with a close code, after which it hangs up.</summary>
public sealed class WebSocketBrokenFrameTests
{
    [Fact]
    public async Task A_fault_that_comes_in_one_write_with_the_101_is_noticed()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync(0x83, 0);
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("closed 1002", await bench.Listener.NextAsync());
    }

    [Theory]
    [InlineData(new byte[] { 0x81, 0x81, 0, 0, 0, 0, 65 })]   // masked by the server
    [InlineData(new byte[] { 0xC1, 1, 65 })]                  // RSV1 without an extension
    [InlineData(new byte[] { 0xA1, 1, 65 })]                  // RSV2
    [InlineData(new byte[] { 0x91, 1, 65 })]                  // RSV3
    [InlineData(new byte[] { 0xC9, 0 })]                      // RSV1 on a ping
    [InlineData(new byte[] { 0x80, 1, 65 })]                  // a continuation of nothing
    [InlineData(new byte[] { 0x00, 1, 65 })]                  // one that goes on
    [InlineData(new byte[] { 0x09, 0 })]                      // a ping in pieces
    [InlineData(new byte[] { 0x0A, 0 })]                      // a pong in pieces
    [InlineData(new byte[] { 0x08, 0 })]                      // a close frame in pieces
    [InlineData(new byte[] { 0x83, 0 })]                      // reserved opcodes
    [InlineData(new byte[] { 0x87, 1, 65 })]
    [InlineData(new byte[] { 0x8B, 0 })]
    [InlineData(new byte[] { 0x8F, 0 })]
    [InlineData(new byte[] { 0x88, 1, 3 })]                   // a close body of one byte
    [InlineData(new byte[] { 0x89, 126, 0, 126 })]            // a ping over 125 bytes
    [InlineData(new byte[] { 0x89, 126, 0, 1, 65 })]          // a ping with a longer length field than it needs
    [InlineData(new byte[] { 0x88, 126, 0, 126, 3, 0xE8 })]   // a close frame over 125 bytes
    [InlineData(new byte[] { 0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0 })] // 2 to the 63rd, which no length may be
    [InlineData(new byte[] { 0x81, 0x80, 0, 0, 0, 0 })]       // masked and empty
    [InlineData(new byte[] { 0x01, 1, 65, 0x81, 1, 65 })]     // a new message inside another
    [InlineData(new byte[] { 0x01, 1, 65, 0x82, 1, 65 })]     // of another kind
    public async Task A_broken_frame_is_answered_with_1002(byte[] frame)
    {
        ClientFrame? close = null;
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync(frame);
            close = await peer.ReadFrameAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("closed 1002", await bench.Listener.NextAsync());
        await bench.Server.ServedAsync();
        Assert.Equal(1002, close!.CloseCode);
    }

    [Theory]
    [InlineData(new byte[] { 0x81, 2, 0xC3, 0x28 })]                                  // a lead byte without its second
    [InlineData(new byte[] { 0x81, 1, 0xE2 })]                                        // cut off at the message's end
    [InlineData(new byte[] { 0x01, 1, 0xC3, 0x80, 1, 0x28 })]                         // across fragments
    [InlineData(new byte[] { 0x01, 2, 65, 0xF0, 0x00, 0, 0x89, 0, 0x80, 1, 65 })]     // with an empty one and a ping in between
    [InlineData(new byte[] { 0x81, 3, 0xED, 0xA0, 0x80 })]                            // a surrogate
    [InlineData(new byte[] { 0x81, 2, 0xC0, 0x80 })]                                  // an overlong form
    public async Task A_text_that_is_not_UTF8_is_refused_with_1007(byte[] frames)
    {
        int code = 0;
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync(frames);
            code = await peer.ReadCloseCodeAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("closed 1007", await bench.Listener.NextAsync());
        await bench.Server.ServedAsync();
        Assert.Equal(1007, code);
    }

    [Theory]
    [InlineData(new byte[] { 0x81, 126, 0, 2, 72, 105 })]
    [InlineData(new byte[] { 0x81, 127, 0, 0, 0, 0, 0, 0, 0, 2, 72, 105 })]
    [InlineData(new byte[] { 0x01, 126, 0, 1, 72, 0x80, 127, 0, 0, 0, 0, 0, 0, 0, 1, 105 })]
    public async Task A_length_in_a_longer_form_than_it_needs_is_read_all_the_same(byte[] frames)
    {
        // RFC 6455, 5.2 forbids the server to send it, and does not ask the client to hang up; .NET's library reads it too.
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync(frames);
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("text Hi", await bench.Listener.NextAsync());
    }
}
