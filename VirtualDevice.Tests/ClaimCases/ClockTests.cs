namespace VirtualDevice.Tests.ClaimCases;

/// <summary>A clock that is not set yet, is ten years wrong, or steps, against the stub's certificate of a year (contract, sections 3, 5 and 6).</summary>
public sealed class ClockTests : CaseTests
{
    private static readonly TimeSpan s_tenYears = TimeSpan.FromDays(3652);

    [Fact]
    public async Task Until_the_clock_is_set_nothing_is_sent()
    {
        SteppedDevice device = Bench.NewDevice();
        device.Platform.Clock.IsUtcSet = false;
        await device.PassAsync(Band.HourMs);
        Assert.Equal(DeviceState.Offline, device.State);
        Assert.Equal(0, Bench.Claims.Count);

        device.Platform.Clock.IsUtcSet = true;
        await device.SettleAsync();

        Assert.Equal(DeviceState.Online, device.State);
    }

    [Fact]
    public async Task Until_the_clock_is_set_stored_tokens_open_no_session()
    {
        SteppedDevice device = Bench.Restart(await Bench.OnlineAsync());
        device.Platform.Clock.IsUtcSet = false;
        await device.PassAsync(14 * Band.MinuteMs);
        Assert.Equal(DeviceState.Offline, device.State);
        Assert.Equal((1, 0, 1), (Bench.Claims.Count, Bench.Refreshes.Count, Bench.Sessions.Count));

        device.Platform.Clock.IsUtcSet = true;
        await device.SettleAsync();

        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal((1, 0, 2), (Bench.Claims.Count, Bench.Refreshes.Count, Bench.Sessions.Count));
    }

    [Fact]
    public async Task A_claimed_device_whose_clock_is_never_set_restarts_after_15_minutes()
    {
        SteppedDevice device = Bench.Restart(await Bench.OnlineAsync());
        device.Platform.Clock.IsUtcSet = false;

        await device.PassAsync(16 * Band.MinuteMs);

        Assert.Equal(DeviceState.Restarting, device.State);
        Assert.Equal((1, 0, 1), (Bench.Claims.Count, Bench.Refreshes.Count, Bench.Sessions.Count));
    }

    [Theory]
    [InlineData(1), InlineData(-1)]
    public async Task A_clock_ten_years_wrong_finds_no_server_to_claim_from_and_claims_once_it_is_right(int sign)
    {
        SteppedDevice device = Bench.NewDevice();
        device.Platform.Random.Draw = 0;
        Bench.Time.WallClockError = sign * s_tenYears;
        await device.SettleAsync();
        Assert.Equal(DeviceState.ClaimWait, device.State);
        Assert.Equal(0, Bench.Claims.Count);

        Bench.Time.WallClockError = TimeSpan.Zero;
        await Bench.WaitsAsync(device, DeviceState.ClaimWait, 250);

        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal(1, Bench.Claims.Count);
    }

    [Fact]
    public async Task A_start_with_a_clock_ten_years_ahead_tries_to_refresh_and_does_not_throw_its_tokens_away()
    {
        SteppedDevice first = await Bench.OnlineAsync();
        Bench.Time.WallClockError = s_tenYears;
        SteppedDevice device = Bench.Restart(first);
        device.Platform.Random.Draw = 0;
        await device.SettleAsync();
        Assert.Equal(DeviceState.RefreshWait, device.State);

        Bench.Time.WallClockError = TimeSpan.Zero;
        await Bench.WaitsAsync(device, DeviceState.RefreshWait, 250);

        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal((1, 1), (Bench.Claims.Count, Bench.Refreshes.Count));
    }

    [Fact]
    public async Task A_start_with_a_clock_ten_years_behind_keeps_its_tokens_and_opens_the_session_once_it_is_right()
    {
        SteppedDevice first = await Bench.OnlineAsync();
        Bench.Time.WallClockError = -s_tenYears;
        SteppedDevice device = Bench.Restart(first);
        await device.SettleAsync();
        Assert.Equal(DeviceState.SessionWait, device.State);

        Bench.Time.WallClockError = TimeSpan.Zero;
        await device.PassAsync(5000);

        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal((1, 0), (Bench.Claims.Count, Bench.Refreshes.Count));
    }

    [Theory]
    [InlineData(1), InlineData(-1)]
    public async Task A_clock_that_steps_ten_years_leaves_session_and_plan_and_its_failed_refresh_is_made_good(int sign)
    {
        SteppedDevice device = Bench.NewDevice();
        device.Platform.Random.Draw = 0;
        await device.PassAsync(30 * Band.MinuteMs);
        Bench.Time.WallClockError = sign * s_tenYears;

        // Due at 75 % of the hour, by a clock that does not step; its certificate is then out of date.
        await device.PassAsync(15 * Band.MinuteMs);
        Assert.Equal((DeviceState.Online, 0), (device.State, Bench.Refreshes.Count));
        Assert.Contains("refresh no answer outcome=tls-refused", device.Log.All);

        Bench.Time.WallClockError = TimeSpan.Zero;
        await Bench.WaitsAsync(device, DeviceState.Online, 250);

        Assert.Equal((1, 1, 1), (Bench.Claims.Count, Bench.Refreshes.Count, Bench.Sessions.Count));
    }
}
