namespace VirtualDevice.Tests.ClaimCases;

/// <summary>
/// Contract section 3, row by row: a device is switched on with an expired access token, and this is the first answer to
/// its refresh.
/// </summary>
public sealed class RefreshAnswerTests(SharedBench shared) : Xunit.IClassFixture<SharedBench>
{
    private static readonly AnswerRow[] s_rows = AnswerRow.Load("refresh");

    public static IEnumerable<Xunit.TheoryDataRow<string>> Names => AnswerRow.Names(s_rows);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_first_answer_to_a_refresh(string name)
    {
        AnswerRow row = s_rows.Single(row => row.Name == name);
        CaseBench bench = shared.Bench;

        await row.RunAsync(bench, DeviceState.RefreshWait, async given =>
        {
            SteppedDevice device = await bench.RestartedAsync();
            bench.Refreshes.Then(given);
            return device;
        });

        // The one claim of each device is that of its first life: no answer of these leads to another.
        int boards = row.Delay.Edges.Count();
        Assert.Equal(boards, bench.Claims.Count);
        Assert.Equal((row.Delay == Band.None ? 1 : 2) * boards, bench.Refreshes.Count);
    }

    [Theory]
    [InlineData(401), InlineData(400), InlineData(422)]
    public async Task A_refresh_token_that_is_refused_leads_to_one_claim_at_once(int status)
    {
        CaseBench bench = shared.Bench;
        bench.Clear();
        SteppedDevice device = await bench.RestartedAsync();
        bench.Refreshes.Then(Answer.Status(status, "600"));

        await device.SettleAsync();

        Assert.Equal(DeviceState.Online, device.State);
        Assert.Equal(1, bench.Refreshes.Count);
        Assert.Equal(2, bench.Claims.Count);
    }

    [Fact]
    public async Task The_slow_pace_of_a_refresh_grows_from_5_minutes_to_an_hour()
    {
        CaseBench bench = shared.Bench;
        bench.Clear();
        SteppedDevice device = await bench.RestartedAsync();
        bench.Refreshes.Otherwise = Answer.Status(403);

        await bench.WaitsMinutesAsync(device, DeviceState.RefreshWait, 5, 10, 20, 40, 60, 60);

        Assert.Equal(1, bench.Claims.Count);
    }
}
