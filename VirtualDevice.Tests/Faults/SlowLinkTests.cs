namespace VirtualDevice.Tests.Faults;

/// <summary>Links that are slow, or that cut everything into pieces, and still work.</summary>
public sealed class SlowLinkTests
{
    [Fact]
    public async Task A_second_of_delay_on_every_piece_in_each_direction_only_takes_its_time()
    {
        await using FaultBench bench = await FaultBench.StartAsync(LinkPhase.Handshake, LinkFault.Delay);

        string claim = await bench.CrawlUntilAsync("info  claim");
        string session = await bench.CrawlUntilAsync("session  open");

        // At least the two round trips of a TLS 1.3 handshake and a request.
        Assert.InRange(SteppedDevice.Number(claim, "in_ms"), 4000, 20_000);
        Assert.InRange(SteppedDevice.Number(session, "in_ms"), 4000, 20_000);
        bench.Proxy.Heal();
        await bench.Device.EchoAsync("after the fault");
        Assert.DoesNotContain("warn", bench.Device.Log.All);
    }

    [Fact]
    public async Task A_link_of_a_thousand_bytes_a_second_only_takes_its_time()
    {
        await using FaultBench bench = await FaultBench.StartAsync(LinkPhase.Handshake, LinkFault.Throttle);

        string claim = await bench.CrawlUntilAsync("info  claim");
        await bench.CrawlUntilAsync("session  open");

        Assert.InRange(SteppedDevice.Number(claim, "in_ms"), 2000, 20_000);
        bench.Proxy.Heal();
        await bench.Device.EchoAsync("after the fault");
        Assert.DoesNotContain("warn", bench.Device.Log.All);
    }

    [Fact]
    public async Task Single_bytes_change_nothing()
    {
        await using FaultBench bench = await FaultBench.StartAsync(LinkPhase.Handshake, LinkFault.SingleBytes);

        await bench.Device.UntilAsync("session  echo");
        await bench.Device.EchoAsync(new string('x', 8000));

        Assert.DoesNotContain("warn", bench.Device.Log.All);
        await bench.Device.EchoAsync("and another");
        Assert.Equal(1, bench.Bench.Count(StubEventKind.ClaimAnswered));
        Assert.Equal(1, bench.Bench.Count(StubEventKind.SessionOpened));
    }

    [Fact]
    public async Task A_delay_longer_than_the_deadline_of_a_claim_is_a_timeout_and_made_good()
    {
        await using FaultBench bench = await FaultBench.StartAsync(LinkPhase.ClaimAnswer, LinkFault.LongDelay);

        string line = await bench.NoticedAsync("warn  claim");

        Assert.Contains("outcome=timed-out waited_for=answer", line);
        Assert.Equal(60_000, SteppedDevice.Number(line, "in_ms"));
        await bench.RecoversAsync(claims: 2);
    }
}
