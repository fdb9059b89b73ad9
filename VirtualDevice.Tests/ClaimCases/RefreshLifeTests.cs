using ServerStub;

namespace VirtualDevice.Tests.ClaimCases;

/// <summary>Refreshes in the life of a device: when they come, and what they leave, beside a session that stays (contract, section 3).</summary>
public sealed class RefreshLifeTests : CaseTests
{
    private const long LifetimeMs = 3_600_000;

    [Theory]
    [InlineData(0u, 75)]
    [InlineData(5u, 80)]
    [InlineData(10u, 85)]
    [InlineData(11u, 75)]
    public async Task A_refresh_comes_at_80_percent_of_the_lifetime_give_or_take_5_and_the_session_stays(uint draw, int percent)
    {
        SteppedDevice device = Bench.NewDevice();
        device.Platform.Random.Draw = draw;

        await Bench.WaitsAsync(device, DeviceState.Online, LifetimeMs * percent / 100);
        await Bench.WaitsAsync(device, DeviceState.Online, LifetimeMs * percent / 100);

        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal(2, Bench.Refreshes.Count);
        Assert.Equal(1, Bench.Sessions.Count);
    }

    // A duration that somebody tells comes first, then the token's own exp - iat, which is 3,600 s here.
    [Theory]
    [InlineData("600", 450_000)]
    [InlineData("600.9", 2_700_000)]
    [InlineData("1", 5_000)]
    [InlineData("0", 2_700_000)]
    [InlineData("-1", 2_700_000)]
    [InlineData("34560001", 2_700_000)]
    [InlineData("9007199254740993", 2_700_000)]
    [InlineData("18446744073709551617", 2_700_000)]
    [InlineData("1e9", 2_700_000)]
    [InlineData("null", 2_700_000)]
    public async Task An_expires_in_of_so_much_plans_the_refresh_in_so_many_ms(string expiresIn, long refreshInMs)
    {
        Bench.Claims.Then(Answer.Body($"{{\"access\":\"$A\",\"refresh\":\"$R\",\"expires_in\":{expiresIn}}}"));
        SteppedDevice device = Bench.NewDevice();
        device.Platform.Random.Draw = 0;

        await Bench.WaitsAsync(device, DeviceState.Online, refreshInMs);
    }

    [Fact]
    public async Task A_rotated_refresh_token_is_the_one_that_is_used_next_and_after_a_restart()
    {
        await using CaseBench bench = await CaseBench.StartAsync(options => options with { RotateRefresh = true });
        SteppedDevice device = bench.NewDevice();
        for (int i = 0; i < 3; i++)
        {
            device.Platform.Random.Draw = 0;
            await bench.WaitsAsync(device, DeviceState.Online, LifetimeMs * 75 / 100);
        }

        device = bench.Restart(device, offHours: 2);
        await device.SettleAsync();

        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal(4, bench.Refreshes.Values("refresh_token").Distinct().Count());
        Assert.All(Statuses(bench), status => Assert.Equal(200, status));
        Assert.Equal(1, bench.Claims.Count);
    }

    [Fact]
    public async Task A_server_of_the_deployed_spelling_is_claimed_from_refreshed_from_and_served()
    {
        await using CaseBench bench = await CaseBench.StartAsync(options => options with { Responses = ResponseSpelling.Deployed });
        SteppedDevice device = bench.NewDevice();
        device.Platform.Random.Draw = 0;
        await bench.WaitsAsync(device, DeviceState.Online, LifetimeMs * 75 / 100);

        device = bench.Restart(device, offHours: 2);
        await device.SettleAsync();

        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal([200, 200], Statuses(bench));
    }

    [Fact]
    public async Task A_refresh_that_fails_beside_a_session_is_tried_again_and_the_session_stays()
    {
        Bench.Refreshes.Then(Answer.Status(500), Answer.Dropped, Answer.Status(503, "30"), Answer.Status(404), Answer.Body("{}"));
        SteppedDevice device = Bench.NewDevice();
        device.Platform.Random.Draw = 0;

        foreach (long delayMs in new[] { LifetimeMs * 75 / 100, 250, 250, 30_000, Band.MinuteMs, 250, LifetimeMs * 75 / 100 })
        {
            await Bench.WaitsAsync(device, DeviceState.Online, delayMs);
        }

        Assert.Equal(1, Bench.Sessions.Count);
        Assert.Equal(1, Bench.Claims.Count);
    }

    [Fact]
    public async Task A_refresh_that_is_refused_beside_a_session_leads_to_one_claim_when_the_session_has_ended()
    {
        Bench.Refreshes.Otherwise = Answer.Status(401);
        SteppedDevice device = await Bench.OnlineAsync();
        await device.PassAsync(5 * Band.HourMs);
        Assert.Equal((1, 1, 1), (Bench.Refreshes.Count, Bench.Claims.Count, Bench.Sessions.Count));

        await Bench.Stub.Sessions.CloseAsync(CaseBench.DeviceId, 1001);
        await device.ReachAsync(DeviceState.Claiming);
        await device.PassAsync(5000);

        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal((1, 2), (Bench.Refreshes.Count, Bench.Claims.Count));
    }

    [Fact]
    public async Task Both_tokens_that_expired_in_months_off_cost_one_refresh_and_one_claim()
    {
        SteppedDevice device = await Bench.RestartedAsync(offHours: 90 * 24);

        await device.SettleAsync();

        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal([401], Statuses(Bench));
        Assert.Equal(2, Bench.Claims.Count);
    }

    [Fact]
    public async Task A_server_that_has_forgotten_its_key_costs_one_refresh_and_one_claim()
    {
        SteppedDevice device = await Bench.RestartedAsync();
        Bench.Sessions.Then(Answer.Status(403));
        Bench.Refreshes.Then(Answer.Own, Answer.Status(401));

        await device.SettleAsync();
        Assert.Equal(DeviceState.SessionWait, device.State);
        await device.PassAsync(Band.MinuteMs);

        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal((2, 2), (Bench.Refreshes.Count, Bench.Claims.Count));
    }

    private static IEnumerable<int?> Statuses(CaseBench bench) =>
        bench.Stub.Events.Recent.Where(next => next.Kind == StubEventKind.RefreshAnswered).Select(next => next.Status);
}
