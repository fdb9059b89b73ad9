using System.Net;
using System.Text.Json;
using ServerStub.Events;
using VirtualDevice.Platform;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.StubFaults;

/// <summary>Faults of the server as a whole: its drain, its registry, its certificate.</summary>
public sealed class ServerFaultTests
{
    [Fact]
    public async Task A_drain_sends_the_device_away_and_its_end_brings_it_back()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        await using BenchDevice device = await bench.StartOnlineDeviceAsync();

        await bench.PlanAsync(new { at = "server", @do = "drain", retry_after_seconds = 1 });
        Assert.Equal(1001, (await bench.Bench.WaitForAsync(StubEventKind.SessionClosed)).CloseCode);
        Assert.Equal(503, (await bench.Bench.WaitForAsync(StubEventKind.UpgradeRefused)).Status);
        await bench.PlanAsync(new { at = "server", @do = "resume" });
        await bench.SessionAsync(2);

        Assert.Equal(1, bench.Bench.Count(StubEventKind.ClaimAnswered));
    }

    [Fact]
    public async Task A_restart_costs_no_claim()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        await using BenchDevice device = await bench.StartOnlineDeviceAsync();
        await bench.RunAsync("restart");

        await bench.SessionAsync(2);

        Assert.Equal((1, 1), (bench.Bench.Count(StubEventKind.ClaimAnswered), bench.Bench.Count(StubEventKind.UpgradeRefused)));
    }

    [Fact]
    public async Task A_disabled_device_is_refused()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        await bench.PlanAsync(new { at = "device", @do = "disable", device = Bench.DeviceId });
        await using BenchDevice device = bench.StartDevice();

        Assert.Contains("status=403", await device.Log.WaitForAsync("error claim"));
    }

    [Theory]
    [InlineData("wrong_host")]
    [InlineData("expired")]
    [InlineData("not_yet_valid")]
    [InlineData("foreign")]
    public async Task A_bad_certificate_is_refused_before_anything_is_said(string kind)
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        JsonElement planned = await bench.PlanAsync(new { at = "tls", @do = kind });
        var port = new IPEndPoint(IPAddress.Loopback, planned.GetProperty("port").GetInt32());

        await using BenchDevice device = bench.Bench.Start(link: new ServerLink(bench.Bench.Trust, port));

        Assert.Equal(kind, (await bench.Bench.WaitForAsync(StubEventKind.TlsRefused)).Note);
        await device.StopAsync();
        Assert.Equal((0, 0), (bench.Bench.Count(StubEventKind.TlsAccepted), bench.Bench.Count(StubEventKind.ClaimAnswered)));
    }

    [Fact]
    public async Task The_ready_scenario_opens_four_ports_that_are_all_refused()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        JsonElement planned = await bench.RunAsync("bad-certificates");

        foreach (JsonElement fault in planned.GetProperty("faults").EnumerateArray())
        {
            int port = fault.GetProperty("port").GetInt32();
            await using BenchDevice device = bench.Bench.Start("at-" + port, link: new ServerLink(bench.Bench.Trust, new IPEndPoint(IPAddress.Loopback, port)));
            await bench.Bench.WaitForAsync(StubEventKind.TlsRefused, next => next.Port == port);
        }

        Assert.Equal(0, bench.Bench.Count(StubEventKind.TlsAccepted));
    }
}
