using TeddyFirmware.Provisioning;

namespace VirtualDevice.Tests.Flash.Support;

/// <summary>What the firmware does at boot with the files that the fake nanoff has put on the board: its own parser and fingerprint.</summary>
/// <param name="folder">The board's storage.</param>
internal sealed class FakeBoard(string folder)
{
    /// <summary>In a log, the place of the line that says who the board is.</summary>
    public const string SettingsLine = "{settings}";

    /// <summary>What the loader in the chip says of an empty flash, at its own speed.</summary>
    public const string LoaderText = "rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\ninvalid header: 0xffffffff\r\n";

    private const int LoaderBaud = 115_200;

    /// <summary>The speed of the log.</summary>
    public int Baud { get; set; } = 921_600;

    /// <summary>Tells whether its memory is too small for the CA bundle.</summary>
    public bool HasNoMemoryForRoots { get; set; }

    /// <summary>Tells whether nanoCLR was never flashed.</summary>
    public bool IsEmpty => !File.Exists(Path.Combine(Path.GetDirectoryName(folder)!, "clr"));

    /// <summary>Tells whether what the board says can be read at a speed.</summary>
    public bool IsReadAt(int baud) => baud == (IsEmpty ? LoaderBaud : Baud);

    /// <summary>The log of a start.</summary>
    /// <param name="log">The lines; <see cref="SettingsLine"/> in one of them.</param>
    public string Start(string log) => IsEmpty ? LoaderText : log.Replace(SettingsLine, "    0.012 " + Settings(), StringComparison.Ordinal);

    private string Settings()
    {
        string plain = Path.Combine(folder, "provision.json");
        string sealedFile = Path.Combine(folder, "sealed.json");
        if (File.Exists(plain))
        {
            File.Move(plain, sealedFile, overwrite: true);
        }

        if (!File.Exists(sealedFile))
        {
            return "error settings no settings: put provision.json into the device's flash";
        }

        var parser = new SettingsParser();
        DeviceSettings? settings = parser.Parse(File.ReadAllBytes(sealedFile));
        return settings is null ? "error settings provision.json: " + parser.Error + "; nothing was changed"
            : $"info  settings device=*{settings.DeviceId[^4..]} server={settings.ServerUrl} fingerprint={SettingsFingerprint.Of(Machine(), settings)}";
    }

    private FakePlatform Machine()
    {
        var machine = new FakePlatform();
        machine.FakeFlash.HasNoMemoryToRead = HasNoMemoryForRoots;
        string roots = Path.Combine(folder, "ca.pem");
        if (File.Exists(roots))
        {
            machine.FakeFlash.Write("ca.pem", File.ReadAllBytes(roots));
        }

        string network = Path.Combine(folder, "network.json");
        if (File.Exists(network))
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(network));
            JsonElement wireless = json.RootElement.GetProperty("WirelessClient");
            machine.FakeNetwork.Wifi = Stored(wireless, "Ssid") + "\n" + Stored(wireless, "Password");
        }

        return machine;
    }

    // nanoff's library hands over as many bytes as the text has characters, and nanoCLR reads up to the first zero.
    private static string Stored(JsonElement wireless, string name)
    {
        string text = wireless.GetProperty(name).GetString()!;
        byte[] bytes = Encoding.UTF8.GetBytes(text)[..text.Length];
        int end = Array.IndexOf(bytes, (byte)0);
        return Encoding.UTF8.GetString(bytes, 0, end < 0 ? bytes.Length : end);
    }
}
