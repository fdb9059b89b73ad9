using System.Globalization;

namespace ServerStub.Configuration;

/// <summary>The settings in force: every value is there and has been checked.</summary>
public sealed class NfConfig
{
    private NfConfig(string file, IConfiguration configuration)
    {
        File = file;
        Configuration = configuration;
    }

    /// <summary>The full path of the nf.config that was read.</summary>
    public string File { get; }

    /// <summary>The same values as ASP.NET Core configuration.</summary>
    public IConfiguration Configuration { get; }

    /// <summary>The value of a known setting; empty where it is not set.</summary>
    /// <exception cref="KeyNotFoundException">The key is not in <see cref="NfSettings"/>: a mistake in the program.</exception>
    public string this[string key] => Configuration[key] ?? throw new KeyNotFoundException(key);

    /// <summary>
    /// The PEM file of the authorities to trust: <c>server.caFile</c>, or the roots that come with the firmware; null where
    /// neither is there. flash.ps1 does the same.
    /// </summary>
    public string? CaFile
    {
        get
        {
            string roots = Path.Combine(Path.GetDirectoryName(File)!, "TeddyFirmware", "Certificates", "roots.pem");
            return FullPath("server.caFile") ?? (System.IO.File.Exists(roots) ? roots : null);
        }
    }

    /// <summary>Reads and checks all sources.</summary>
    /// <exception cref="SettingsException">A source is missing, malformed, or holds a value that is not allowed.</exception>
    public static NfConfig Load(NfConfigSources sources) =>
        new(sources.ResolveFile(), new ConfigurationBuilder().AddNfConfig(sources).Build());

    /// <summary>The value as a number; its range has been checked.</summary>
    public int Number(string key) => int.Parse(this[key], CultureInfo.InvariantCulture);

    /// <summary>The value as a flag.</summary>
    public bool Flag(string key) => this[key] == "true";

    /// <summary>The value as a full path, relative ones starting at nf.config's folder; null where it is not set.</summary>
    public string? FullPath(string key) =>
        this[key].Length == 0 ? null : Path.GetFullPath(this[key], Path.GetDirectoryName(File)!);
}
