namespace VirtualDevice.Tests.Faults;

/// <summary>A link that breaks while the device claims, or opens its session (contract, section 2.1, last row, and section 6).</summary>
public sealed class OpeningFaultTests
{
    private const int ConnectDeadlineMs = 20_000;
    private const int AnswerDeadlineMs = 60_000;

    [Theory]
    [InlineData(LinkPhase.Handshake, LinkFault.StallDown, "outcome=timed-out waited_for=")]
    [InlineData(LinkPhase.Handshake, LinkFault.StallUp, "outcome=timed-out waited_for=")]
    [InlineData(LinkPhase.Handshake, LinkFault.Cut, "waited_for=handshake")]
    [InlineData(LinkPhase.Handshake, LinkFault.Reset, "waited_for=handshake")]
    [InlineData(LinkPhase.ClaimAnswer, LinkFault.StallDown, "outcome=timed-out waited_for=answer")]
    [InlineData(LinkPhase.ClaimAnswer, LinkFault.Cut, "waited_for=answer")]
    [InlineData(LinkPhase.ClaimAnswer, LinkFault.Reset, "waited_for=answer")]
    [InlineData(LinkPhase.ClaimAnswer, LinkFault.HalfCloseToDevice, "waited_for=answer")]
    [InlineData(LinkPhase.Upgrade, LinkFault.StallDown, "reason=timed-out")]
    [InlineData(LinkPhase.Upgrade, LinkFault.Cut, "reason=unreachable")]
    [InlineData(LinkPhase.Upgrade, LinkFault.Reset, "reason=unreachable")]
    [InlineData(LinkPhase.Upgrade, LinkFault.HalfCloseToDevice, "reason=unreachable")]
    public async Task A_fault_is_transient_and_made_good_with_one_more_attempt(LinkPhase phase, LinkFault kind, string says)
    {
        bool isUpgrade = phase == LinkPhase.Upgrade;
        await using FaultBench bench = await FaultBench.StartAsync(phase, kind);

        string line = await bench.NoticedAsync(isUpgrade ? "session  refused" : "warn  claim");

        Assert.Contains(says, line);
        Assert.InRange(SteppedDevice.Number(line, "retry_in_ms"), 250, 1000);
        if (!isUpgrade)
        {
            Assert.InRange(SteppedDevice.Number(line, "in_ms"), 0, phase == LinkPhase.Handshake ? ConnectDeadlineMs : AnswerDeadlineMs);

            // Where virtual time jumps before .NET has noticed its connection, it is that which was waited for.
            Assert.Equal(phase == LinkPhase.ClaimAnswer, line.Contains("waited_for=answer", StringComparison.Ordinal));
        }

        await bench.RecoversAsync(claims: isUpgrade ? 1 : 2);
    }

    [Fact]
    public async Task A_session_that_opened_while_its_answer_was_stalled_is_replaced_and_only_one_stays()
    {
        await using FaultBench bench = await FaultBench.StartAsync(LinkPhase.Upgrade, LinkFault.StallDown);
        await bench.NoticedAsync("session  refused");

        await bench.RecoversAsync(claims: 1);

        await bench.Bench.WaitForAsync(StubEventKind.SessionClosed);
        Assert.Equal(1, bench.Bench.Stub.Sessions.Count);
    }
}
