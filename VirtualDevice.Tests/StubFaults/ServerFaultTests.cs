namespace VirtualDevice.Tests.StubFaults;

/// <summary>Faults of the server as a whole: its drain, its registry, its certificate.</summary>
public sealed class ServerFaultTests : FaultTests
{
    [Fact]
    public async Task A_drain_sends_the_device_away_and_its_end_brings_it_back()
    {
        await using BenchDevice device = await OnlineAsync();

        await PlanAsync(new { at = "server", @do = "drain", retry_after_seconds = 1 });
        Assert.Equal(1001, (await Bench.WaitForAsync(StubEventKind.SessionClosed)).CloseCode);
        Assert.Equal(503, (await Bench.WaitForAsync(StubEventKind.UpgradeRefused)).Status);
        await PlanAsync(new { at = "server", @do = "resume" });
        await SecondSessionAsync();

        Assert.Equal(1, Count(StubEventKind.ClaimAnswered));
    }

    [Fact]
    public async Task A_restart_costs_no_claim()
    {
        await using BenchDevice device = await OnlineAsync();
        await RunAsync("restart");

        await SecondSessionAsync();

        Assert.Equal((1, 1), (Count(StubEventKind.ClaimAnswered), Count(StubEventKind.UpgradeRefused)));
    }

    [Fact]
    public async Task A_disabled_device_is_refused()
    {
        await PlanAsync(new { at = "device", @do = "disable", device = Bench.DeviceId });
        await using BenchDevice device = StartDevice();

        Assert.Contains("status=403", await device.Log.WaitForAsync("error claim"));
    }

    [Theory]
    [InlineData("wrong_host"), InlineData("expired"), InlineData("not_yet_valid"), InlineData("foreign")]
    public async Task A_bad_certificate_is_refused_before_anything_is_said(string kind)
    {
        JsonElement planned = await PlanAsync(new { at = "tls", @do = kind });
        var port = new IPEndPoint(IPAddress.Loopback, planned.GetProperty("port").GetInt32());

        await using BenchDevice device = Bench.Start(link: new ServerLink(Bench.Trust, port));

        Assert.Equal(kind, (await Bench.WaitForAsync(StubEventKind.TlsRefused)).Note);
        await device.StopAsync();
        Assert.Equal((0, 0), (Count(StubEventKind.TlsAccepted), Count(StubEventKind.ClaimAnswered)));
    }

    [Fact]
    public async Task The_ready_scenario_opens_four_ports_that_are_all_refused()
    {
        JsonElement planned = await RunAsync("bad-certificates");

        foreach (JsonElement fault in planned.GetProperty("faults").EnumerateArray())
        {
            int port = fault.GetProperty("port").GetInt32();
            await using BenchDevice device = Bench.Start("at-" + port, link: new ServerLink(Bench.Trust, new IPEndPoint(IPAddress.Loopback, port)));
            await Bench.WaitForAsync(StubEventKind.TlsRefused, next => next.Port == port);
        }

        Assert.Equal(0, Count(StubEventKind.TlsAccepted));
    }
}
