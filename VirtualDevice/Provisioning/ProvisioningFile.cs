using System.Security.Cryptography;
using System.Text.Json;
using TeddyFirmware.Provisioning;
using TeddyFirmware.Storage;

namespace VirtualDevice.Provisioning;

/// <summary>The file that makes a board a certain device. Holds the secret: written to its flash, where the core seals and deletes it.</summary>
internal sealed class ProvisioningFile
{
    /// <summary>The name, in a board's folder, of what was provisioned last.</summary>
    private const string MarkName = "provisioned.sha256";

    private readonly byte[] _content;

    private ProvisioningFile(byte[] content, DeviceSettings settings)
    {
        _content = content;
        Settings = settings;
    }

    /// <summary>The settings, as the core reads them from the file.</summary>
    public DeviceSettings Settings { get; }

    /// <summary>Puts a file together and lets the core's own parser judge it.</summary>
    /// <exception cref="SettingsException">The core would refuse it.</exception>
    public static ProvisioningFile Create(NfConfig config, string serverUrl, string deviceId, string childId, ReadOnlySpan<byte> secret)
    {
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["format"] = SettingsParser.Format,
            ["device_id"] = deviceId,
            ["child_id"] = childId,
            ["oob_secret"] = Convert.ToHexStringLower(secret),
            ["server_url"] = serverUrl,
            ["claim_path"] = config["claim.path"],
            ["refresh_path"] = config["refresh.path"],
            ["session_path"] = config["session.path"],
            ["claim_nonce"] = config["claim.nonce"],
        });
        var parser = new SettingsParser();
        return parser.Parse(content) is { } settings
            ? new ProvisioningFile(content, settings)
            : throw new SettingsException("settings", 0, "", parser.Error + "; mend it in nf.config or on the command line");
    }

    /// <summary>Tells whether a board has been provisioned, with whatever.</summary>
    public static bool HasBeenWritten(string boardFolder) => File.Exists(Path.Combine(boardFolder, MarkName)) && HasFlash(boardFolder);

    /// <summary>Puts the file into the flash unless the board has been provisioned with exactly this before.</summary>
    /// <returns>True where it was written.</returns>
    public bool WriteIfNew(string boardFolder)
    {
        // The secret's 256 random bits are in it, so its hash tells nothing of them.
        byte[] mark = SHA256.HashData(_content);
        string markPath = Path.Combine(boardFolder, MarkName);
        if (HasBeenWritten(boardFolder) && File.ReadAllBytes(markPath).AsSpan().SequenceEqual(mark))
        {
            return false;
        }

        // First the file, then the mark: after a crash in between it is written again, which does no harm.
        new FolderFlash(Path.Combine(boardFolder, PcPlatform.FlashFolder)).Write(FlashFiles.Provisioning, _content);
        OwnerOnly.WriteFile(markPath, mark);
        return true;
    }

    /// <summary>Factory reset of a board: everything is forgotten but its MAC address, which is hardware.</summary>
    public static void Reset(string boardFolder)
    {
        if (HasFlash(boardFolder))
        {
            FactoryReset.Run(new FolderFlash(Path.Combine(boardFolder, PcPlatform.FlashFolder)));
        }

        File.Delete(Path.Combine(boardFolder, MarkName));
    }

    private static bool HasFlash(string boardFolder)
    {
        string flash = Path.Combine(boardFolder, PcPlatform.FlashFolder);
        return Directory.Exists(flash) && Directory.EnumerateFiles(flash).Any();
    }
}
