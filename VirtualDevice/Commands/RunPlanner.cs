using System.Security.Cryptography;
using ServerStub;
using VirtualDevice.Provisioning;

namespace VirtualDevice.Commands;

/// <summary>Checks flags and settings, all of them, before anything is written.</summary>
internal static class RunPlanner
{
    private const string FlagSource = "command line";
    private const string DataFolder = ".teddy";
    private const int MaxCount = 5000;
    private const int DefaultDeadlineSeconds = 60;

    // Each device costs two handshakes, on both sides of them.
    private const int DevicesPerDeadlineSecond = 20;
    private const int MaxDeadlineSeconds = 3600;

    /// <summary>Makes the plan.</summary>
    /// <exception cref="SettingsException">A flag or a setting cannot be used.</exception>
    public static RunPlan Plan(RunFlags flags)
    {
        NfConfig config = LoadConfig(flags);
        int count = flags.Count ?? 1;
        Require(count is >= 1 and <= MaxCount, "--count", $"must be 1 to {MaxCount} devices");
        Require(
            count == 1 || flags.Server is null, "--count",
            "more than one device needs the embedded stub, because nf.config holds the secret of one device and every device has its own; leave out --server");
        int deadlineSeconds = flags.DeadlineSeconds ?? (DefaultDeadlineSeconds + (count / DevicesPerDeadlineSecond));
        Require(deadlineSeconds is > 0 and <= MaxDeadlineSeconds, "--deadline", $"must be 1 to {MaxDeadlineSeconds} seconds");
        Require(flags.Ca is null || flags.Server is not null, "--ca", "goes with --server; the embedded stub brings its own authority");
        string data = DataFolderOf(flags, config);
        var plan = new RunPlan
        {
            Config = config,
            BoardFolder = BoardFolderOf(data, flags.Server, count),
            Count = count,
            IsReset = flags.IsReset,
            IsUnlimited = flags.IsUnlimited,
            IsOnce = flags.IsOnce,
            Deadline = TimeSpan.FromSeconds(deadlineSeconds),
        };
        return flags.Server is null ? WithStub(plan, flags.Data is null ? null : data) : WithServer(plan);
    }

    /// <summary>Reads the settings, flags included.</summary>
    /// <exception cref="SettingsException">One of them cannot be used.</exception>
    public static NfConfig LoadConfig(RunFlags flags) => NfConfig.Load(new NfConfigSources { File = flags.Config, Overrides = Overrides(flags) });

    /// <summary>The folder that keeps devices and stub, whether it exists or not.</summary>
    /// <exception cref="SettingsException">It is a file.</exception>
    public static string DataFolderOf(RunFlags flags, NfConfig config)
    {
        string data = Path.GetFullPath(flags.Data ?? Path.Combine(Path.GetDirectoryName(config.File)!, DataFolder));
        Require(!File.Exists(data), "--data", "must be a folder, or a name that does not exist yet");
        return data;
    }

    /// <summary>The folder of the board that talks with a server; null is the embedded stub.</summary>
    public static string BoardFolderOf(string data, string? server, int count = 1) =>
        Path.Combine(data, server is not null ? BoardName(server) : count > 1 ? "fleet" : "device");

    /// <summary>Reads a CA bundle.</summary>
    /// <exception cref="SettingsException">It cannot be read, or holds no certificate.</exception>
    public static TlsTrust ReadTrust(string path)
    {
        try
        {
            return TlsTrust.FromPemFile(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(FlagSource, 0, "--ca", "cannot be read; name a PEM file of the authorities to trust");
        }
        catch (CryptographicException)
        {
            throw new SettingsException(FlagSource, 0, "--ca", "holds no certificate; name a PEM file of the authorities to trust");
        }
    }

    // A port of its own on loopback, whatever a stub for boards in the LAN is told to use.
    private static RunPlan WithStub(RunPlan plan, string? data)
    {
        StubOptions options = plan.Config.ToStubOptions();
        return plan with
        {
            Stub = options with
            {
                Address = IPAddress.Loopback,
                Port = 0,
                DataFolder = data is null ? options.DataFolder : Path.Combine(data, "stub"),
            },
        };
    }

    private static RunPlan WithServer(RunPlan plan)
    {
        NfConfig config = plan.Config;
        TlsTrust trust = ReadTrust(config);
        string[] missing = [.. new[] { "child.id", "device.secret" }.Where(key => config[key].Length == 0)];
        if (missing.Length > 0)
        {
            Require(
                !plan.IsReset && ProvisioningFile.HasBeenWritten(plan.BoardFolder), "settings", string.Join(" and ", missing),
                $"needed to provision a device for another server; set in {NfConfigSources.LocalFileName}, or in "
                + string.Join(" and ", missing.Select(key => "TEDDY_" + key.Replace('.', '_').ToUpperInvariant()))
                + "; those of the stub of this machine are in its devices.json");
            return plan with { Trust = trust };
        }

        ProvisioningFile file = ProvisioningFile.Create(
            config, config["server.url"], config["device.id"], config["child.id"], Convert.FromHexString(config["device.secret"]));
        return plan with { Trust = trust, Provisioning = file };
    }

    private static TlsTrust ReadTrust(NfConfig config)
    {
        string? path = config.CaFile;
        Require(path is not null, "--ca", "needed with --server: a PEM file of the authorities to trust, here or as server.caFile");
        return ReadTrust(path!);
    }

    private static Dictionary<string, string> Overrides(RunFlags flags)
    {
        var overrides = new Dictionary<string, string>();
        if (flags.Server is not null)
        {
            overrides["server.url"] = flags.Server;
        }

        if (flags.Ca is not null)
        {
            // A flag's path starts where the person stands, a setting's at the file that holds it.
            overrides["server.caFile"] = Path.GetFullPath(flags.Ca.Length == 0 ? "." : flags.Ca);
        }

        return overrides;
    }

    // A board for each server, so that trying another does not make a device forget the first. The URL has been checked.
    private static string BoardName(string server) => "device-" + string.Concat(
        new Uri(server).Authority.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '_'));

    private static void Require(bool isRight, string flag, string fix) => Require(isRight, FlagSource, flag, fix);

    private static void Require(bool isRight, string source, string key, string fix)
    {
        if (!isRight)
        {
            throw new SettingsException(source, 0, key, fix);
        }
    }
}
