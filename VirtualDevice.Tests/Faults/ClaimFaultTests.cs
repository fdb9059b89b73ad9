using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.Faults;

/// <summary>A link that breaks while the device claims (contract, section 2.1, last row, and section 6).</summary>
public sealed class ClaimFaultTests
{
    private const int FirstBackoffMs = 1000;
    private const int DeadlineMs = 20_000;

    [Theory]
    [InlineData(LinkFault.StallDown, "outcome=timed-out")]
    [InlineData(LinkFault.StallUp, "outcome=timed-out")]
    [InlineData(LinkFault.Cut, "no answer")]
    [InlineData(LinkFault.Reset, "no answer")]
    public async Task A_fault_in_the_TLS_handshake_of_the_claim_is_transient_and_made_good(LinkFault kind, string outcome)
    {
        await using FaultBench bench = await FaultBench.StartAsync(LinkPhase.Handshake, kind);

        string line = await bench.NoticedAsync("warn  claim");

        Assert.Contains(outcome, line);
        Assert.InRange(TimedDevice.Number(line, "in_ms"), 0, DeadlineMs);
        Assert.InRange(TimedDevice.Number(line, "retry_in_ms"), 250, FirstBackoffMs);
        await bench.RecoversAsync(claims: 2);
    }

    [Theory]
    [InlineData(LinkFault.StallDown, "outcome=timed-out")]
    [InlineData(LinkFault.Cut, "no answer")]
    [InlineData(LinkFault.Reset, "no answer")]
    [InlineData(LinkFault.HalfCloseToDevice, "no answer")]
    public async Task A_fault_before_the_answer_to_the_claim_is_transient_and_made_good_with_one_more_claim(LinkFault kind, string outcome)
    {
        await using FaultBench bench = await FaultBench.StartAsync(LinkPhase.ClaimAnswer, kind);

        string line = await bench.NoticedAsync("warn  claim");

        Assert.Contains(outcome, line);
        Assert.InRange(TimedDevice.Number(line, "in_ms"), 0, DeadlineMs);
        Assert.InRange(TimedDevice.Number(line, "retry_in_ms"), 250, FirstBackoffMs);
        await bench.RecoversAsync(claims: 2);
    }
}
