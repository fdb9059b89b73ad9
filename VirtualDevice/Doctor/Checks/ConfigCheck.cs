using VirtualDevice.Commands;

namespace VirtualDevice.Doctor.Checks;

/// <summary>The settings, by the same rules as the device and the stub read them, and which server they lead to.</summary>
internal sealed class ConfigCheck : IDoctorCheck
{
    /// <inheritdoc />
    public Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop) => Task.FromResult(Run(context));

    private static Finding[] Run(DoctorContext context)
    {
        NfConfig config;
        try
        {
            config = RunPlanner.LoadConfig(context.Flags);
            RunPlanner.DataFolderOf(context.Flags, config);
        }
        catch (SettingsException problem)
        {
            return [.. problem.Errors.Select(error => Finding.Fail(error.ToString(), Fix(error)))];
        }

        if (Target.Choose(context.Flags, config) is not { } target)
        {
            return [Finding.Fail(
                "stub.port is 0, so nobody knows where the stub listens",
                "give stub.port a number, or name the server: --server https://localhost:PORT --ca FILE")];
        }

        context.Config = config;
        context.Target = target;
        string local = Path.Combine(Path.GetDirectoryName(config.File)!, NfConfigSources.LocalFileName);
        string files = File.Exists(local) ? $"{Path.GetFileName(config.File)} and {NfConfigSources.LocalFileName}" : Path.GetFileName(config.File);
        return [Finding.Ok($"{files} can be used; server {target.Url.GetLeftPart(UriPartial.Authority)}, {target.Origin}")];
    }

    private static string Fix(SettingsError error) =>
        error.Line > 0 ? $"mend line {error.Line} of {error.Source}; README.md tells what the settings are"
        : error.Source == "command line" ? "mend the flag; --help tells what it takes"
        : $"mend {error.Source}; README.md tells what the settings are";
}
