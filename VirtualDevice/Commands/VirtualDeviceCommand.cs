using System.CommandLine;
using System.CommandLine.Parsing;
using ServerStub.Hosting;
using VirtualDevice.Doctor;
using VirtualDevice.Screen;

namespace VirtualDevice.Commands;

/// <summary>The command line.</summary>
internal static class VirtualDeviceCommand
{
    private const string Description = """
        A TeddyFirmware device on this PC: it claims, opens its session, and talks.

        Without flags it brings its own server, on free loopback ports with real TLS, and keeps device and server in
        .teddy beside nf.config. Type a line to send it; /status shows its health; /quit, Ctrl-C or the end of the input leave.

        Examples:
          dotnet run --project VirtualDevice
          dotnet run --project VirtualDevice -- --once
          dotnet run --project VirtualDevice -- --count 100
          dotnet run --project VirtualDevice -- --server https://localhost:8443 --ca .teddy/stub/ca.pem
          dotnet run --project VirtualDevice -- doctor

        Exit codes:
          0  done                                     3  no echo within the deadline
          1  a fault in this program                  4  a person has to do something first: see the last line
          2  bad input, or this machine refuses       5  interrupted before the first echo
        """;

    private static readonly Option<bool> s_once = new("--once") { Description = "End after the first echo; reads no input." };

    private static readonly Option<int?> s_count = new("--count")
    {
        Description = "How many devices, 1 to 5000: each a whole one with its own board, MAC address, id and secret, registered with the embedded "
            + "stub. More than one shows a table of their states, reads no input, and runs until Ctrl-C; with --once until each had an echo.",
        HelpName = "N",
    };

    private static readonly Option<string?> s_server = new("--server")
    {
        Description = "Another server, such as https://example.org:8443. The device is then provisioned from device.id, child.id and device.secret.",
        HelpName = "URL",
    };

    private static readonly Option<string?> s_ca = new("--ca")
    {
        Description = "PEM file of the authorities to trust, with --server. Default: the setting server.caFile, or the roots of the firmware.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> s_data = new("--data")
    {
        Description = "Folder that keeps device and stub. Default: .teddy beside nf.config.",
        HelpName = "FOLDER",
    };

    private static readonly Option<string?> s_config = new("--config")
    {
        Description = "The nf.config to read. Default: the one in this folder or the nearest above.",
        HelpName = "FILE",
    };

    private static readonly Option<int?> s_deadline = new("--deadline")
    {
        Description = "How long the first echo may take with --once, or with redirected input. Default: 60, and one more for every 20 devices of --count.",
        HelpName = "SECONDS",
    };

    private static readonly Option<bool> s_noBoardLimits = new("--no-board-limits")
    {
        Description = "Use what this PC has and a board has not: TLS 1.3 and its cipher suites, IPv6.",
    };

    private static readonly Option<bool> s_reset = new("--reset") { Description = "Factory reset first: the device forgets everything, then starts as new." };

    // Longer than the device and the stub need to leave in order.
    private static readonly TimeSpan s_leaveDeadline = TimeSpan.FromSeconds(15);

    /// <summary>Runs, and tells how it ended; see <see cref="ExitCode"/>.</summary>
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        ParseResult parsed = Build(terminal).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await terminal.Errors.WriteLineAsync($"command line: {Explain(parsed.Errors[0])} See --help.");
            return ExitCode.BadInput;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Errors,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = s_leaveDeadline,
            });
        }
        catch (SettingsException problem)
        {
            await terminal.Errors.WriteLineAsync(problem.Message);
            return ExitCode.BadInput;
        }
        catch (Exception problem) when (EnvironmentTrouble.Explain(problem) is { } trouble)
        {
            await terminal.Errors.WriteLineAsync(trouble);
            return ExitCode.BadInput;
        }
        catch (Exception problem)
        {
            // The class and not the text: a text may quote what is secret.
            await terminal.Errors.WriteLineAsync($"fault: {problem.GetType().Name} in {problem.TargetSite?.DeclaringType?.Name ?? "?"}; please report it");
            return ExitCode.Fault;
        }
    }

    // The parser's own words for a wrong number name a type of .NET.
    private static string Explain(ParseError error) => (error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult) is { Option: Option<int?> number }
        ? $"{number.Name}: must be a whole number." : error.Message.ReplaceLineEndings(" ");

    private static RootCommand Build(Terminal terminal)
    {
        var command = new RootCommand(Description) { s_once, s_count, s_server, s_ca, s_data, s_config, s_deadline, s_reset, s_noBoardLimits };
        command.Subcommands.Add(DoctorCommand.Create(terminal));
        command.SetAction((parsed, stop) => RunAsync(parsed, terminal, stop));
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        RunPlan plan = RunPlanner.Plan(new RunFlags
        {
            Config = parsed.GetValue(s_config),
            Data = parsed.GetValue(s_data),
            Server = parsed.GetValue(s_server),
            Ca = parsed.GetValue(s_ca),
            DeadlineSeconds = parsed.GetValue(s_deadline),
            Count = parsed.GetValue(s_count),
            IsOnce = parsed.GetValue(s_once),
            IsReset = parsed.GetValue(s_reset),
            IsUnlimited = parsed.GetValue(s_noBoardLimits),
        });
        EnvironmentTrouble.RequireOpenFiles(plan.Count, OpenFileLimit.OfThisProcess());
        return plan.Count > 1 ? FleetRun.RunAsync(plan, terminal, stop) : DeviceRun.RunAsync(plan, terminal, stop);
    }
}
