namespace VirtualDevice.Tests.Flash;

/// <summary>What flash.ps1 hands to nanoff is what nanoff reads: it ignores a field that it does not know, without a word.</summary>
public sealed class DeploymentJsonTests : FlashBenchTests
{
    // nanoFirmwareFlasher 2.5, nanoFirmwareFlasher.Library/NetworkDeployment: NetworkDeploymentConfiguration, Ethernet, WirelessConfiguration.
    private static readonly string[] s_network =
        ["SerialPort", "WirelessClient", "WirelessAccessPoint", "Ethernet", "DeviceCertificates", "DeviceCertificatesPath", "CACertificates", "CACertificatesPath"];

    private static readonly string[] s_wireless =
    [
        "Ssid", "Password", "Authentication", "Encryption", "ConfigurationOption", "RadioType", "MacAddress", "DhcpEnabled", "AutomaticDNS",
        "IPv4Address", "IPv4NetMask", "IPv4Gateway", "IPv4DNSAddress1", "IPv4DNSAddress2",
    ];

    // FileDeployment: FileDeploymentConfiguration, DeploymentFile.
    private static readonly string[] s_files = ["SerialPort", "Files"];

    private static readonly string[] s_file = ["DestinationFilePath", "SourceFilePath"];

    [Fact]
    public void The_network_file_has_nanoffs_names_and_values()
    {
        Bench.WriteSettings("nf.config", ("wifi.ssid", "Kinder &quot;&amp;&quot; Café \\"), ("server.url", "https://teddy.example.org"));
        FlashResult result = Bench.Flash();
        Assert.True(result.Code == 0, result.Output);
        using JsonDocument file = JsonDocument.Parse(result.Call("send").Text("network.json"));

        Assert.Empty(Names(file.RootElement).Except(s_network));
        JsonElement wireless = file.RootElement.GetProperty("WirelessClient");
        Assert.Empty(Names(wireless).Except(s_wireless));
        Assert.Equal("Kinder \"&\" Café \\\0", wireless.GetProperty("Ssid").GetString());
        Assert.Equal(FlashBench.WifiPassword, wireless.GetProperty("Password").GetString());
        Assert.Equal("WPA2", wireless.GetProperty("Authentication").GetString());
        Assert.Equal("WPA2", wireless.GetProperty("Encryption").GetString());
        Assert.Equal("AutoConnect", wireless.GetProperty("ConfigurationOption").GetString());
        Assert.True(wireless.GetProperty("DhcpEnabled").GetBoolean());

        // nanoff cannot write a bundle (E2003 since February 2025): it goes as a file.
        Assert.Equal(["WirelessClient"], Names(file.RootElement));

        // It would win over --serialport.
        Assert.DoesNotContain("SerialPort", Names(file.RootElement));
    }

    [Fact]
    public void The_files_file_has_nanoffs_names_and_the_firmwares_paths()
    {
        FlashResult result = Bench.Flash();
        using JsonDocument file = JsonDocument.Parse(result.Call("send").Text("files.json"));

        Assert.Empty(Names(file.RootElement).Except(s_files));
        Assert.DoesNotContain("SerialPort", Names(file.RootElement));
        JsonElement[] entries = [.. file.RootElement.GetProperty("Files").EnumerateArray()];
        string[] names = ["ca.pem", "provision.json"];
        Assert.Equal(2 * names.Length, entries.Length);
        for (int i = 0; i < entries.Length; i++)
        {
            string name = names[i / 2];
            Assert.Empty(Names(entries[i]).Except(s_file));
            Assert.Equal(@"I:\teddy\" + name, entries[i].GetProperty("DestinationFilePath").GetString());

            // No source: nanoff deletes the file, and only then writes it anew (Home issue 1840).
            Assert.Equal(i % 2, Names(entries[i]).Count(member => member == "SourceFilePath"));
            Assert.True(i % 2 == 0 || entries[i].GetProperty("SourceFilePath").GetString() == Path.Combine(result.Workspace!, name));
        }
    }

    [Fact]
    public void The_provisioning_file_takes_every_setting_that_the_firmware_knows()
    {
        Bench.WriteSettings("nf.config", ("wifi.ssid", "Nursery"), ("server.url", "https://teddy.example.org/"), ("device.id", "Teddy-ESP32-0001"),
            ("claim.path", "/c"), ("refresh.path", "/r"), ("session.path", "/s"), ("claim.nonce", "text"));

        var settings = FlashTests.Settings(Bench.Flash());

        Assert.Equal(("Teddy-ESP32-0001", FlashBench.ChildId, "https://teddy.example.org"), (settings.DeviceId, settings.ChildId, settings.ServerUrl));
        Assert.Equal(("/c", "/r", "/s", true), (settings.ClaimPath, settings.RefreshPath, settings.SessionPath, settings.IsNonceText));
        Assert.Equal(32, settings.OobSecret.Length);
    }

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(member => member.Name)];
}
