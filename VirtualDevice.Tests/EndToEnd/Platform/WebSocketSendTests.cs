namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>Sending, pings, and a listener without room.</summary>
public sealed class WebSocketSendTests
{
    [Fact]
    public async Task A_text_goes_out_as_one_masked_frame_and_is_reported_sent()
    {
        var received = new TaskCompletionSource<ClientFrame>();
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            received.SetResult(await peer.ReadFrameAsync());
            await peer.UntilEndAsync();
        });
        await bench.OpenedAsync();

        Assert.True(bench.Transport.Send("hello and more"u8.ToArray(), 5));

        await bench.Listener.SentAsync();
        ClientFrame frame = await received.Task.Within();
        Assert.True(frame.IsText && frame.IsMasked);
        Assert.Equal("hello", frame.Text);
    }

    [Fact]
    public async Task Pings_stand_between_the_frames_of_the_library_and_never_inside_one()
    {
        const int Messages = 200;
        string text = new('m', 8192);
        int pings = 0;
        var texts = new List<string>();
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            while (texts.Count < Messages)
            {
                // A ping inside another frame would make this reading fail, or garble a text.
                ClientFrame frame = await peer.ReadFrameAsync();
                Assert.True(frame.IsMasked);
                Assert.True(frame.IsPing || frame.IsText);
                pings += frame.IsPing ? 1 : 0;
                if (frame.IsText)
                {
                    texts.Add(frame.Text);
                }
            }

            await peer.SendAsync(ServerFrame.Of(0x8A));
            await peer.SendAsync(ServerFrame.Text("all"));
            await peer.UntilEndAsync();
        });
        await bench.OpenedAsync();

        byte[] message = Encoding.ASCII.GetBytes(text);
        for (int i = 0; i < Messages; i++)
        {
            Assert.True(bench.Transport.Send(message, message.Length));
            bench.Transport.Ping();
            await bench.Listener.SentAsync();
        }

        Assert.Equal("text all", await bench.Listener.NextAsync());
        Assert.All(texts, received => Assert.Equal(text, received));
        Assert.InRange(pings, 1, Messages);
        Assert.InRange(bench.Listener.Alive, 1, 2);
    }

    [Fact]
    public async Task A_pong_is_a_sign_of_life_and_no_message()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            ClientFrame ping = await peer.ReadFrameAsync();
            await peer.SendAsync(ServerFrame.Of(0x8A, ping.Payload));
            await peer.SendAsync(ServerFrame.Close(1000));
            await peer.UntilEndAsync();
        });
        await bench.OpenedAsync();

        bench.Transport.Ping();

        Assert.Equal("closed 1000", await bench.Listener.NextAsync());
        Assert.InRange(bench.Listener.Alive, 1, 2);
    }

    [Fact]
    public async Task A_second_message_is_refused_while_the_first_is_on_its_way()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();

            // Reads nothing: the client's writes have to wait once the buffers of both sides are full.
            await peer.UntilStoppedAsync();
        });
        await bench.OpenedAsync();
        byte[] message = new byte[8192];
        Array.Fill(message, (byte)'x');

        bool isTaken = true;
        for (int i = 0; i < 100_000 && isTaken; i++)
        {
            isTaken = bench.Transport.Send(message, message.Length);
        }

        Assert.False(isTaken);
        bench.Transport.Abort();
        Assert.False(bench.Transport.Send(message, 1));
    }

    [Fact]
    public async Task A_message_for_which_there_is_no_room_is_offered_again_until_it_is_taken()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync([.. ServerFrame.Text("first"), .. ServerFrame.Text("second")]);
            await peer.UntilEndAsync();
        });
        bench.Listener.RefusalsLeft = 5;

        await bench.OpenedAsync();

        Assert.Equal("text first", await bench.Listener.NextAsync());
        Assert.Equal("text second", await bench.Listener.NextAsync());
        Assert.Equal(0, bench.Listener.RefusalsLeft);
    }

    [Fact]
    public async Task A_message_belongs_to_the_listener_and_is_not_written_over_by_the_next()
    {
        await using var bench = new WebSocketBench(async peer =>
        {
            await peer.AcceptAsync(ServerFrame.Text("first"));
            await peer.ReadFrameAsync();
            await peer.SendAsync(ServerFrame.Text("SECOND"));
            await peer.UntilEndAsync();
        });
        await bench.OpenedAsync();
        await bench.Listener.NextAsync();
        byte[] first = bench.Listener.LastOffered!;

        bench.Transport.Ping();

        Assert.Equal("text SECOND", await bench.Listener.NextAsync());
        Assert.Equal("first", Encoding.ASCII.GetString(first));
    }
}
