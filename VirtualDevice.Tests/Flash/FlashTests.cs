using TeddyFirmware.Provisioning;

namespace VirtualDevice.Tests.Flash;

/// <summary>flash.ps1 as a person runs it, with a board that does as it is told.</summary>
public sealed class FlashTests : FlashBenchTests
{
    [Fact]
    public void A_bare_board_gets_everything_in_order_and_nothing_private_is_seen()
    {
        FlashResult result = Bench.Flash();

        result.AssertEnded(0, says: "done: device *0001 is flashed", steps: "chip details update details deploy details send");
        // Dark grey is black on black where a terminal has eight colours.
        Assert.DoesNotContain("[Dark", result.Output);
        AssertNothingPrivate(result);
        Assert.False(Directory.Exists(result.Workspace!));
    }

    [Fact]
    public void The_second_time_nanoCLR_stays_and_the_device_keeps_its_secret()
    {
        FlashResult first = Bench.Flash();
        FlashResult second = Bench.Flash();

        second.AssertEnded(0, steps: "chip details deploy details send");
        Assert.Equal(first.Call("send").Bytes("provision.json"), second.Call("send").Bytes("provision.json"));
        Assert.False(Directory.Exists(second.Workspace!));
    }

    [Theory]
    [InlineData("1.16.0.578", "nanoCLR 1.16.0.578 is older than 1.17.0.334")]
    [InlineData("1.9.1.7", "nanoCLR 1.9.1.7 is older than 1.17.0.334")]
    public void An_older_nanoCLR_is_replaced_by_the_pinned_one(string version, string reason)
    {
        Bench.Fake("clr", FlashBench.Clr(version));

        FlashResult result = Bench.Flash();

        result.AssertEnded(0, says: reason);
        FlashCall update = result.Call("update");
        Assert.Equal(("ESP32_REV3", "1.17.0.334", Bench.Port), (update["--target"], update["--fwversion"], update["--serialport"]));
        Assert.Contains("--nobackupconfig", update.Arguments);
    }

    [Fact]
    public void A_newer_nanoCLR_stays()
    {
        Bench.Fake("clr", FlashBench.Clr("1.18.0.2"));

        Assert.DoesNotContain("update", Bench.Flash().Steps);
    }

    [Fact]
    public void A_nanoCLR_of_another_target_is_replaced()
    {
        Bench.Fake("clr", FlashBench.Clr("1.17.0.334", "ESP32_PSRAM_REV3"));

        FlashResult result = Bench.Flash("-Target", "ESP32_REV3");

        Assert.Contains("nanoCLR is for ESP32_PSRAM_REV3, not for ESP32_REV3", result.Output);
        Assert.Contains("update", result.Steps);
    }

    [Fact]
    public void A_nanoCLR_with_other_native_code_is_replaced_and_one_that_still_differs_is_told_before_the_application_is_flashed()
    {
        Bench.Fake("clr", FlashBench.Clr("1.17.0.400"));
        Bench.Fake("natives", "  mscorlib v100.5.0.24, checksum 0x1549C856\n");

        FlashResult result = Bench.Flash();

        result.AssertEnded(7, says: "nanoCLR 1.17.0.334 has other native code for System.IO.FileSystem, System.Net than the application was built for");
        Assert.Equal("chip details update details", result.Steps);
    }

    [Fact]
    public void SkipClr_leaves_an_old_nanoCLR_and_warns()
    {
        Bench.Fake("clr", FlashBench.Clr("1.17.0.300"));

        FlashResult result = Bench.Flash("-SkipClr");

        result.AssertEnded(0, says: "warning: nanoCLR 1.17.0.300 is older", steps: "chip details deploy details send");
    }

    [Fact]
    public void A_reset_erases_the_flash_and_gives_the_device_a_new_secret()
    {
        FlashResult first = Bench.Flash();
        FlashResult second = Bench.Flash("-Reset");

        second.AssertEnded(0);
        Assert.Contains("--masserase", second.Call("update").Arguments);
        Assert.DoesNotContain("--masserase", first.Call("update").Arguments);
        Assert.NotEqual(Settings(first).OobSecret, Settings(second).OobSecret);
    }

