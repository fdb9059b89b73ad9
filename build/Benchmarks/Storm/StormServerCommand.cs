using ServerStub;
using VirtualDevice.Running;

namespace Benchmarks.Storm;

/// <summary>The server of the storm, in a process of its own: it can be killed like one, and its memory is not the devices'.</summary>
internal static class StormServerCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "storm-server";

    /// <summary>What it reads before it listens.</summary>
    public const string Go = "go";

    /// <summary>What it writes when it listens.</summary>
    public const string Listening = "listening";

    private static readonly Option<string> s_folder = new("--folder") { Required = true };
    private static readonly Option<int> s_devices = new("--devices") { Required = true };
    private static readonly Option<int> s_port = new("--port") { Required = true };
    private static readonly Option<int> s_capacity = new("--capacity") { Required = true };

    /// <summary>Makes the command. Nobody types it: <see cref="StormServer"/> does.</summary>
    public static Command Create()
    {
        var command = new Command(Name, "The storm's server; started by the storm.") { s_folder, s_devices, s_port, s_capacity };
        command.Hidden = true;
        command.SetAction(RunAsync);
        return command;
    }

    /// <summary>The arguments of one server.</summary>
    public static string[] Arguments(string folder, int devices, int port, int capacity) =>
        [Name, s_folder.Name, folder, s_devices.Name, $"{devices}", s_port.Name, $"{port}", s_capacity.Name, $"{capacity}"];

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        string folder = parsed.GetRequiredValue(s_folder);
        var admission = new Admission(parsed.GetRequiredValue(s_capacity));
        var options = new StubOptions
        {
            DataFolder = Path.Combine(folder, "stub"),
            Port = parsed.GetRequiredValue(s_port),
            Devices = FleetRoster.LoadOrCreate(Path.Combine(folder, "fleet"), parsed.GetRequiredValue(s_devices)),
            ClaimsPerMinute = 0,
            BeforeEndpoints = admission.Use,
        };
        if (await Console.In.ReadLineAsync(stop) != Go)
        {
            return 1;
        }

        await using StubServer server = await StubServer.StartAsync(options, stop);
        Console.WriteLine(Listening);

        // Until it is killed, or until the process that started it is gone.
        await Console.In.ReadLineAsync(stop);
        return 0;
    }
}
