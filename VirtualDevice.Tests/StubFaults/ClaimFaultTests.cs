namespace VirtualDevice.Tests.StubFaults;

/// <summary>Claims that go wrong, by the stub's control API (contract, section 2.1).</summary>
public sealed class ClaimFaultTests : FaultTests
{
    [Theory]
    [InlineData("status", "\"status\":500")]
    [InlineData("status", "\"status\":409")]
    [InlineData("status", "\"status\":503,\"retry_after_seconds\":1")]
    [InlineData("status", "\"status\":429,\"retry_after_seconds\":2,\"retry_after_as\":\"date\"")]
    [InlineData("hang", null)]
    [InlineData("delay", "\"delay_ms\":500")]
    [InlineData("truncate", null)]
    [InlineData("drip", "\"interval_ms\":100")]
    [InlineData("reset", null)]
    [InlineData("lose_answer", null)]
    [InlineData("bad_body", "\"body\":\"not_json\"")]
    [InlineData("bad_body", "\"body\":\"empty\"")]
    [InlineData("bad_body", "\"body\":\"wrong_type\"")]
    [InlineData("bad_body", "\"body\":\"missing_token\"")]
    [InlineData("bad_body", "\"body\":\"not_a_token\"")]
    [InlineData("bad_body", "\"body\":\"too_large\"")]
    public async Task A_claim_that_fails_for_a_moment_is_made_again_and_the_device_comes_online(string what, string? fields)
    {
        await PlanAsync("claim", what, fields);

        await using BenchDevice device = await OnlineAsync();

        // A delayed claim is patience, and no second claim.
        Assert.Equal(what == "delay" ? 1 : 2, Count(StubEventKind.ClaimAnswered));
        Assert.Equal(1, Count(StubEventKind.FaultFired));
        Assert.NotNull((await Bench.WaitForAsync(StubEventKind.ClaimAnswered)).Fault);
        await device.EchoAsync();
    }

    [Theory]
    [InlineData(400), InlineData(401), InlineData(403), InlineData(404), InlineData(422)]
    public async Task A_claim_that_fails_for_long_is_not_made_again_soon(int status)
    {
        await PlanAsync(new { at = "claim", @do = "status", status, times = 0 });

        await using BenchDevice device = StartDevice();
        Assert.Contains($"status={status}", await device.Log.WaitForAsync("error claim"));
        await device.StopAsync();

        Assert.Equal(1, Count(StubEventKind.ClaimAnswered));
        Assert.Equal(0, Count(StubEventKind.SessionOpened));
    }

    [Fact]
    public async Task A_bad_day_ends_online()
    {
        await RunAsync("bad-day");

        await using BenchDevice device = await OnlineAsync();

        Assert.Equal((5, 4), (Count(StubEventKind.ClaimAnswered), Count(StubEventKind.FaultFired)));
    }

    [Theory]
    [InlineData("claim-429"), InlineData("claim-503-date"), InlineData("lost-answer")]
    public async Task A_ready_scenario_costs_one_claim_more(string scenario)
    {
        await RunAsync(scenario);

        await using BenchDevice device = await OnlineAsync();

        Assert.Equal(2, Count(StubEventKind.ClaimAnswered));
    }

    [Fact]
    public async Task No_claim_comes_inside_the_window_of_Retry_After()
    {
        await PlanAsync(new { at = "claim", @do = "status", status = 503, retry_after_seconds = 2 });

        await using BenchDevice device = await OnlineAsync();

        StubEvent first = await Bench.WaitForAsync(StubEventKind.ClaimAnswered);
        StubEvent second = await Bench.WaitForAsync(StubEventKind.ClaimAnswered, after: first.Number);
        Assert.True(second.At - first.At >= TimeSpan.FromSeconds(1.9), (second.At - first.At).ToString());
    }
}
