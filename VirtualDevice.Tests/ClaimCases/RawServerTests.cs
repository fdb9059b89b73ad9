namespace VirtualDevice.Tests.ClaimCases;

/// <summary>Answers that the stub is too polite for: TLS is real, and what is in it is written byte by byte.</summary>
public sealed class RawServerTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private const string Good = "{\"access\":\"e30.e30.AA\",\"refresh\":\"e30.e30.AA\"}";

    private static readonly RawCase[] s_cases =
    [
        Transient("The end of the stream in place of an answer backs off", _ => Task.CompletedTask),
        Transient("A reset in place of an answer backs off", Reset("")),
        Transient("A reset in the middle of the status line backs off", Reset("HTTP/1.1 20")),
        Transient("A reset in the middle of the headers backs off", Reset(Head)),
        Transient("A reset in the middle of the body backs off", Reset(Head + "Content-Length: 100\r\n\r\n{\"access\"")),
        Transient("A body that ends before its length backs off, though the JSON in it is whole", Send(Head + "Content-Length: 100\r\n\r\n" + Good)),
        Transient("A chunked body without its last chunk backs off, though the JSON in it is whole",
            Send($"{Head}Transfer-Encoding: chunked\r\n\r\n{Good.Length:x}\r\n{Good}\r\n")),
        Transient("A chunk whose length is no number backs off", Send(Head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + Good)),
        Transient("A status line of another protocol backs off", Send("SSH-2.0-OpenSSH_9.6\r\n\r\n")),
        Transient("A status that is no number backs off", Send("HTTP/1.1 OK 200\r\n\r\n")),
        Transient("Headers without end back off", Send("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("X-Long: " + new string('x', 1000) + "\r\n", 20)))),
        new("A 401 whose body breaks off waits 15 minutes, because the status alone decides",
            Send("HTTP/1.1 401 No\r\nContent-Length: 100\r\n\r\nha"), DeviceState.ClaimWait, Band.Minutes(15)),
        new("A 503 whose body breaks off waits the seconds it names",
            Send("HTTP/1.1 503 Later\r\nRetry-After: 30\r\nContent-Length: 100\r\n\r\nha"), DeviceState.ClaimWait, Band.After(30)),
        new("A 422 with a body without end is misconfigured and waits 5 minutes",
            Send("HTTP/1.1 422 No\r\nConnection: close\r\n\r\n" + new string('x', 20_000)), DeviceState.Misconfigured, Band.Minutes(5)),
        Endless("A server that reads the claim and says nothing is given up after 60 s and backs off", _ => Task.CompletedTask),
        Endless("A server that stops in the middle of its status line is given up after 60 s", Send("HTTP/1.1 20")),
        Endless("A server that stops in the middle of a good body is given up after 60 s", Send(Head + "Content-Length: 100\r\n\r\n" + Good)),
    ];

    public static IEnumerable<Xunit.TheoryDataRow<string>> Names =>
        s_cases.Select(row => new Xunit.TheoryDataRow<string>(row.Name) { Label = row.Name });

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_a_server_does_to_a_claim(string name)
    {
        RawCase row = s_cases.Single(row => row.Name == name);
        foreach ((uint draw, long delayMs) in row.Delay.Edges)
        {
            await using var bench = new RawBench([async peer =>
            {
                await row.Script(peer);
                if (row.IsEndless)
                {
                    await peer.UntilEndAsync();
                }
            }]);
            SteppedDevice device = bench.NewDevice();
            device.Platform.Random.Draw = draw;
            await device.ReachAsync(DeviceState.Claiming);
            await bench.ArrivedAsync();
            if (row.IsEndless)
            {
                await bench.PassDeadlineAsync(device);
            }

            await device.WaitsAsync(row.Next, delayMs, () => bench.Requests);
            Assert.Equal(2, bench.Requests);
        }
    }

    [Fact]
    public async Task A_body_that_drips_a_byte_a_second_is_given_up_after_60_s_of_the_whole_answer()
    {
        using var second = new SemaphoreSlim(0);
        await using var bench = new RawBench([async peer =>
        {
            await peer.SendAsync(Head + "Content-Length: 100\r\n\r\n");
            foreach (char letter in Good.PadRight(100))
            {
                await second.WaitAsync(peer.Stop);
                await peer.SendAsync((byte)letter);
            }
        }]);
        SteppedDevice device = bench.NewDevice();
        device.Platform.Random.Draw = 0;
        await device.ReachAsync(DeviceState.Claiming);
        await bench.ArrivedAsync();
        for (int i = 0; i < 59; i++)
        {
            second.Release();
            bench.Time.Pass(1000);
            device.Step();
            Assert.Equal(DeviceState.Claiming, device.State);
        }

        bench.Time.Pass(1000);

        await device.WaitsAsync(DeviceState.ClaimWait, 250, () => bench.Requests);
    }

    private static Func<RawPeer, Task> Send(string text) => peer => peer.SendAsync(text);

    private static Func<RawPeer, Task> Reset(string after) => async peer =>
    {
        if (after.Length > 0)
        {
            await peer.SendAsync(after);
        }

        peer.Reset();
    };

    private static RawCase Transient(string name, Func<RawPeer, Task> script) => new(name, script, DeviceState.ClaimWait, Band.Backoff(0));

    private static RawCase Endless(string name, Func<RawPeer, Task> script) => Transient(name, script) with { IsEndless = true };
}
