using System.Collections;

namespace ServerStub.Configuration;

/// <summary>Puts nf.config into ASP.NET Core's configuration.</summary>
public static class NfConfigurationExtensions
{
    /// <summary>
    /// Adds, each winning over the one before: the defaults, nf.config, nf.local.config where there is one, the
    /// environment's TEDDY_ variables, and flags.
    /// </summary>
    /// <exception cref="SettingsException">Thrown when the configuration is built and a value is not allowed.</exception>
    public static IConfigurationBuilder AddNfConfig(this IConfigurationBuilder builder, NfConfigSources sources)
    {
        string file = sources.ResolveFile();
        string localFile = Path.Combine(Path.GetDirectoryName(file)!, NfConfigSources.LocalFileName);
        return builder
            .Add(new NfConfigurationSource(Defaults))
            .Add(new NfConfigurationSource(() => FromFile(file, allowPrivate: false)))
            .Add(new NfConfigurationSource(() => File.Exists(localFile) ? FromFile(localFile, allowPrivate: true) : []))
            .Add(new NfConfigurationSource(() => FromEnvironment(sources.Environment ?? ProcessEnvironment())))
            .Add(new NfConfigurationSource(() => FromFlags(sources.Overrides)));
    }

    private static IEnumerable<KeyValuePair<string, string>> Defaults() =>
        NfSettings.All.Select(setting => KeyValuePair.Create(setting.Key, setting.Default));

    private static IEnumerable<KeyValuePair<string, string>> FromFile(string path, bool allowPrivate) =>
        NfConfigFile.Read(path, allowPrivate).Select(entry => KeyValuePair.Create(entry.Key, entry.Value));

    private static List<KeyValuePair<string, string>> FromEnvironment(IReadOnlyDictionary<string, string> variables)
    {
        // Only known names are looked at: other tools may own other TEDDY_ variables. Empty counts as not set,
        // because on Windows an empty variable does not exist.
        var values = new List<KeyValuePair<string, string>>();
        foreach (NfSetting setting in NfSettings.All)
        {
            if (variables.TryGetValue(setting.EnvironmentName, out string? value) && value.Length > 0)
            {
                Check("environment " + setting.EnvironmentName, setting.Key, value);
                values.Add(KeyValuePair.Create(setting.Key, value));
            }
        }

        return values;
    }

    private static IReadOnlyDictionary<string, string> FromFlags(IReadOnlyDictionary<string, string> overrides)
    {
        foreach ((string key, string value) in overrides)
        {
            Check("command line", key, value);
        }

        return overrides;
    }

    private static void Check(string source, string key, string value)
    {
        if (NfSettings.FindProblem(key, value) is { } problem)
        {
            throw new SettingsException(source, 0, key, problem);
        }
    }

    private static Dictionary<string, string> ProcessEnvironment() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "");
}
