namespace VirtualDevice.Tests.ClaimCases;

/// <summary>A refresh that is long under way: never a second one, and an end after its deadline (contract, section 3).</summary>
public sealed class RefreshFlightTests : CaseTests
{
    [Fact]
    public async Task While_a_refresh_is_under_way_there_is_no_second_one()
    {
        var release = new TaskCompletionSource();
        Bench.Refreshes.Then((context, next) => release.Task.ContinueWith(_ => next(context)).Unwrap());
        SteppedDevice device = await Bench.OnlineAsync();
        await device.PassAsync(30 * Band.MinuteMs);
        await BeginRefreshAsync(Bench, device);

        for (int ms = 0; ms < SteppedDevice.AnswerDeadlineMs - 1000; ms += 1000)
        {
            Bench.Time.Pass(1000);
            device.Step();
        }

        Assert.Equal(DeviceState.OnlineRefreshing, device.State);
        release.SetResult();
        await device.SettleAsync();

        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal((1, 1, 1), (Bench.Refreshes.Count, Bench.Refreshes.MostOpen, Bench.Sessions.Count));
    }

    [Fact]
    public async Task A_refresh_that_is_never_answered_is_given_up_after_60_s_and_the_session_stays()
    {
        Bench.Refreshes.Then(Answer.Never);
        SteppedDevice device = await Bench.OnlineAsync();
        device.Platform.Random.Draw = 1000;
        await BeginRefreshAsync(Bench, device);

        await device.PassDeadlineAsync();

        await Bench.WaitsAsync(device, DeviceState.Online, 1000);
        Assert.Equal((2, 1, 1), (Bench.Refreshes.Count, Bench.Claims.Count, Bench.Sessions.Count));
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
