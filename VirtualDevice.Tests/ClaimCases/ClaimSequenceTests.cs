namespace VirtualDevice.Tests.ClaimCases;

/// <summary>Contract section 2.1, where more than one answer matters: paces that grow, and the nonce.</summary>
public sealed class ClaimSequenceTests : CaseTests
{
    [Fact]
    public async Task A_device_that_is_not_registered_asks_after_1_2_4_8_and_then_every_15_minutes()
    {
        SteppedDevice device = Bench.NewDevice(new RegisteredDevice("Teddy-unknown-1", "child1", new byte[32]));

        await Bench.WaitsMinutesAsync(device, DeviceState.ClaimWait, 1, 2, 4, 8, 15, 15, 15);

        Assert.All(Statuses(Bench), status => Assert.Equal(404, status));
    }

    [Fact]
    public async Task A_disabled_device_asks_after_5_and_10_minutes_and_comes_online_once_it_is_enabled()
    {
        Bench.Stub.Registry.SetEnabled(CaseBench.DeviceId, false);
        SteppedDevice device = Bench.NewDevice();
        await Bench.WaitsAsync(device, DeviceState.ClaimWait, 5 * Band.MinuteMs);
        await Bench.WaitsAsync(device, DeviceState.ClaimWait, 10 * Band.MinuteMs);

        Bench.Stub.Registry.SetEnabled(CaseBench.DeviceId, true);
        await Bench.WaitsAsync(device, DeviceState.ClaimWait, 20 * Band.MinuteMs);

        Assert.Equal(DeviceState.Online, device.State);
    }

    [Fact]
    public async Task A_pace_that_grew_begins_anew_after_another_answer()
    {
        Bench.Claims.Then(Answer.Status(404), Answer.Status(404), Answer.Status(403), Answer.Status(404));
        SteppedDevice device = Bench.NewDevice();

        await Bench.WaitsMinutesAsync(device, DeviceState.ClaimWait, 1, 2, 5, 1);

        Assert.Equal(DeviceState.Online, device.State);
    }

    [Fact]
    public async Task Faults_that_last_back_off_with_a_ceiling_that_doubles_up_to_a_minute()
    {
        foreach (Func<Band, uint> draw in new Func<Band, uint>[] { _ => 0, band => band.Width, band => band.Width + 1 })
        {
            Bench.Claims.Otherwise = Answer.Status(500);
            SteppedDevice device = Bench.NewDevice();
            device.Platform.Random.Draw = draw(Band.Backoff(0));
            await device.SettleAsync();
            for (int n = 0; n < 9; n++)
            {
                // The draw of the next wait, which begins when this one has ended.
                device.Platform.Random.Draw = draw(Band.Backoff(n + 1));
                Band band = Band.Backoff(n);
                long backoffMs = draw(band) == band.Width ? band.MostMs : band.LeastMs;

                // The last three claims are kept apart by 34 to 60 s (ClaimPace).
                long apartMs = n < 6 ? 0 : 34_000 + (draw(band) % 26_001);
                await Bench.WaitsAsync(device, DeviceState.ClaimWait, Math.Max(backoffMs, apartMs));
            }
        }
    }

    [Fact]
    public async Task A_used_nonce_is_followed_at_once_by_a_fresh_one_and_then_by_backoff()
    {
        Bench.Claims.Then(Enumerable.Repeat(Answer.Status(409), 4));
        SteppedDevice device = Bench.NewDevice();
        device.Platform.Random.Draw = 0;
        await device.SettleAsync();
        Assert.Equal(2, Bench.Claims.Count);

        await Bench.WaitsAsync(device, DeviceState.ClaimWait, 250);
        await Bench.WaitsAsync(device, DeviceState.ClaimWait, 250);

        // The fourth 409 was the last: the wait after it ends with a claim that is accepted.
        await Bench.WaitsAsync(device, DeviceState.ClaimWait, 250);
        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal(5, Bench.Claims.Values("nonce").Distinct().Count());
        Assert.Equal(5, Bench.Claims.Values("hmac_hex").Distinct().Count());
    }

    [Fact]
    public async Task A_used_nonce_that_asks_for_patience_is_still_followed_at_once_by_a_fresh_one()
    {
        Bench.Claims.Then(Answer.Status(409, "60"));
        SteppedDevice device = Bench.NewDevice();

        await device.SettleAsync();

        Assert.Equal(DeviceState.Online, device.State);
    }

    [Fact]
    public async Task A_claim_that_worked_but_whose_answer_was_lost_is_made_good_by_the_next()
    {
        Bench.Claims.Then(Answer.Lost);
        SteppedDevice device = Bench.NewDevice();
        device.Platform.Random.Draw = 1000;

        await Bench.WaitsAsync(device, DeviceState.ClaimWait, 1000);

        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal([200, 200], Statuses(Bench));
        Assert.Equal(2, Bench.Claims.Values("nonce").Distinct().Count());
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_and_which_a_proxy_repeats_gets_409_and_succeeds_with_a_fresh_nonce()
    {
        Bench.Claims.Then(Answer.LostAndRepeatedByAProxy);
        SteppedDevice device = Bench.NewDevice();

        await device.SettleAsync();

        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal([200, 409, 200], Statuses(Bench));
        Assert.Equal(2, Bench.Claims.Values("nonce").Distinct().Count());
    }

    private static IEnumerable<int?> Statuses(CaseBench bench) =>
        bench.Stub.Events.Recent.Where(next => next.Kind == StubEventKind.ClaimAnswered).Select(next => next.Status);
}