    [Fact]
    public void Two_devices_flashed_one_after_the_other_share_no_secret()
    {
        FlashResult first = Bench.Flash();
        Bench.WriteSettings("nf.config", ("wifi.ssid", "Nursery"), ("server.url", "https://teddy.example.org"), ("device.id", "Teddy-ESP32-0002"));
        FlashResult second = Bench.Flash();

        second.AssertEnded(0);
        Assert.Equal(("Teddy-ESP32-0001", "Teddy-ESP32-0002"), (Settings(first).DeviceId, Settings(second).DeviceId));
        Assert.NotEqual(Settings(first).OobSecret, Settings(second).OobSecret);
    }

    [Fact]
    public void A_secret_in_the_settings_is_used_and_refused_for_a_second_device()
    {
        string secret = new('A', 64);
        Bench.WriteSettings("nf.local.config", ("wifi.password", FlashBench.WifiPassword), ("child.id", FlashBench.ChildId), ("device.secret", secret));
        FlashResult first = Bench.Flash();
        Bench.WriteSettings("nf.config", ("wifi.ssid", "Nursery"), ("device.id", "Teddy-ESP32-0002"));
        FlashResult second = Bench.Flash();

        Assert.Equal(Convert.FromHexString(secret), Settings(first).OobSecret);
        second.AssertEnded(2, says: "device.secret: is the secret of another device", steps: "");
        Assert.DoesNotContain(secret, first.Output + second.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Settings_of_the_environment_win()
    {
        FlashResult result = Bench.FlashWith(new() { ["TEDDY_DEVICE_ID"] = "Teddy-of-env-0001", ["TEDDY_SERVER_URL"] = "https://teddy.example.org" });

        result.AssertEnded(0);
        Assert.Equal("Teddy-of-env-0001", Settings(result).DeviceId);
    }

    [Theory]
    [InlineData("ESP32_PSRAM_REV3", "ESP32", "0x1E0000", 0x1C0000)]
    [InlineData("ESP_WROVER_KIT", "ESP32", "0x1E0000", 0x1C0000)]
    [InlineData("ESP32_S2", "ESP32-S2", "0x1B0000", 0x1F0000)]
    [InlineData("ESP32_S3_OCTAL", "ESP32-S3", "0x1B0000", 0x1F0000)]
    [InlineData("ESP32_C3", "ESP32-C3", "0x1B0000", 0x1F0000)]
    [InlineData("ESP32_P4", "ESP32-P4", "0x1B0000", 0x1F0000)]
    [InlineData("ESP32_C6_THREAD", "ESP32-C6", "0x250000", 0x170000)]
    [InlineData("ESP32_C61", "ESP32-C61", "0x250000", 0x170000)]
    [InlineData("ESP32_C5_THREAD", "ESP32-C5", "0x250000", 0x170000)]
    public void The_application_goes_to_the_address_of_the_chip_and_fills_its_partition(string target, string chip, string address, int bytes)
    {
        Bench.Fake("chip", FlashBench.Chip(chip, "some name"));
        Bench.Fake("clr", FlashBench.Clr("1.17.0.334", target));

        FlashCall deploy = Bench.Flash("-Target", target).Call("deploy");

        byte[] image = deploy.Bytes("image.bin");
        byte[] application = File.ReadAllBytes(Bench.PathOf("TeddyFirmware/bin/Release/TeddyFirmware.bin"));
        Assert.Equal((target, address, bytes), (deploy["--target"], deploy["--address"], image.Length));
        Assert.Equal(application, image[..application.Length]);
        Assert.True(image.AsSpan(application.Length).IndexOfAnyExcept((byte)0xFF) < 0);
    }

    [Fact]
    public void The_bundle_holds_the_six_roots_and_ends_with_the_zero_byte()
    {
        byte[] bundle = Bench.Flash().Call("send").Bytes("ca.pem");

        Assert.Equal(0, bundle[^1]);
        Assert.DoesNotContain((byte)0, bundle[..^1]);
        Assert.Equal(6, Encoding.ASCII.GetString(bundle).Split("-----BEGIN CERTIFICATE-----").Length - 1);
    }

    [Fact]
    public void The_temporary_folder_is_the_owners_alone()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.StartsWith("drwx------", Bench.Flash().Call("send").Text("folder"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_program_gets_a_secret_as_an_argument_or_in_its_environment()
    {
        FlashResult result = Bench.Flash();
        string secret = Convert.ToHexStringLower(Settings(result).OobSecret);

        foreach (FlashCall call in result.Calls)
        {
            string seen = string.Join(' ', call.Arguments) + call.Environment;
            Assert.DoesNotContain(secret, seen, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(FlashBench.WifiPassword, seen);
            Assert.DoesNotContain(FlashBench.ChildId, seen);
        }
    }

    [Fact]
    public void A_secret_that_a_board_prints_is_masked_and_its_control_characters_are_removed()
    {
        Bench.Flash();
        string log = File.ReadAllText(Bench.PathOf("ttyUSB0.log"));
        Bench.Write("ttyUSB0.log", $"\u001b[31mpassword {FlashBench.WifiPassword}\u0007 and {FlashBench.ChildId}\n" + log);

        FlashResult result = Bench.Flash();

        Assert.Contains("| password *** and ***", result.Output);
        AssertNothingPrivate(result);
    }

    [Fact]
    public void WhatIf_shows_each_command_and_touches_nothing()
    {
        File.Delete(Bench.PathOf("nf.local.config"));
        Bench.WriteSettings("nf.config", ("wifi.ssid", "Nursery"), ("stub.port", "9"));
        string[] before = Files();

        FlashResult result = Bench.Flash("-WhatIf", "-Stub", "-Reset", "-Target", "ESP32_REV3");

        result.AssertEnded(0, says: "--prepare", steps: "");
        Assert.Equal(before, Files());
        foreach (string option in new[] { "--update", "--masserase", "--deploy", "--address 0x1E0000", "--networkdeployment", "--filedeployment", Bench.Port })
        {
            Assert.Contains(option, result.Output);
        }

        Assert.Contains("the board was not looked at; a run would", result.Output);
        Assert.Contains("nothing was changed", result.Output);
        Assert.Null(result.Workspace);

        string[] Files() => Directory.GetFileSystemEntries(Bench.Root, "*", SearchOption.AllDirectories);
    }

    [Fact]
    public void InstallTools_puts_the_pinned_nanoff_beside_the_repository()
    {
        FlashResult result = Bench.Flash("-WhatIf", "-InstallTools");

        result.AssertEnded(0, says: $"> dotnet tool install nanoff --version 2.5.162 --tool-path {Bench.PathOf(".teddy/tools")}");
    }

    [Fact]
    public void The_local_twin_is_made_from_its_template_for_its_owner_alone()
    {
        File.Delete(Bench.PathOf("nf.local.config"));

        FlashResult result = Bench.Flash();

        Assert.Equal(2, result.Code);
        Assert.Contains("child.id: is not set", result.Output);
        Assert.Equal(File.ReadAllText(Bench.PathOf("build/flash/nf.local.config.template")), File.ReadAllText(Bench.PathOf("nf.local.config")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Bench.PathOf("nf.local.config")));
        }
    }

    [Fact]
    public void What_is_kept_of_a_device_is_readable_by_its_owner_alone()
    {
        Bench.Flash();

        string file = Assert.Single(Directory.GetFiles(Bench.PathOf(".teddy/devices")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    internal static DeviceSettings Settings(FlashResult result) =>
        new SettingsParser().Parse(result.Call("send").Bytes("provision.json")) ?? throw new InvalidOperationException("the firmware refuses the file");

    private static void AssertNothingPrivate(FlashResult result)
    {
        Assert.DoesNotContain(FlashBench.WifiPassword, result.Output);
        Assert.DoesNotContain(FlashBench.ChildId, result.Output);
        Assert.DoesNotContain(Convert.ToHexStringLower(Settings(result).OobSecret), result.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Teddy-ESP32-0001", result.Output);
    }
}
