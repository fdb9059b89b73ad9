using System.Security.Cryptography;
using ServerStub.Events;
using TeddyFirmware;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.ClaimCases;

/// <summary>Contract section 2.1: the limits of claims and of wrong secrets, to the millisecond, and what a restart leaves of them.</summary>
public sealed class ClaimLimitTests
{
    private const int TenClaimsMs = (6 * 1000) + (3 * 34_000);

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
    public async Task The_eleventh_claim_waits_until_6_minutes_after_the_first_and_the_next_6_minutes_more()
    {
        await using CaseBench bench = await CaseBench.StartAsync();
        SteppedDevice device = await ClaimedTenTimesAsync(bench);

        await bench.WaitsAsync(device, DeviceState.ClaimWait, (6 * Band.MinuteMs) - TenClaimsMs);
        await bench.WaitsAsync(device, DeviceState.ClaimWait, 6 * Band.MinuteMs);
        await bench.WaitsAsync(device, DeviceState.ClaimWait, 6 * Band.MinuteMs);
    }

    [Fact]
    public async Task A_restart_after_ten_claims_claims_at_once_and_then_waits_6_minutes()
    {
        await using CaseBench bench = await CaseBench.StartAsync();
        SteppedDevice device = bench.Restart(await ClaimedTenTimesAsync(bench));

        await bench.WaitsAsync(device, DeviceState.ClaimWait, 6 * Band.MinuteMs);
        Assert.Equal(12, bench.Claims.Count);
    }

    [Fact]
    public async Task A_new_provisioning_file_begins_with_a_full_bucket()
    {
        await using CaseBench bench = await CaseBench.StartAsync();
        SteppedDevice first = await ClaimedTenTimesAsync(bench);
        Flashed.Provision(first.Folder, bench.Stub.Registry.Development, null);
        SteppedDevice device = bench.Restart(first);
        device.Platform.Random.Draw = 0;

        for (int i = 0; i < 6; i++)
        {
            await bench.WaitsAsync(device, DeviceState.ClaimWait, 1000);
        }
    }

    [Fact]
    public async Task A_restart_does_not_shorten_the_day_of_a_wrong_secret_but_leaves_one_claim()
    {
        await using CaseBench bench = await CaseBench.StartAsync();
        SteppedDevice device = bench.NewDevice(secret: RandomNumberGenerator.GetBytes(32));
        foreach (int minutes in new[] { 15, 30, 60, 120 })
        {
            await bench.WaitsAsync(device, DeviceState.ClaimWait, minutes * Band.MinuteMs);
        }

        await bench.WaitsAsync(bench.Restart(device, offHours: 1), DeviceState.ClaimWait, 23 * Band.HourMs);
        Assert.Equal(7, bench.Claims.Count);
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
