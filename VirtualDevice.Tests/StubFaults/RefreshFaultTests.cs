using ServerStub.Events;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.StubFaults;

/// <summary>Refreshes that go wrong (contract, section 3).</summary>
public sealed class RefreshFaultTests
{
    [Fact]
    public async Task A_refresh_that_always_answers_401_makes_one_claim_for_each_and_no_storm()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        await using BenchDevice device = await bench.StartOnlineDeviceAsync();
        await bench.RunAsync("refresh-401");

        await bench.PlanAsync(new { at = "session", @do = "close", code = 1008 });
        await bench.SessionAsync(2);

        Assert.Equal((2, 1), (bench.Bench.Count(StubEventKind.ClaimAnswered), bench.Bench.Count(StubEventKind.RefreshAnswered)));
        await FaultBench.AssertEchoAsync(device);
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
        await using FaultBench bench = await FaultBench.StartAsync();
        await using BenchDevice device = await bench.StartOnlineDeviceAsync();
        await bench.PlanAsync(System.Text.Json.JsonDocument.Parse(
            $"{{\"at\":\"refresh\",\"do\":\"{what}\"{(fields is null ? "" : "," + fields)}}}").RootElement);

        await bench.PlanAsync(new { at = "session", @do = "close", code = 1008 });
        await bench.SessionAsync(2);

        Assert.Equal((1, 2), (bench.Bench.Count(StubEventKind.ClaimAnswered), bench.Bench.Count(StubEventKind.RefreshAnswered)));
        await FaultBench.AssertEchoAsync(device);
    }

    [Fact]
    public async Task Tokens_that_live_ten_seconds_are_refreshed_in_time_and_the_session_stays()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        await bench.RunAsync("short-tokens");
        await using BenchDevice device = await bench.StartOnlineDeviceAsync();

        StubEvent first = await bench.Bench.WaitForAsync(StubEventKind.RefreshAnswered);

        Assert.Equal(200, first.Status);
        await FaultBench.AssertEchoAsync(device);
        Assert.Equal(0, bench.Bench.Count(StubEventKind.SessionClosed));
    }

    [Fact]
    public async Task A_refused_token_and_a_refused_refresh_end_in_one_claim()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        await using BenchDevice device = await bench.StartOnlineDeviceAsync();

        await bench.RunAsync("token-refused");
        await bench.SessionAsync(2);

        Assert.Equal((2, 1), (bench.Bench.Count(StubEventKind.ClaimAnswered), bench.Bench.Count(StubEventKind.RefreshAnswered)));
    }
}
