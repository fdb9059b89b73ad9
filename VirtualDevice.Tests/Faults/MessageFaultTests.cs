using TeddyFirmware.Session;

namespace VirtualDevice.Tests.Faults;

/// <summary>What becomes of texts while links break: in order, never twice, and none that waited is lost.</summary>
public sealed class MessageFaultTests
{
    [Fact]
    public async Task Texts_that_were_queued_without_a_session_arrive_once_and_in_order_in_the_next()
    {
        await using FaultBench bench = await FaultBench.StartAsync(LinkPhase.Session, LinkFault.Reset);
        await bench.NoticedAsync("closed code=1006");
        await bench.Device.RestInAsync(DeviceState.SessionWait);
        long before = bench.Bench.Stub.Events.Recent[^1].Number;

        for (int length = 1; length <= SendQueue.MaxMessages - 1; length++)
        {
            Assert.Equal(SendResult.Queued, bench.Device.Send(new string('q', length)));
        }

        await bench.RecoversAsync(claims: 1);
        Assert.Equal(Enumerable.Range(1, SendQueue.MaxMessages - 1), Received(bench, before).Where(bytes => bytes < SendQueue.MaxMessages));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Over_a_link_that_is_cut_again_and_again_no_text_arrives_twice_or_out_of_order(bool isReset)
    {
        const int Texts = 60;
        const int FirstLength = 200;
        await using FaultBench bench = await FaultBench.StartAsync();
        await bench.Device.UntilAsync("session  echo");

        int sent = 0;
        while (sent < Texts)
        {
            bench.Proxy.Last.CutAfter(900 + (sent * 7), isReset);
            while (sent < Texts && bench.Device.Send(new string('t', FirstLength + sent)) == SendResult.Queued)
            {
                sent++;
            }

            await bench.Device.UntilAsync("session  open");
        }

        await bench.Device.EchoAsync("the last");
        int[] received = [.. Received(bench, 0).Where(bytes => bytes >= FirstLength)];
        Assert.Equal(received.Order().Distinct(), received);
        Assert.NotEmpty(received);
    }

    private static IEnumerable<int> Received(FaultBench bench, long after) => bench.Bench.Stub.Events.Recent
        .Where(next => next.Number > after && next.Kind == StubEventKind.TextReceived)
        .Select(next => next.Bytes!.Value);
}
