namespace VirtualDevice.Tests.Faults;

/// <summary>Contract section 4, row by row: how a session ends, on a real socket, and what the whole device does then.</summary>
public sealed class CloseTableTests
{
    private const int FloorMs = 250;
    private const int FirstBackoffMs = 1000;
    private const int FirstAfterCloseMs = 5000;
    private const int LaterMs = 30_000;
    private const int SlowMs = 15 * 60_000;

    [Fact]
    public async Task A_token_refused_with_1008_again_and_again_is_refreshed_once_then_claimed_once_then_tried_at_the_slowest_pace()
    {
        Func<RawPeer, Task> refusal = HostileBench.Sending(ServerFrame.Close(1008, "refused"));
        await using var bench = new HostileBench(refusal, refusal, refusal);

        await AssertLadderAsync(bench, "closed code=1008");
    }

    [Theory]
    [InlineData(1000, "1000", 0, FirstAfterCloseMs)]          // a server that goes away is tried again within 5 s
    [InlineData(1001, "1001", 0, FirstAfterCloseMs)]
    [InlineData(1012, "1012", 0, FirstAfterCloseMs)]
    [InlineData(1013, "1013", LaterMs, LaterMs + FirstBackoffMs)] // one that asks for patience gets at least 30 s
    [InlineData(1011, "1011", FloorMs, FirstBackoffMs)]       // a server's fault backs off
    [InlineData(1002, "1002", FloorMs, FirstBackoffMs)]       // and so does a complaint about the protocol
    [InlineData(1003, "1003", FloorMs, FirstBackoffMs)]
    [InlineData(1007, "1007", FloorMs, FirstBackoffMs)]
    [InlineData(1009, "1009", FloorMs, FirstBackoffMs)]
    [InlineData(1010, "1010", FloorMs, FirstBackoffMs)]
    [InlineData(1014, "1014", FloorMs, FirstBackoffMs)]       // and any other code
    [InlineData(3000, "3000", FloorMs, FirstBackoffMs)]
    [InlineData(4503, "4503", FloorMs, FirstBackoffMs)]
    [InlineData(0, "1002", FloorMs, FirstBackoffMs)]          // and one that may not be sent, which is shown as 1002
    [InlineData(1, "1002", FloorMs, FirstBackoffMs)]
    [InlineData(999, "1002", FloorMs, FirstBackoffMs)]
    [InlineData(1004, "1002", FloorMs, FirstBackoffMs)]
    [InlineData(1005, "1002", FloorMs, FirstBackoffMs)]
    [InlineData(1015, "1002", FloorMs, FirstBackoffMs)]
    [InlineData(2999, "1002", FloorMs, FirstBackoffMs)]
    [InlineData(65535, "1002", FloorMs, FirstBackoffMs)]
    public Task After_a_close_with_a_code_the_device_waits_so_long_and_comes_back_with_the_same_token(int code, string shown, int fromMs, int toMs) =>
        AssertComesBackAsync(ServerFrame.Close(code), "closed code=" + shown, fromMs, toMs);

    [Fact]
    public async Task The_end_of_the_stream_without_a_close_frame_is_tried_again_within_5_s()
    {
        await using var bench = new HostileBench(peer => peer.AcceptAsync());

        await AssertComesBackAsync(bench, "closed code=1006", 0, FirstAfterCloseMs);
    }

    [Fact]
    public async Task A_reset_is_tried_again_within_5_s()
    {
        await using var bench = new HostileBench(async peer =>
        {
            await peer.AcceptAsync();

            // Not before the hello has come: a reset takes with it what the device has not read yet, the 101 included.
            await peer.ReadFrameAsync();
            peer.Reset();
        });

        await AssertComesBackAsync(bench, "closed code=1006", 0, FirstAfterCloseMs);
    }

    [Fact]
    public async Task Silence_is_noticed_within_45_s_and_tried_again_within_5_s()
    {
        await using var bench = new HostileBench(async peer =>
        {
            await peer.AcceptAsync();
            await peer.SendAsync(ServerFrame.Text("Echo: " + (await peer.ReadFrameAsync()).Text));
            await peer.UntilEndAsync();
        });

        // Not before the hello is known to be sent: one that seems to hang ends the session too, after 40 s.
        await bench.Device.UntilAsync("session  echo");
        long openMs = bench.Device.Time.ElapsedMs;

        string line = await bench.Device.PassUntilAsync("closed code=1006");

        Assert.InRange(bench.Device.Time.ElapsedMs - openMs, 40_000, 45_000);
        Assert.InRange(SteppedDevice.Number(line, "retry_in_ms"), 0, FirstAfterCloseMs);
        await bench.ComesBackAsync(line);
    }

