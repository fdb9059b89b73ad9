using System.CommandLine;
using ServerStub.Configuration;

namespace ServerStub.Commands;

/// <summary>The command line of the stub.</summary>
public static class StubCommand
{
    private const int BadInput = 2;

    private static readonly Option<string?> s_config = new("--config")
    {
        Description = "The nf.config to read. Default: the one in this folder or the nearest above.",
        HelpName = "FILE",
    };

    private static readonly Option<string[]> s_set = new("--set")
    {
        Description = "Sets any key of nf.config; may be repeated.",
        HelpName = "KEY=VALUE",
    };

    private static readonly Option<string?> s_scenario = new("--scenario")
    {
        Description = "A file of faults to begin with (ServerStub/Scenarios has examples).",
        HelpName = "FILE",
    };

    private static readonly Option<bool> s_prepare = new("--prepare") { Description = "Makes what the stub keeps in its folder, the authority among it, and ends." };

    private static readonly Option<bool> s_quiet = new("--quiet") { Description = "No line for each event." };

    // Flags for the settings that are changed most; each is a shorter way to write --set.
    private static readonly (Option<string?> Option, string Key)[] s_shortcuts =
    [
        Shortcut("--address", "stub.address", "ADDRESS"),
        Shortcut("--port", "stub.port", "NUMBER"),
        Shortcut("--data", "stub.dataFolder", "FOLDER"),
        Shortcut("--responses", "stub.responses", "plain|deployed"),
        Shortcut("--nonce", "claim.nonce", "bytes|text"),
    ];

    /// <summary>Runs until Ctrl-C. 0: ended in order; 2: bad input, one line for each mistake on <paramref name="errors"/>.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancellationToken = default)
    {
        RootCommand command = Build(output);
        ParseResult parsed = command.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await errors.WriteLineAsync($"command line: {parsed.Errors[0].Message.ReplaceLineEndings(" ")} See --help.");
            return BadInput;
        }

        try
        {
            var invocation = new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false };
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (SettingsException problem)
        {
            await errors.WriteLineAsync(problem.Message);
            return BadInput;
        }
    }

    private static RootCommand Build(TextWriter output)
    {
        var command = new RootCommand("The server's side of the device contract, for a bench: claim, refresh, session, over real TLS.")
        {
            s_config, s_set, s_scenario, s_prepare, s_quiet,
        };
        foreach ((Option<string?> option, _) in s_shortcuts)
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, stop) => ServeAsync(parsed, output, stop));
        return command;
    }

    private static async Task<int> ServeAsync(ParseResult parsed, TextWriter output, CancellationToken stop)
    {
        NfConfig config = NfConfig.Load(new NfConfigSources { File = parsed.GetValue(s_config), Overrides = Overrides(parsed) });
        bool isQuiet = parsed.GetValue(s_quiet);
        StubOptions options = config.ToStubOptions() with
        {
            ConfigureLogging = isQuiet ? null : logging => logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
            }),
        };
        if (parsed.GetValue(s_prepare))
        {
            // Its port may be taken, and nobody is to call.
            await (await StubServer.StartAsync(options with { Address = IPAddress.Loopback, Port = 0, ConfigureLogging = null }, stop)).DisposeAsync();
            return 0;
        }

        await using StubServer server = await StubServer.StartAsync(options, stop);
        if (parsed.GetValue(s_scenario) is { } scenario)
        {
            server.RunScenario(scenario);
        }

        await StubBanner.WriteAsync(server, output);
        await UntilAsync(stop);
        return 0;
    }

    private static async Task UntilAsync(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = stop.Register(stopped.SetResult);
        await stopped.Task;
    }

    private static Dictionary<string, string> Overrides(ParseResult parsed)
    {
        var overrides = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string pair in parsed.GetValue(s_set) ?? [])
        {
            int equals = pair.IndexOf('=');
            if (equals < 1)
            {
                throw new SettingsException("command line", 0, "--set", "must be KEY=VALUE, such as --set stub.port=8443");
            }

            overrides[pair[..equals]] = pair[(equals + 1)..];
        }

        foreach ((Option<string?> option, string key) in s_shortcuts)
        {
            if (parsed.GetValue(option) is { } value)
            {
                overrides[key] = value;
            }
        }

        return overrides;
    }

    // The description is the table's own, so that the help cannot differ from it.
    private static (Option<string?> Option, string Key) Shortcut(string name, string key, string helpName)
    {
        NfSetting setting = NfSettings.All.Single(row => row.Key == key);
        return (new Option<string?>(name) { HelpName = helpName, Description = $"{setting.Description} Key: {key}." }, key);
    }
}
