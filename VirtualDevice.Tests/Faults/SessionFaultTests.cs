namespace VirtualDevice.Tests.Faults;

/// <summary>A link that breaks under an open session (contract, section 4, "no close frame, reset, silence").</summary>
public sealed class SessionFaultTests
{
    private const int NoticedWithinMs = 45_000;
    private const int FirstDelayMs = 5_000;

    [Theory]
    [InlineData(LinkFault.StallDown), InlineData(LinkFault.StallUp)]
    public async Task A_half_open_link_is_noticed_within_45_s_and_the_next_attempt_comes_within_5_s(LinkFault kind)
    {
        await using FaultBench bench = await FaultBench.StartAsync(LinkPhase.Session, kind);
        long brokenMs = bench.Device.Time.ElapsedMs;

        string line = await bench.NoticedAsync("closed code=1006");

        long noticedMs = bench.Device.Time.ElapsedMs;
        Assert.InRange(noticedMs - brokenMs, 20_000, NoticedWithinMs);
        Assert.InRange(SteppedDevice.Number(line, "retry_in_ms"), 0, FirstDelayMs);
        await bench.RecoversAsync(claims: 1);
        Assert.InRange(bench.Device.Time.ElapsedMs - noticedMs, 0, FirstDelayMs);
    }

    [Theory]
    [InlineData(LinkFault.Cut), InlineData(LinkFault.Reset)]
    [InlineData(LinkFault.HalfCloseToDevice)]
    [InlineData(LinkFault.HalfCloseToServer)]
    public async Task A_link_that_ends_is_noticed_at_once_and_the_next_attempt_comes_within_5_s(LinkFault kind)
    {
        await using FaultBench bench = await FaultBench.StartAsync(LinkPhase.Session, kind);
        long brokenMs = bench.Device.Time.ElapsedMs;
        bench.Device.Send("over the edge");

        string line = await bench.NoticedAsync("closed code=1006");

        Assert.Equal(brokenMs, bench.Device.Time.ElapsedMs);
        Assert.InRange(SteppedDevice.Number(line, "retry_in_ms"), 0, FirstDelayMs);
        await bench.RecoversAsync(claims: 1);
    }
}