    [Theory]
    [InlineData(new byte[] { 0x88, 0 }, "1005")]
    [InlineData(new byte[] { 0x88, 1, 3 }, "1002")]
    [InlineData(new byte[] { 0x88, 4, 3, 0xE8, 0xC3, 0x28 }, "1007")]
    [InlineData(new byte[] { 0x88, 126, 0, 126, 3, 0xE8 }, "1002")]
    public async Task No_code_a_body_of_one_byte_or_of_no_UTF8_or_too_long_a_body_backs_off(byte[] frame, string shown) =>
        await AssertComesBackAsync(frame, "closed code=" + shown, FloorMs, FirstBackoffMs);

    [Theory]
    [InlineData("401 Unauthorized"), InlineData("403 Forbidden")]
    public async Task A_token_refused_on_the_upgrade_is_refreshed_once_then_claimed_once_then_tried_at_the_slowest_pace(string status)
    {
        Func<RawPeer, Task> refusal = HostileBench.Refusing(status);
        await using var bench = new HostileBench(refusal, refusal, refusal);

        await AssertLadderAsync(bench, "status=" + status[..3]);
    }

    [Theory]
    [InlineData("404 Not Found", "", SlowMs, SlowMs)] // an unknown device is tried at the slow pace
    [InlineData("429 Too Many Requests", "", LaterMs, LaterMs + FirstBackoffMs)] // a busy server gets the time that it asks for
    [InlineData("503 Service Unavailable", "", LaterMs, LaterMs + FirstBackoffMs)]
    [InlineData("429 Too Many Requests", "Retry-After: 7\r\n", 7_000, 8_700)]
    [InlineData("503 Service Unavailable", "Retry-After: 120\r\n", 120_000, 133_000)]
    [InlineData("503 Service Unavailable", "Retry-After: soon\r\n", LaterMs, LaterMs + FirstBackoffMs)]
    [InlineData("503 Service Unavailable", "Retry-After: 99999999999\r\n", SlowMs, SlowMs + 91_000)]
    [InlineData("200 OK", "", FloorMs, FirstBackoffMs)] // any other status backs off
    [InlineData("302 Found", "Location: https://localhost/elsewhere\r\n", FloorMs, FirstBackoffMs)]
    [InlineData("500 Internal Server Error", "", FloorMs, FirstBackoffMs)]
    [InlineData("500 Internal Server Error", "Retry-After: 3600\r\n", FloorMs, FirstBackoffMs)]
    [InlineData("418 I'm a teapot", "", FloorMs, FirstBackoffMs)]
    public async Task After_another_status_on_the_upgrade_the_device_waits_so_long(string status, string header, int fromMs, int toMs)
    {
        await using var bench = new HostileBench(HostileBench.Refusing(status, header));

        await AssertComesBackAsync(bench, "refused reason=status status=" + status[..3], fromMs, toMs);
    }

    private static async Task AssertComesBackAsync(byte[] frame, string line, int fromMs, int toMs)
    {
        await using var bench = new HostileBench(HostileBench.Sending(frame));

        await AssertComesBackAsync(bench, line, fromMs, toMs);
    }

    // With the same token: whatever else went wrong, nothing was wrong with it.
    private static async Task AssertComesBackAsync(HostileBench bench, string expected, int fromMs, int toMs)
    {
        string line = await bench.Device.UntilAsync(expected + " ");

        Assert.InRange(SteppedDevice.Number(line, "retry_in_ms"), fromMs, toMs);
        await bench.Device.RestInAsync(DeviceState.SessionWait);
        await bench.ComesBackAsync(line);
        Assert.Equal((1, 0), (bench.Claims, bench.Refreshes));
    }

    private static async Task AssertLadderAsync(HostileBench bench, string refusal)
    {
        await bench.Device.UntilAsync(refusal);
        await bench.Device.UntilAsync("tokens   refresh status=200");
        Assert.Equal((1, 1), (bench.Claims, bench.Refreshes));

        await bench.Device.UntilAsync(refusal);
        await bench.Device.UntilAsync("claim    status=200");
        Assert.Equal((2, 1), (bench.Claims, bench.Refreshes));

        string line = await bench.Device.UntilAsync(refusal);
        Assert.InRange(SteppedDevice.Number(line, "retry_in_ms"), SlowMs, SlowMs);
        await bench.Device.RestInAsync(DeviceState.SessionWait);
        await bench.ComesBackAsync(line);
        Assert.Equal((2, 1), (bench.Claims, bench.Refreshes));
    }
}
