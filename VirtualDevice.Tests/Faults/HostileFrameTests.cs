namespace VirtualDevice.Tests.Faults;

/// <summary>Servers that break RFC 6455 in an open session, or keep it and overdo it.</summary>
public sealed class HostileFrameTests
{
    private const int Pings = 10_000;

    [Theory]
    [InlineData(1002, new byte[] { 0xC1, 1, 65 })]                                    // an RSV bit
    [InlineData(1002, new byte[] { 0x81, 0x81, 0, 0, 0, 0, 65 })]                     // masked
    [InlineData(1002, new byte[] { 0x09, 0 })]                                        // a ping in fragments
    [InlineData(1002, new byte[] { 0x89, 126, 0, 126 })]                              // a ping over 125 bytes
    [InlineData(1002, new byte[] { 0x80, 1, 65 })]                                    // a continuation of nothing
    [InlineData(1002, new byte[] { 0x01, 1, 65, 0x81, 1, 65 })]                       // a message inside another
    [InlineData(1002, new byte[] { 0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0 })]           // a length of 2 to the 63rd
    [InlineData(1002, new byte[] { 0x83, 0 })]                                        // reserved opcodes
    [InlineData(1002, new byte[] { 0x8B, 0 })]
    [InlineData(1007, new byte[] { 0x01, 1, 0xC3, 0x80, 1, 0x28 })]                   // no UTF-8, across fragments
    public async Task A_broken_frame_ends_the_session_with_its_code_at_the_server_and_the_device_comes_back(int code, byte[] frame)
    {
        int seen = 0;
        await using var bench = new HostileBench(async peer =>
        {
            await peer.AcceptAsync(frame);
            seen = await peer.ReadCloseCodeAsync();
        });

        string line = await bench.Device.UntilAsync($"closed code={code} ");

        Assert.InRange(SteppedDevice.Number(line, "retry_in_ms"), 250, 1000);
        await bench.ComesBackAsync(line);
        Assert.Equal(code, seen);
        Assert.Equal((1, 0), (bench.Claims, bench.Refreshes));
    }

    [Fact]
    public async Task A_text_of_8192_bytes_is_taken_whole_and_in_fragments()
    {
        string text = new('x', 8192);
        await using var bench = new HostileBench(async peer =>
        {
            await peer.AcceptAsync(ServerFrame.Text(text));
            await peer.SendAsync(ServerFrame.Fragments(text, 100));
            await HostileBench.EchoAsync(peer);
        });

        Assert.Equal(text, await bench.Device.NextMessageAsync());
        Assert.Equal(text, await bench.Device.NextMessageAsync());
    }

    [Fact]
    public async Task Binary_messages_and_texts_over_the_limit_are_passed_over_and_the_session_stays()
    {
        await using var bench = new HostileBench(async peer =>
        {
            await peer.AcceptAsync([
                .. ServerFrame.Of(0x82, 1, 2), .. ServerFrame.Text(new string('x', 8193)), .. ServerFrame.Fragments(new string('x', 100_000), 50), .. ServerFrame.Text("a text")]);
            await HostileBench.EchoAsync(peer);
        });

        Assert.Equal("a text", await bench.Device.NextMessageAsync());
        await bench.Device.EchoAsync("still open");
    }

    [Fact]
    public async Task Ten_thousand_pings_do_not_hold_up_the_echo_or_the_heartbeat()
    {
        int pongs = 0;
        int heartbeats = 0;
        await using var bench = new HostileBench(async peer =>
        {
            await peer.AcceptAsync();
            byte[] burst = [.. Enumerable.Repeat(ServerFrame.Of(0x89, 7), 100).SelectMany(frame => frame)];
            Task flood = FloodAsync(peer, burst, Pings / 100);
            while (pongs < Pings || heartbeats == 0)
            {
                ClientFrame frame = await peer.ReadFrameAsync();
                pongs += frame.IsPong ? 1 : 0;
                heartbeats += frame.IsPing ? 1 : 0;
                if (frame.IsText)
                {
                    await flood;
                    await peer.SendAsync(ServerFrame.Text("Echo: " + frame.Text));
                }
            }

            await HostileBench.EchoAsync(peer);
        });
        await bench.Device.UntilAsync("session  echo");
        await bench.Device.RestInAsync(DeviceState.Online);

        bench.Device.Time.Pass(20_000);
        await bench.Device.EchoAsync("after the flood");

        Assert.Equal((Pings, 1), (pongs, heartbeats));
        Assert.DoesNotContain("warn", bench.Device.Log.All);
    }

    [Fact]
    public async Task A_server_that_sends_fragments_for_ever_keeps_no_message_and_is_alive_all_the_same()
    {
        await using var bench = new HostileBench(async peer =>
        {
            await peer.AcceptAsync(ServerFrame.Of(0x01));
            byte[] burst = [.. Enumerable.Repeat(ServerFrame.Of(0x00), 1000).SelectMany(frame => frame)];
            await FloodAsync(peer, burst, 100);
            await peer.SendAsync(ServerFrame.Of(0x00, new byte[8000]));
            await peer.SendAsync(ServerFrame.Of(0x00, new byte[193]));
            await peer.SendAsync([.. ServerFrame.Of(0x80, 65), .. ServerFrame.Text("after")]);
            await HostileBench.EchoAsync(peer);
        });

        Assert.Equal("after", await bench.Device.NextMessageAsync());
        await bench.Device.EchoAsync("still open");
    }

    [Fact]
    public async Task A_server_that_never_answers_our_close_holds_a_stop_up_for_3_s_and_no_longer()
    {
        var closing = new TaskCompletionSource<int>();
        await using var bench = new HostileBench(async peer =>
        {
            await peer.AcceptAsync();
            closing.SetResult(await peer.ReadCloseCodeAsync());
            await peer.UntilEndAsync();
        });
        await bench.Device.UntilAsync("session  open");
        long stopMs = bench.Device.Time.ElapsedMs;

        bench.Device.RequestStop();
        Assert.Equal(1000, await bench.Device.WhileAsync(closing.Task));
        await bench.Device.RestInAsync(DeviceState.Closing);
        await bench.Device.PassUntilAsync("boot     stopped");

        Assert.Equal(stopMs + 3000, bench.Device.Time.ElapsedMs);
    }

    private static async Task FloodAsync(RawPeer peer, byte[] burst, int times)
    {
        for (int i = 0; i < times; i++)
        {
            await peer.SendAsync(burst);
        }
    }
}
