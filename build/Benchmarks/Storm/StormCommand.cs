using System.Net;
using ServerStub.Configuration;
using ServerStub.Devices;
using VirtualDevice.Commands;
using VirtualDevice.Platform;
using VirtualDevice.Running;

namespace Benchmarks.Storm;

/// <summary>
/// Many whole devices lose their server at one moment and find it again, with less capacity than they are many. Over real TLS
/// on loopback, in real time: some four minutes.
/// </summary>
internal static class StormCommand
{
    private const int WarmUpDevices = 20;
    private static readonly TimeSpan s_serverWarmUp = TimeSpan.FromSeconds(5);

    // The core forgives what was before once a session has been open for 60 s (contract, section 6).
    private static readonly TimeSpan s_calm = TimeSpan.FromSeconds(65);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private static readonly Option<int> s_devices = new("--devices") { Description = "How many devices.", DefaultValueFactory = _ => 1000 };
    private static readonly Option<int> s_capacity = new("--capacity") { Description = "How many requests a second the server takes after its return.", DefaultValueFactory = _ => 50 };
    private static readonly Option<int> s_outage = new("--outage") { Description = "How long it is away, in seconds.", DefaultValueFactory = _ => 30 };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        s_devices.Between(1, 5000);
        s_capacity.Between(1, 100_000);
        s_outage.Between(6, 1800);
        var command = new Command("storm", "A thousand devices lose their server for 30 s: attempts a second, time to recover, memory of an idle device.")
        {
            s_devices, s_capacity, s_outage,
        };
        command.SetAction((parsed, stop) => RunAsync(
            parsed.GetValue(s_devices), parsed.GetValue(s_capacity), TimeSpan.FromSeconds(parsed.GetValue(s_outage)), stop));
        return command;
    }

    private static async Task<int> RunAsync(int devices, int capacity, TimeSpan outage, CancellationToken stop)
    {
        string folder = Directory.CreateTempSubdirectory("teddy-storm-").FullName;
        try
        {
            return await RunAsync(folder, devices, capacity, outage, stop);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> RunAsync(string folder, int devices, int capacity, TimeSpan outage, CancellationToken stop)
    {
        int port = StormServer.FreePort();
        IReadOnlyList<RegisteredDevice> roster = FleetRoster.LoadOrCreate(Path.Combine(folder, "fleet"), devices + WarmUpDevices);
        await using StormServer before = StormServer.Start(folder, roster.Count, port, capacity: 0);
        await before.ListenAsync();
        var link = new ServerLink(TlsTrust.FromPemFile(Path.Combine(folder, "stub", "ca.pem")), new IPEndPoint(IPAddress.Loopback, port));
        NfConfig config = DefaultConfig(folder);
        string[] boards = [.. roster.Select(device => Provision(config, folder, device))];
        await WarmUpAsync(boards[devices..], link, stop);

        DeviceMemory empty = DeviceMemory.Measure();
        var record = new StormRecord(devices);
        using var fleet = new Fleet(boards[..devices], link) { Transition = record.OnTransition };
        await fleet.StartAsync(stop);
        await fleet.AllEchoed.WaitAsync(s_patience, stop);
        Console.WriteLine($"{devices} devices have their session after {fleet.Count().Elapsed.TotalSeconds:F0} s; idle for {s_calm.TotalSeconds:F0} s");
        await Task.Delay(s_calm, stop);
        DeviceMemory memory = DeviceMemory.Measure().PerDevice(empty, devices);

        await LoseServerAsync(record, before, outage, () => StormServer.Start(folder, roster.Count, port, capacity), async () =>
        {
            Task all = record.WhenOnline(devices);
            await Task.WhenAny(all, Task.Delay(s_patience, stop));
        }, stop);
        int code = StormReport.Print(record, memory, devices, capacity);
        await fleet.StopAsync();
        return code;
    }

    private static async Task LoseServerAsync(
        StormRecord record, StormServer before, TimeSpan outage, Func<StormServer> start, Func<Task> recover, CancellationToken stop)
    {
        Task allLost = record.WhenOnline(0);
        record.Begin();
        await before.KillAsync();
        await allLost.WaitAsync(outage, stop);
        await Task.Delay(outage - s_serverWarmUp - TimeSpan.FromSeconds(record.Now), stop);
        await using StormServer after = start();
        await Task.Delay(outage - TimeSpan.FromSeconds(record.Now), stop);
        await after.ListenAsync();
        record.Return();
        await recover();
        record.End();
    }

    // What is loaded and compiled once is not a device's.
    private static async Task WarmUpAsync(string[] boards, ServerLink link, CancellationToken stop)
    {
        using var fleet = new Fleet(boards, link);
        await fleet.StartAsync(stop);
        await fleet.AllEchoed.WaitAsync(s_patience, stop);
        await fleet.StopAsync();
    }

    // Whatever nf.config says where the benchmark is started.
    private static NfConfig DefaultConfig(string folder)
    {
        string file = Path.Combine(folder, NfConfigSources.FileName);
        File.WriteAllText(file, "<configuration><appSettings></appSettings></configuration>");
        return NfConfig.Load(new NfConfigSources { File = file, Environment = new Dictionary<string, string>() });
    }

    private static string Provision(NfConfig config, string folder, RegisteredDevice device)
    {
        string board = Path.Combine(folder, "fleet", device.DeviceId);
        EmbeddedStub.CreateProvisioning(config, device).WriteIfNew(board);
        return board;
    }
}
