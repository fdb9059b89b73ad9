using ServerStub.Configuration;
using VirtualDevice.Commands;
using VirtualDevice.Running;

namespace VirtualDevice.Tests.EndToEnd;

/// <summary>Many whole devices in one process.</summary>
public sealed class FleetTests : ProgramTests
{
    private const int Count = 20;
    [Fact]
    public async Task Twenty_devices_claim_each_for_itself_echo_leave_in_order_and_leave_nothing_running()
    {
        IReadOnlyList<RegisteredDevice> devices = FleetRoster.LoadOrCreate(Folder["fleet"], Count);
        await using Bench bench = await Bench.StartAsync(options => options with { Devices = devices });
        using Fleet fleet = FleetOf(devices, bench);

        await fleet.StartAsync(TestContext.Current.CancellationToken).Within();
        await fleet.AllEchoed.Within();
        Assert.Equal(0, await fleet.StopAsync().Within());

        FleetCounts counts = fleet.Count();
        Assert.Equal(new Dictionary<DeviceState, int> { [DeviceState.Stopped] = Count }, counts.States);
        Assert.Equal((Count, Count, Count, Count, Count), (counts.Echoed, counts.Attempts, counts.Claims, counts.Echoes, counts.Closes));
        await bench.WaitForAsync(StubEventKind.SessionClosed, _ => bench.Count(StubEventKind.SessionClosed) == Count);
        StubEvent[] closes = [.. bench.Stub.Events.Recent.Where(next => next.Kind == StubEventKind.SessionClosed)];
        Assert.Equal(Count, closes.Select(next => next.DeviceId).Distinct().Count());
        Assert.Equal([1000], closes.Select(next => next.CloseCode ?? 0).Distinct());
        Assert.Equal(0, bench.Stub.Sessions.Count);
        Assert.False(fleet.Faulted.IsCompleted);
    }

    [Fact]
    public async Task The_devices_of_a_fleet_share_neither_board_nor_MAC_address_nor_secret()
    {
        IReadOnlyList<RegisteredDevice> devices = FleetRoster.LoadOrCreate(Folder["fleet"], 3);
        await using Bench bench = await Bench.StartAsync(options => options with { Devices = devices });
        using Fleet fleet = FleetOf(devices, bench);

        await fleet.StartAsync(TestContext.Current.CancellationToken).Within();
        await fleet.AllEchoed.Within();
        await fleet.StopAsync().Within();

        string[] boards = [.. devices.Select(device => File.ReadAllText(Folder[$"fleet/{device.DeviceId}/board.json"]))];
        Assert.Equal(3, boards.Distinct().Count());
        Assert.Equal(3, devices.Select(device => Convert.ToHexString(device.Secret)).Distinct().Count());
        Assert.Equal(3, devices.Select(device => device.ChildId).Distinct().Count());
    }

    [Fact]
    public void A_roster_that_grows_keeps_the_devices_that_it_had()
    {
        string[] before = [.. FleetRoster.LoadOrCreate(Folder["fleet"], 2).Select(Everything)];
        string[] after = [.. FleetRoster.LoadOrCreate(Folder["fleet"], 4).Select(Everything)];

        Assert.Equal(before, after.Take(2));
        Assert.Equal(4, after.Distinct().Count());
    }

    [Fact]
    public async Task Once_with_a_count_ends_with_0_when_all_have_echoed_and_the_second_time_without_a_claim_and_says_nothing_private()
    {
        using DeviceProcess first = await RunAsync(0, "--once", "--count", "5");
        Assert.Contains("devices=5 echoed=5 Stopped=5 attempts=5 claims=5 echoes=5 closes=5", first.Output.All);

        using DeviceProcess second = await RunAsync(0, "--once", "--count", "5");
        Assert.Contains("devices=5 echoed=5 Stopped=5 attempts=5 claims=0 echoes=5 closes=5", second.Output.All);

        string output = first.Output.All + second.Output.All + first.Errors + second.Errors;
        Assert.Equal("", first.Errors + second.Errors);
        Assert.All(FleetRoster.LoadOrCreate(Folder[".teddy/fleet"], 5), device =>
        {
            Assert.DoesNotContain(Convert.ToHexStringLower(device.Secret), output);
            Assert.DoesNotContain(device.ChildId, output);
            Assert.DoesNotContain(device.DeviceId, output);
        });
    }

    [Fact]
    public async Task Ctrl_C_makes_a_fleet_leave_in_order_with_0()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT for one process.");
        using DeviceProcess process = Start("--count", "3");
        await process.Output.WaitForAsync("echoed=3");

        await process.InterruptAsync();

        Assert.Equal(0, await process.ExitCodeAsync());
        Assert.Contains("Stopped=3", process.Output.All);
        Assert.Equal("", process.Errors);
    }

    private Fleet FleetOf(IReadOnlyList<RegisteredDevice> devices, Bench bench)
    {
        NfConfig config = NfConfig.Load(new NfConfigSources { File = Folder["nf.config"] });
        return new Fleet(devices.Select(device => Provision(config, device)), bench.Link);
    }

    private string Provision(NfConfig config, RegisteredDevice device)
    {
        string board = Folder[$"fleet/{device.DeviceId}"];
        EmbeddedStub.CreateProvisioning(config, device).WriteIfNew(board);
        return board;
    }

    private static string Everything(RegisteredDevice device) => $"{device.DeviceId} {device.ChildId} {Convert.ToHexString(device.Secret)}";
}
