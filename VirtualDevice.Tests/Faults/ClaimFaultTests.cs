using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.Faults;

/// <summary>A link that breaks while the device claims (contract, section 2.1, last row, and section 6).</summary>
public sealed class ClaimFaultTests
{
    private const int FirstBackoffMs = 1000;
    private const int ConnectDeadlineMs = 20_000;
    private const int AnswerDeadlineMs = 60_000;

    [Theory]
    [InlineData(LinkFault.StallDown, "outcome=timed-out waited_for=")]
    [InlineData(LinkFault.StallUp, "outcome=timed-out waited_for=")]
    [InlineData(LinkFault.Cut, "waited_for=handshake")]
    [InlineData(LinkFault.Reset, "waited_for=handshake")]
    public async Task A_fault_in_the_TLS_handshake_of_the_claim_is_transient_and_made_good(LinkFault kind, string outcome)
    {
        await using FaultBench bench = await FaultBench.StartAsync(LinkPhase.Handshake, kind);

        string line = await bench.NoticedAsync("warn  claim");

        Assert.Contains(outcome, line);

        // Where virtual time jumps before .NET has noticed its connection, it is that which was waited for.
        Assert.DoesNotContain("waited_for=answer", line);
        Assert.InRange(TimedDevice.Number(line, "in_ms"), 0, ConnectDeadlineMs);
        Assert.InRange(TimedDevice.Number(line, "retry_in_ms"), 250, FirstBackoffMs);
        await bench.RecoversAsync(claims: 2);
    }

    [Theory]
    [InlineData(LinkFault.StallDown, "outcome=timed-out waited_for=answer")]
    [InlineData(LinkFault.Cut, "waited_for=answer")]
    [InlineData(LinkFault.Reset, "waited_for=answer")]
    [InlineData(LinkFault.HalfCloseToDevice, "waited_for=answer")]
    public async Task A_fault_before_the_answer_to_the_claim_is_transient_and_made_good_with_one_more_claim(LinkFault kind, string outcome)
    {
        await using FaultBench bench = await FaultBench.StartAsync(LinkPhase.ClaimAnswer, kind);

        string line = await bench.NoticedAsync("warn  claim");

        Assert.Contains(outcome, line);
        Assert.InRange(TimedDevice.Number(line, "in_ms"), 0, AnswerDeadlineMs);
        Assert.InRange(TimedDevice.Number(line, "retry_in_ms"), 250, FirstBackoffMs);
        await bench.RecoversAsync(claims: 2);
    }
}
