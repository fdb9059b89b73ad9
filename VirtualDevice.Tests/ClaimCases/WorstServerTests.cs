using ServerStub;
using TeddyFirmware.Storage;

namespace VirtualDevice.Tests.ClaimCases;

/// <summary>Whatever the server does for 36 hours: no more claims than contract section 2.1 allows, and at most 100 stored writes on any day (UTC).</summary>
public sealed class WorstServerTests : CaseTests
{
    private const int ClaimsAnHour = 10;
    private const int WritesADay = 100;
    private const int Hours = 36;

    [Fact]
    public async Task A_server_that_always_says_the_nonce_was_used()
    {
        Bench.Claims.Otherwise = Answer.Status(409);

        await RunAsync(Bench);
    }

    [Fact]
    public async Task A_server_that_is_never_ready_and_always_says_come_back_at_once()
    {
        Bench.Claims.Otherwise = Answer.Status(503, "0");

        await RunAsync(Bench);
    }

    [Fact]
    public async Task A_server_that_answers_each_claim_with_something_else()
    {
        ServerAnswer[] answers =
            [Answer.Status(500), Answer.Status(409), Answer.Dropped, Answer.Body("{}"), Answer.Status(409), Answer.Status(503, "1"), Answer.Lost];
        Bench.Claims.Otherwise = (context, next) => answers[Bench.Claims.Count % answers.Length](context, next);

        await RunAsync(Bench);
    }

    [Fact]
    public async Task A_server_that_takes_every_claim_and_refuses_every_refresh_and_every_session()
    {
        Bench.Refreshes.Otherwise = Answer.Status(401);
        Bench.Sessions.Otherwise = Answer.Status(403);

        await RunAsync(Bench, leastClaims: 3);
        Assert.True(Bench.Refreshes.Count <= Bench.Claims.Count, "More than one refresh for each claim.");
    }

    [Fact]
    public async Task A_server_whose_tokens_live_a_second_and_which_refuses_every_refresh_and_is_never_there_for_a_session()
    {
        Bench.Claims.Otherwise = Answer.Body("{\"access\":\"$A\",\"refresh\":\"$R\",\"expires_in\":1}");
        Bench.Refreshes.Otherwise = Answer.Status(401);
        Bench.Sessions.Otherwise = Answer.Status(500);

        await RunAsync(Bench);
        Assert.True(Bench.Refreshes.Count <= Bench.Claims.Count, "More than one refresh for each claim.");
    }

    [Fact]
    public async Task A_server_whose_tokens_live_a_second_and_whose_refresh_token_changes_each_time()
    {
        await using CaseBench bench = await CaseBench.StartAsync(options => options with { RotateRefresh = true, AccessLifetimeSeconds = 1 });

        // Nothing is claimed here; a refresh every 5 s is what would wear the flash out.
        SteppedDevice device = bench.NewDevice();
        await device.PassAsync(20 * Band.MinuteMs);

        // Once the day's writes are used up, the next refresh waits for the session's end: what it brings would have to be stored.
        Assert.Equal((DeviceState.Online, 1, 1), (device.State, bench.Claims.Count, bench.Sessions.Count));
        Assert.InRange(bench.Refreshes.Count, WriteBudget.ByTokens - 1, WriteBudget.ByTokens);
        Assert.InRange(device.Platform.Flash.WritesAt.Count, WriteBudget.ByTokens, WritesADay);

        bench.Refreshes.Clear();
        SteppedDevice restarted = bench.Restart(device);
        await restarted.SettleAsync();
        Assert.Equal((DeviceState.Online, 1, 1), (restarted.State, bench.Refreshes.Count, bench.Claims.Count));
    }

    [Fact]
    public async Task A_device_that_is_switched_off_and_on_every_7_minutes_at_a_server_that_is_never_ready()
    {
        Bench.Claims.Otherwise = Answer.Status(503, "1");
        var writes = new List<DateTimeOffset>();
        SteppedDevice device = Bench.NewDevice();
        for (int minutes = 0; minutes < Hours * 60; minutes += 7)
        {
            await device.PassAsync(7 * Band.MinuteMs);
            writes.AddRange(device.Platform.Flash.WritesAt);
            device = Bench.Restart(device);
        }

        AssertLimits(Bench, writes, leastClaims: Hours, minutesOn: 7);
    }

    private static async Task RunAsync(CaseBench bench, int leastClaims = Hours * (ClaimsAnHour - 1))
    {
        SteppedDevice device = bench.NewDevice();

        // The first moment of the next hour is not of this one.
        await device.PassAsync((Hours * Band.HourMs) - 1);
        AssertLimits(bench, device.Platform.Flash.WritesAt, leastClaims);
    }

    // A device that gives up keeps every limit too: so it has to have claimed.
    private static void AssertLimits(CaseBench bench, IReadOnlyList<DateTimeOffset> writesAt, int leastClaims, int minutesOn = 0)
    {
        Assert.InRange(bench.Claims.Count, leastClaims, int.MaxValue);
        var watch = new ClaimWatch();
        double startMs = bench.Claims.At[0].ToUnixTimeMilliseconds();
        int powerOns = 0;
        foreach (DateTimeOffset at in bench.Claims.At)
        {
            double ms = at.ToUnixTimeMilliseconds() - startMs;
            for (; minutesOn > 0 && powerOns < (int)(ms / (minutesOn * Band.MinuteMs)); powerOns++)
            {
                watch.OnPowerOn();
            }

            watch.OnClaim((long)ms);
        }

        Assert.Equal(bench.Claims.Count, bench.Claims.Values("nonce").Distinct().Count());
        Assert.All(writesAt.GroupBy(at => at.Date), day => Assert.InRange(day.Count(), 1, WritesADay));
    }
}
