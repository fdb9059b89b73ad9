using TeddyFirmware;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.ClaimCases;

/// <summary>A refresh that is long under way: never a second one, and an end after its deadline (contract, section 3).</summary>
public sealed class RefreshFlightTests
{
    [Fact]
    public async Task While_a_refresh_is_under_way_there_is_no_second_one()
    {
        var release = new TaskCompletionSource();
        await using CaseBench bench = await CaseBench.StartAsync();
        bench.Refreshes.Then((context, next) => release.Task.ContinueWith(_ => next(context)).Unwrap());
        SteppedDevice device = await bench.OnlineAsync();
        await device.PassAsync(30 * Band.MinuteMs);
        await BeginRefreshAsync(bench, device);

        for (int ms = 0; ms < SteppedDevice.AnswerDeadlineMs - 1000; ms += 1000)
        {
            bench.Time.Pass(1000);
            device.Step();
        }

        Assert.Equal(DeviceState.OnlineRefreshing, device.State);
        release.SetResult();
        await device.SettleAsync();

        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal((1, 1, 1), (bench.Refreshes.Count, bench.Refreshes.MostOpen, bench.Sessions.Count));
    }

    [Fact]
    public async Task A_refresh_that_is_never_answered_is_given_up_after_60_s_and_the_session_stays()
    {
        await using CaseBench bench = await CaseBench.StartAsync();
        bench.Refreshes.Then(Answer.Never);
        SteppedDevice device = await bench.OnlineAsync();
        device.Platform.Random.Draw = 1000;
        await BeginRefreshAsync(bench, device);

        await device.PassDeadlineAsync();

        await bench.WaitsAsync(device, DeviceState.Online, 1000);
        Assert.Equal((2, 1, 1), (bench.Refreshes.Count, bench.Claims.Count, bench.Sessions.Count));
    }

    private static async Task BeginRefreshAsync(CaseBench bench, SteppedDevice device)
    {
        while (device.State == DeviceState.Online)
        {
            bench.Time.Pass(1000);
            device.Step();
        }

        await bench.Refreshes.ArrivedAsync();
    }
}
