namespace VirtualDevice.Tests.Faults;

/// <summary>What the whole device does after an answer that is no upgrade; which are none is in <c>WebSocketUpgradeHeadTests</c>.</summary>
public sealed class HostileUpgradeTests
{
    private const string Accepting = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";

    [Theory]
    [InlineData(Accepting + "Sec-WebSocket-Accept: d3Jvbmc=\r\n\r\n")]
    [InlineData(Accepting + "\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n")]
    [InlineData("HTTP/9.9 what?\r\n\r\n")]
    public async Task A_wrong_or_missing_accept_key_and_no_HTTP_at_all_are_bad_upgrades(string answer)
    {
        await using var bench = new HostileBench(RawPeer.Answering(answer));

        string line = await bench.Device.UntilAsync("session  refused reason=bad-upgrade");

        Assert.InRange(SteppedDevice.Number(line, "retry_in_ms"), 250, 1000);
        await bench.Device.RestInAsync(DeviceState.SessionWait);
        await bench.ComesBackAsync(line);
        Assert.Equal((1, 0), (bench.Claims, bench.Refreshes));
    }

    [Theory]
    [InlineData(""), InlineData("HTTP/1.1 101 Switch")]
    [InlineData(Accepting + "X: a head that never en")]
    public async Task An_answer_that_never_ends_is_given_up_after_20_s(string part)
    {
        var answered = new TaskCompletionSource<bool>();
        await using var bench = new HostileBench(async peer =>
        {
            await peer.ReadHeadAsync();
            await peer.SendAsync(part);
            answered.SetResult(true);
            await peer.UntilEndAsync();
        });
        await bench.Device.WhileAsync(answered.Task);

        string line = await bench.Device.PassUntilAsync("session  refused reason=timed-out");

        Assert.Equal(20_000, bench.Device.Time.ElapsedMs);
        await bench.ComesBackAsync(line);
    }

    [Fact]
    public async Task Texts_and_a_close_frame_in_one_segment_with_the_101_are_heard_in_order()
    {
        await using var bench = new HostileBench(async peer =>
        {
            await peer.AcceptAsync([.. ServerFrame.Text("one"), .. ServerFrame.Text("two"), .. ServerFrame.Close(1012)]);
            await peer.ReadCloseCodeAsync();
        });

        string line = await bench.Device.UntilAsync("closed code=1012");

        Assert.Equal("one", await bench.Device.NextMessageAsync());
        Assert.Equal("two", await bench.Device.NextMessageAsync());
        await bench.ComesBackAsync(line);
    }
}
