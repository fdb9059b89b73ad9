using System.Security.Cryptography;
using ServerStub.Events;
using TeddyFirmware;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.ClaimCases;

/// <summary>Contract section 2.1: the limits an hour and a day, to the millisecond, and that a restart does not lift them.</summary>
public sealed class ClaimLimitTests
{
    [Fact]
    public async Task A_wrong_secret_is_tried_after_15_30_60_and_120_minutes_and_a_sixth_time_only_a_day_after_the_first()
    {
        await using CaseBench bench = await CaseBench.StartAsync();
        SteppedDevice device = bench.NewDevice(secret: RandomNumberGenerator.GetBytes(32));

        foreach (int minutes in new[] { 15, 30, 60, 120, (24 * 60) - 225, 360 })
        {
            await bench.WaitsAsync(device, DeviceState.ClaimWait, minutes * Band.MinuteMs);
        }

        IEnumerable<int?> statuses = bench.Stub.Events.Recent.Where(next => next.Kind == StubEventKind.ClaimAnswered).Select(next => next.Status);
        Assert.All(statuses, status => Assert.Equal(401, status));
    }

    [Fact]
    public async Task The_eleventh_claim_of_an_hour_waits_until_the_first_is_an_hour_old()
    {
        await using CaseBench bench = await CaseBench.StartAsync();
        SteppedDevice device = await ClaimedTenTimesAsync(bench);

        await bench.WaitsAsync(device, DeviceState.ClaimWait, Band.HourMs - 9000);
    }

    [Fact]
    public async Task A_restart_after_ten_claims_waits_an_hour()
    {
        await using CaseBench bench = await CaseBench.StartAsync();
        SteppedDevice device = bench.Restart(await ClaimedTenTimesAsync(bench));

        await bench.WaitsAsync(device, DeviceState.ClaimWait, Band.HourMs);
    }

    [Fact]
    public async Task A_restart_after_one_claim_leaves_two_more_to_this_hour()
    {
        await using CaseBench bench = await CaseBench.StartAsync();
        bench.Claims.Otherwise = Answer.Status(503, "0");
        SteppedDevice first = bench.NewDevice();
        await first.SettleAsync();
        SteppedDevice device = bench.Restart(first);
        device.Platform.Random.Draw = 0;

        await bench.WaitsAsync(device, DeviceState.ClaimWait, 1000);
        await bench.WaitsAsync(device, DeviceState.ClaimWait, Band.HourMs - 1000);
    }

    [Fact]
    public async Task A_restart_does_not_shorten_the_day_of_a_wrong_secret()
    {
        await using CaseBench bench = await CaseBench.StartAsync();
        SteppedDevice device = bench.NewDevice(secret: RandomNumberGenerator.GetBytes(32));
        foreach (int minutes in new[] { 15, 30, 60, 120 })
        {
            await bench.WaitsAsync(device, DeviceState.ClaimWait, minutes * Band.MinuteMs);
        }

        await bench.WaitsAsync(bench.Restart(device, offHours: 1), DeviceState.ClaimWait, ((23 * 60) - 225) * Band.MinuteMs);
    }

    private static async Task<SteppedDevice> ClaimedTenTimesAsync(CaseBench bench)
    {
        bench.Claims.Otherwise = Answer.Status(503, "0");
        SteppedDevice device = bench.NewDevice();
        device.Platform.Random.Draw = 0;
        for (int i = 0; i < 9; i++)
        {
            await bench.WaitsAsync(device, DeviceState.ClaimWait, 1000);
        }

        return device;
    }
}
