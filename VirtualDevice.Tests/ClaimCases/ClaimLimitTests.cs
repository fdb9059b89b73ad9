using System.Security.Cryptography;

namespace VirtualDevice.Tests.ClaimCases;

/// <summary>Contract section 2.1: the limits of claims and of wrong secrets, to the millisecond, and what a restart leaves of them.</summary>
public sealed class ClaimLimitTests : CaseTests
{
    private const int TenClaimsMs = (6 * 1000) + (3 * 34_000);

    [Fact]
    public async Task A_wrong_secret_is_tried_after_15_30_60_and_120_minutes_and_a_sixth_time_only_a_day_after_the_first()
    {
        SteppedDevice device = Bench.NewDevice(secret: RandomNumberGenerator.GetBytes(32));

        await Bench.WaitsMinutesAsync(device, DeviceState.ClaimWait, 15, 30, 60, 120, (24 * 60) - 225, 360);

        IEnumerable<int?> statuses = Bench.Stub.Events.Recent.Where(next => next.Kind == StubEventKind.ClaimAnswered).Select(next => next.Status);
        Assert.All(statuses, status => Assert.Equal(401, status));
    }

    [Fact]
    public async Task The_eleventh_claim_waits_until_6_minutes_after_the_first_and_the_next_6_minutes_more()
    {
        SteppedDevice device = await ClaimedTenTimesAsync(Bench);

        await Bench.WaitsAsync(device, DeviceState.ClaimWait, (6 * Band.MinuteMs) - TenClaimsMs);
        await Bench.WaitsAsync(device, DeviceState.ClaimWait, 6 * Band.MinuteMs);
        await Bench.WaitsAsync(device, DeviceState.ClaimWait, 6 * Band.MinuteMs);
    }

    [Fact]
    public async Task A_restart_after_ten_claims_claims_at_once_and_then_waits_6_minutes()
    {
        SteppedDevice device = Bench.Restart(await ClaimedTenTimesAsync(Bench));

        await Bench.WaitsAsync(device, DeviceState.ClaimWait, 6 * Band.MinuteMs);
        Assert.Equal(12, Bench.Claims.Count);
    }

    [Fact]
    public async Task A_new_provisioning_file_begins_with_a_full_bucket()
    {
        SteppedDevice first = await ClaimedTenTimesAsync(Bench);
        Flashed.Provision(first.Folder, Bench.Stub.Registry.Development, null);
        SteppedDevice device = Bench.Restart(first);
        device.Platform.Random.Draw = 0;

        for (int i = 0; i < 6; i++)
        {
            await Bench.WaitsAsync(device, DeviceState.ClaimWait, 1000);
        }
    }

    [Fact]
    public async Task A_restart_does_not_shorten_the_day_of_a_wrong_secret_but_leaves_one_claim()
    {
        SteppedDevice device = Bench.NewDevice(secret: RandomNumberGenerator.GetBytes(32));
        await Bench.WaitsMinutesAsync(device, DeviceState.ClaimWait, 15, 30, 60, 120);

        await Bench.WaitsAsync(Bench.Restart(device, offHours: 1), DeviceState.ClaimWait, 23 * Band.HourMs);
        Assert.Equal(7, Bench.Claims.Count);
    }

    private static async Task<SteppedDevice> ClaimedTenTimesAsync(CaseBench bench)
    {
        bench.Claims.Otherwise = Answer.Status(503, "0");
        SteppedDevice device = bench.NewDevice();
        device.Platform.Random.Draw = 0;
        for (int i = 0; i < 9; i++)
        {
            await bench.WaitsAsync(device, DeviceState.ClaimWait, i < 6 ? 1000 : 34_000);
        }

        return device;
    }
}
