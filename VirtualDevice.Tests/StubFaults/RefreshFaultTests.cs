namespace VirtualDevice.Tests.StubFaults;

/// <summary>Refreshes that go wrong (contract, section 3).</summary>
public sealed class RefreshFaultTests : FaultTests
{
    [Fact]
    public async Task A_refresh_that_always_answers_401_makes_one_claim_for_each_and_no_storm()
    {
        await using BenchDevice device = await OnlineAsync();
        await RunAsync("refresh-401");

        await PlanAsync(new { at = "session", @do = "close", code = 1008 });
        await SecondSessionAsync();

        Assert.Equal((2, 1), (Count(StubEventKind.ClaimAnswered), Count(StubEventKind.RefreshAnswered)));
        await device.EchoAsync();
    }

    [Theory]
    [InlineData("status", "\"status\":500")]
    [InlineData("status", "\"status\":503,\"retry_after_seconds\":1")]
    [InlineData("truncate", null)]
    [InlineData("reset", null)]
    [InlineData("lose_answer", null)]
    [InlineData("hang", null)]
    [InlineData("drip", "\"interval_ms\":100")]
    [InlineData("bad_body", "\"body\":\"missing_token\"")]
    public async Task A_refresh_that_fails_for_a_moment_is_made_again_without_a_claim(string what, string? fields)
    {
        await using BenchDevice device = await OnlineAsync();
        await PlanAsync("refresh", what, fields);

        await PlanAsync(new { at = "session", @do = "close", code = 1008 });
        await SecondSessionAsync();

        Assert.Equal((1, 2), (Count(StubEventKind.ClaimAnswered), Count(StubEventKind.RefreshAnswered)));
        await device.EchoAsync();
    }

    [Fact]
    public async Task Tokens_that_live_ten_seconds_are_refreshed_in_time_and_the_session_stays()
    {
        await RunAsync("short-tokens");
        await using BenchDevice device = await OnlineAsync();

        StubEvent first = await Bench.WaitForAsync(StubEventKind.RefreshAnswered);

        Assert.Equal(200, first.Status);
        await device.EchoAsync();
        Assert.Equal(0, Count(StubEventKind.SessionClosed));
    }

    [Fact]
    public async Task A_refused_token_and_a_refused_refresh_end_in_one_claim()
    {
        await using BenchDevice device = await OnlineAsync();

        await RunAsync("token-refused");
        await SecondSessionAsync();

        Assert.Equal((2, 1), (Count(StubEventKind.ClaimAnswered), Count(StubEventKind.RefreshAnswered)));
    }
}
