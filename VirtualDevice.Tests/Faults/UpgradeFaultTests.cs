using ServerStub.Events;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.Faults;

/// <summary>A link that breaks while the session is being opened.</summary>
public sealed class UpgradeFaultTests
{
    private const int FirstBackoffMs = 1000;

    [Theory]
    [InlineData(LinkFault.StallDown, "reason=timed-out")]
    [InlineData(LinkFault.Cut, "reason=unreachable")]
    [InlineData(LinkFault.Reset, "reason=unreachable")]
    [InlineData(LinkFault.HalfCloseToDevice, "reason=unreachable")]
    public async Task A_fault_before_the_answer_to_the_upgrade_is_transient_and_made_good_without_a_claim(LinkFault kind, string reason)
    {
        await using FaultBench bench = await FaultBench.StartAsync(LinkPhase.Upgrade, kind);

        string line = await bench.NoticedAsync("session  refused");

        Assert.Contains(reason, line);
        Assert.InRange(TimedDevice.Number(line, "retry_in_ms"), 250, FirstBackoffMs);
        await bench.RecoversAsync(claims: 1);
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
