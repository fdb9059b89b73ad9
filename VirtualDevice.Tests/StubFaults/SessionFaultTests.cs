namespace VirtualDevice.Tests.StubFaults;

/// <summary>Sessions that go wrong (contract, section 4).</summary>
public sealed class SessionFaultTests : FaultTests
{
    [Theory]
    [InlineData(1000), InlineData(1001), InlineData(1002), InlineData(1005), InlineData(1009), InlineData(1011), InlineData(1012)]
    [InlineData(4321)]
    public async Task After_a_close_the_device_comes_back_with_the_same_token(int code)
    {
        await using BenchDevice device = await OnlineAsync();

        await PlanAsync(new { at = "session", @do = "close", code, reason = code == 1005 ? "" : "on the bench" });
        await SecondSessionAsync();

        Assert.Equal(1, Count(StubEventKind.ClaimAnswered));
        await device.Log.WaitForAsync("closed code=" + code);
        await device.EchoAsync();
    }

    [Fact]
    public async Task After_1013_the_device_waits_at_least_thirty_seconds()
    {
        await using BenchDevice device = await OnlineAsync();

        await PlanAsync(new { at = "session", @do = "close", code = 1013 });

        Assert.Matches("retry_in_ms=3[0-9]{4}$", await device.Log.WaitForAsync("closed code=1013"));
    }

    [Fact]
    public async Task A_torn_cable_is_noticed_and_the_device_comes_back()
    {
        await RunAsync("torn-cable");
        await using BenchDevice device = StartDevice();

        await SecondSessionAsync();

        Assert.Equal(1006, (await Bench.WaitForAsync(StubEventKind.SessionClosed)).CloseCode);
        await device.EchoAsync();
    }

    [Fact]
    public async Task Silence_is_noticed_by_the_devices_own_pings()
    {
        await using BenchDevice device = await OnlineAsync(heartbeatMs: 1000);

        await RunAsync("silence");
        await SecondSessionAsync();

        Assert.Equal(1, Count(StubEventKind.SessionFrozen));
        Assert.Equal(1, Count(StubEventKind.ClaimAnswered));
        await device.EchoAsync();
    }

    [Fact]
    public async Task A_text_that_is_too_large_is_passed_over_and_the_session_stays()
    {
        await using BenchDevice device = await OnlineAsync();

        await RunAsync("too-large");

        await device.EchoAsync();
        Assert.Equal(0, Count(StubEventKind.SessionClosed));
    }

    [Fact]
    public async Task A_flood_of_texts_and_pings_is_lived_through()
    {
        await using BenchDevice device = await OnlineAsync();

        await RunAsync("flood");
        await Bench.WaitForAsync(StubEventKind.PingsSent);

        await device.EchoAsync();
        Assert.Equal(0, Count(StubEventKind.SessionClosed));
    }

    [Fact]
    public async Task A_late_echo_is_waited_for()
    {
        await using BenchDevice device = await OnlineAsync();
        await PlanAsync(new { at = "session", @do = "delay", delay_ms = 1500 });

        await device.EchoAsync("slowly");

        Assert.Equal(0, Count(StubEventKind.SessionClosed));
    }

    [Fact]
    public async Task A_text_that_nobody_asked_for_arrives()
    {
        await using BenchDevice device = await OnlineAsync();

        await PlanAsync(new { at = "session", @do = "text", text = "grüß dich, teddy" });

        await device.MessageWithAsync("grüß dich, teddy");
    }

    [Theory]
    [InlineData("status", "\"status\":500")]
    [InlineData("status", "\"status\":503,\"retry_after_seconds\":1")]
    [InlineData("status", "\"status\":429,\"retry_after_seconds\":1,\"retry_after_as\":\"date\"")]
    [InlineData("hang", null)]
    [InlineData("delay", "\"delay_ms\":500")]
    [InlineData("reset", null)]
    public async Task An_upgrade_that_fails_for_a_moment_is_tried_again_without_a_claim(string what, string? fields)
    {
        await PlanAsync("upgrade", what, fields);

        await using BenchDevice device = await OnlineAsync();

        Assert.Equal((1, 1), (Count(StubEventKind.ClaimAnswered), Count(StubEventKind.FaultFired)));
    }

    [Theory]
    [InlineData(401), InlineData(403)]
    public async Task An_upgrade_that_refuses_the_token_makes_one_refresh(int status)
    {
        await PlanAsync(new { at = "upgrade", @do = "status", status });

        await using BenchDevice device = await OnlineAsync();

        Assert.Equal((1, 1), (Count(StubEventKind.ClaimAnswered), Count(StubEventKind.RefreshAnswered)));
    }
}
