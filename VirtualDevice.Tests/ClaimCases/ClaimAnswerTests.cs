namespace VirtualDevice.Tests.ClaimCases;

/// <summary>Contract section 2.1, row by row: the first answer to a claim, the next state, and the delay to the millisecond.</summary>
public sealed class ClaimAnswerTests(SharedBench shared) : Xunit.IClassFixture<SharedBench>
{
    private static readonly AnswerRow[] s_rows = AnswerRow.Load("claim");

    public static IEnumerable<Xunit.TheoryDataRow<string>> Names => AnswerRow.Names(s_rows);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_first_answer_to_a_claim(string name)
    {
        AnswerRow row = s_rows.Single(row => row.Name == name);
        CaseBench bench = shared.Bench;

        await row.RunAsync(bench, DeviceState.ClaimWait, given =>
        {
            bench.Claims.Then(given);
            return Task.FromResult(bench.NewDevice());
        });

        int claimsEach = row.Delay == Band.None ? 1 : 2;
        Assert.Equal(claimsEach * row.Delay.Edges.Count(), bench.Claims.Count);
        Assert.Equal(bench.Claims.Count, bench.Claims.Values("nonce").Distinct().Count());
        Assert.Equal(0, bench.Refreshes.Count);
    }
}
