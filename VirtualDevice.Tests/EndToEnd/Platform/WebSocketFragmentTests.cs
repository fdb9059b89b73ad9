using System.Text;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>Messages in fragments, and how long they may become (contract, section 4).</summary>
public sealed class WebSocketFragmentTests
{
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
            await peer.SendAsync([.. ServerFrame.Of(0x01, Encoding.ASCII.GetBytes(half)), .. ServerFrame.Of(0x00, Encoding.ASCII.GetBytes(half)), .. ServerFrame.Of(0x80)]);
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("text " + half + half, await bench.Listener.NextAsync());
    }

    [Fact]
    public async Task A_character_that_is_split_between_fragments_is_joined()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync([.. ServerFrame.Of(0x01, 0xF0, 0x9F), .. ServerFrame.Of(0x00, 0xA7), .. ServerFrame.Of(0x80, 0xB8)]);
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("text \U0001F9F8", await bench.Listener.NextAsync());
    }

    [Theory]
    [InlineData(8192, 1)]
    [InlineData(8192, 7)]
    [InlineData(8192, 8192)]
    public async Task A_text_of_8192_bytes_is_taken_in_any_number_of_fragments(int length, int fragments)
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync(ServerFrame.Fragments(new string('x', length), fragments));
            await peer.UntilEndAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("text " + new string('x', length), await bench.Listener.NextAsync());
    }

    [Theory]
    [InlineData(8193, 2)]
    [InlineData(8193, 8193)]
    [InlineData(1 << 20, 1024)]
    public async Task A_text_of_8193_bytes_or_without_end_in_fragments_is_refused_with_1009_and_the_server_is_told(int length, int fragments)
    {
        int code = 0;
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            Task sent = peer.SendAsync(ServerFrame.Fragments(new string('x', length), fragments));
            code = await peer.ReadCloseCodeAsync();

            try
            {
                await sent;
            }
            catch (IOException)
            {
                // The device hangs up while a text without end still comes.
            }
        });

        await bench.OpenedAsync();

        Assert.Equal("closed 1009", await bench.Listener.NextAsync());
        await bench.Server.ServedAsync();
        Assert.Equal(1009, code);
    }

    [Fact]
    public async Task A_hundred_thousand_empty_fragments_are_read_past()
    {
        const int Fragments = 100_000;
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync(ServerFrame.Of(0x01, 72));
            byte[] block = [.. Enumerable.Repeat(ServerFrame.Of(0x00), 1000).SelectMany(frame => frame)];
            for (int i = 0; i < Fragments / 1000; i++)
            {
                await peer.SendAsync(block);
            }

            await peer.SendAsync(ServerFrame.Of(0x80, 105));
            await peer.UntilEndAsync();
        });
        await bench.OpenedAsync();

        Assert.Equal("text Hi", await bench.Listener.NextAsync());
    }
}
