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
    [InlineData(8193, 1)]
    [InlineData(8193, 2)]
    [InlineData(8193, 8193)]
    [InlineData(1 << 20, 1024)]
    public async Task A_text_over_8192_bytes_is_passed_over_without_being_kept_and_the_session_stays(int length, int fragments)
    {
        int code = 0;
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync([.. ServerFrame.Fragments(new string('x', length), fragments), .. ServerFrame.Text("after"), .. ServerFrame.Close(1000)]);
            code = await peer.ReadCloseCodeAsync();
        });

        await bench.OpenedAsync();

        Assert.Equal("too long", await bench.Listener.NextAsync());
        Assert.Equal("text after", await bench.Listener.NextAsync());
        Assert.Equal("closed 1000", await bench.Listener.NextAsync());
        await bench.Server.ServedAsync();
        Assert.Equal(1000, code);
    }

    [Theory]
    [InlineData(0x81)]
    [InlineData(0x82)]
    public async Task A_head_that_claims_two_gigabytes_is_passed_over_without_allocating_them(byte first)
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync(ServerFrame.HeadOnly(first, 2L << 30));
            await peer.UntilEndAsync();
        });
        await bench.OpenedAsync();
        long before = GC.GetTotalAllocatedBytes(precise: true);

        Assert.Equal(first == 0x81 ? "too long" : "ignored", await bench.Listener.NextAsync());

        // Other tests run beside this one, so the bound is generous; 2 GB would be far beyond it.
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 512L << 20);
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
