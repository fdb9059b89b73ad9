namespace VirtualDevice.Tests.Flash;

/// <summary>What flash.ps1 does about nanoff as it is: its race, its silence, its words and its codes.</summary>
public sealed class FlashAsItIsTests : FlashBenchTests
{
    public FlashAsItIsTests() => Bench.Fake("clr", FlashBench.Clr("1.17.0.334"));

    [Fact]
    public void Its_own_race_is_tried_again_up_to_five_times_with_the_reason_shown_once()
    {
        Bench.Fake("flaky.details", "4");
        Bench.Fake("flaky.send", "2");

        FlashResult result = Bench.Flash();

        result.AssertEnded(0, steps: "chip details details details details details deploy details send send send");
        Assert.Equal(3, result.Output.Split("nanoff does not reach the board (E2001)").Length);
    }

    [Fact]
    public void After_five_times_the_board_is_believed_to_be_silent()
    {
        Bench.Fake("flaky.send", "5");

        FlashResult result = Bench.Flash();

        result.AssertEnded(10);
        Assert.Equal(5, result.Calls.Count(call => call.Step == "send"));
    }

    [Fact]
    public void A_board_whose_own_loader_says_that_its_flash_is_empty_is_asked_once()
    {
        File.Delete(Bench.PathOf(".teddy/tools/fake/clr"));

        FlashResult result = Bench.Flash();

        result.AssertEnded(0, steps: "chip details update details deploy details send");
    }

    [Fact]
    public void It_is_told_to_start_on_a_newer_dotnet()
    {
        foreach (FlashCall call in Bench.Flash().Calls)
        {
            Assert.Contains("DOTNET_ROLL_FORWARD=Major", call.Environment);
        }
    }

    [Fact]
    public void A_machine_without_its_dotnet_is_not_sent_round_in_a_circle()
    {
        Bench.Fake("fail.chip", "150");
        Bench.Fake("fail.chip.txt", "You must install or update .NET to run this application.");

        FlashResult result = Bench.Flash();

        result.AssertEnded(3);
        Assert.DoesNotContain("-InstallTools", result.Output);
    }

    [Fact]
    public void Its_help_and_its_chatter_are_not_shown()
    {
        FlashResult result = Bench.Flash();

        result.AssertEnded(0);
        foreach (string chatter in new[] { "USAGE", "No operation was performed", "Error deleting file", "Copyright", "Features Wi-Fi", "Wrote " })
        {
            Assert.DoesNotContain(chatter, result.Output);
        }
    }

    [Fact]
    public async Task Its_request_to_hold_BOOT_is_shown_while_it_waits()
    {
        Bench.Fake("hold.chip", "");
        using var running = new RunningFlash(Bench);

        Assert.Contains("hold the button BOOT", await Bench.Engine.Screen.Lines.WaitForAsync(">> "));
        Bench.Fake("held", "");

        Assert.Equal(0, await running.CodeAsync());
    }

    [Theory]
    [InlineData("LilygoTWatch2020", "ESP32", "ESP32-D0WDQ6 (revision v1.0)")]
    public void A_target_whose_platform_it_does_not_know_is_flashed_too(string target, string chip, string name)
    {
        Bench.Fake("chip", FlashBench.Chip(chip, name));
        Bench.Fake("clr", FlashBench.Clr("1.17.0.334", target));

        FlashResult result = Bench.Flash("-Target", target);

        result.AssertEnded(0);
        Assert.All(result.Calls.Where(call => call.Step is "chip" or "update" or "deploy"), call => Assert.Equal("esp32", call["--platform"]));
    }

    [Theory]
    [InlineData("chip", "4000", "Failed to connect to ESP32 bootloader. No sync response received.", 6, "board.baud to 115200")]
    [InlineData("chip", "4000", "Unable to open serial port: Access to the port '/dev/ttyUSB0' is denied.", 6, "dialout")]
    [InlineData("chip", "4005", "Failed to open specified COM port.", 6, "close every program")]
    [InlineData("update", "9007", "Error downloading firmware file.", 7, "internet")]
    [InlineData("update", "9005", "Can't find the target in Cloudsmith repository.", 7, "nanoff --listtargets")]
    [InlineData("deploy", "4000", "MD5 of file does not match data in flash.", 8, "the flash of this board is worn out")]
    [InlineData("deploy", "4003", "Failed to write new firmware to ESP32.", 8, "another cable")]
    [InlineData("send", "2002", "Error executing operation with nano device.", 10, "the log says why")]
    public void Each_of_its_codes_has_its_own_advice(string step, string code, string text, int exit, string advice)
    {
        Bench.Fake("clr", FlashBench.Clr("1.16.0.1"));
        Bench.Fake("fail." + step, code);
        Bench.Fake($"fail.{step}.txt", text);

        FlashResult result = Bench.Flash();

        result.AssertEnded(exit, says: $"(nanoff: E{code})");
        string next = result.Output.Split('\n')[^1];
        Assert.Contains(advice, next);
        Assert.True(step is "chip" || !next.Contains("hold the button BOOT"), next);
    }

    [Fact]
    public void A_board_that_cannot_write_its_files_is_not_only_asked_for_RESET()
    {
        Bench.Fake("lie.files", "");

        FlashResult result = Bench.Flash();

        result.AssertEnded(10);
        Assert.Contains("the board's storage is full or damaged: ./flash.ps1 -LogSeconds 30 -Reset", result.Output.Split('\n')[^1]);
    }

    [Fact]
    public void Another_nanoCLR_than_was_asked_for_from_its_cache_is_told()
    {
        Bench.Fake("clr", FlashBench.Clr("1.16.0.1"));
        Bench.Fake("clr.new", FlashBench.Clr("1.18.0.1"));

        FlashResult result = Bench.Flash();

        result.AssertEnded(7, says: "nanoff has flashed nanoCLR 1.18.0.1 in place of 1.17.0.334");
    }

    [Theory]
    [InlineData("1.17.0.257", "-SkipClr")]
    [InlineData("1.17.0.200", "-SkipClr")]
    public void A_nanoCLR_that_would_take_files_under_other_names_is_refused_before_anything_is_flashed(string version, string switches)
    {
        Bench.Fake("clr", FlashBench.Clr(version));

        FlashResult result = Bench.Flash(switches);

        result.AssertEnded(3, says: $"nanoff 2.5.162 and nanoCLR {version} do not work together", steps: "chip details");
        Assert.Contains("set board.clrVersion to 1.17.0.334", result.Output);
    }

    [Fact]
    public void A_pin_that_cannot_work_is_refused_before_anything_is_flashed()
    {
        File.Delete(Bench.PathOf(".teddy/tools/fake/clr"));
        Bench.WriteSettings("nf.config", ("wifi.ssid", "Nursery"), ("board.clrVersion", "1.17.0.250"));

        FlashResult result = Bench.Flash();

        result.AssertEnded(3);
        Assert.DoesNotContain("update", result.Steps);
    }

    [Fact]
    public void The_pins_of_this_repository_are_a_pair_that_works()
    {
        IReadOnlyList<object?> rows = Bench.Engine.Run("""
            param($root)
            foreach ($part in 'Settings', 'SettingsFile', 'Nanoff') { . "$root/build/flash/$part.ps1" }
            $table = @(Get-NfSettingTable)
            $pin = ((Read-NfFile "$root/nf.config" $table).Entries | Where-Object { $_.Key -eq 'board.clrVersion' }).Value
            "$((Find-PairRow $NanoffVersion $pin).Problem)|$((Find-PairRow $NanoffVersion ($table | Where-Object { $_.Key -eq 'board.clrVersion' }).Default).Problem)"
            """, Path.Combine(AppContext.BaseDirectory, "repository"));

        Assert.Equal("|", Assert.Single(rows));
    }

    [Theory]
    [InlineData("B\u00fcro im Erdgescho\u00df", "p\u00e4ssw\u00f6rt")]
    [InlineData("\u5b50\u4f9b\u90e8\u5c4b", "\U0001F9F8\U0001F9F8\U0001F9F8")]
    [InlineData("\u5b50\u4f9b\u90e8\u5c4b\u5b50\u4f9b\u90e8\u5c4b\u5b50!", "\U0001F9F8\U0001F9F8\U0001F9F8\U0001F9F8\U0001F9F8\U0001F9F8\U0001F9F8\U0001F9F8\U0001F9F8\U0001F9F8\U0001F9F8\U0001F9F8\U0001F9F8\U0001F9F8\U0001F9F8\u5b50")]
    public void A_name_and_a_password_beyond_ASCII_arrive_whole(string name, string password)
    {
        Bench.WriteSettings("nf.config", ("wifi.ssid", name), ("server.url", "https://teddy.example.org"));
        Bench.WriteSettings("nf.local.config", ("wifi.password", password), ("child.id", FlashBench.ChildId));

        FlashResult result = Bench.Flash();

        result.AssertEnded(0);
    }

    [Theory]
    [InlineData("12345678901234567890123456789012")]
    [InlineData("\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc")]
    public void A_name_of_32_bytes_which_no_board_could_join_is_told_before_the_board_is_touched(string name)
    {
        Bench.WriteSettings("nf.config", ("wifi.ssid", name), ("server.url", "https://teddy.example.org"));

        FlashResult result = Bench.Flash();

        result.AssertEnded(2, says: "wifi.ssid: has 32 bytes, and a board joins networks whose name has 31 at the most", steps: "");
    }

    [Theory]
    [InlineData("network", """{"WirelessClient":{"Ssid":"Before","Password":"before-before"}}""", "the board has kept another Wi-Fi name or password")]
    [InlineData("ca.pem", "-----BEGIN CERTIFICATE-----\n", "the board has kept another CA bundle")]
    public void A_Wi_Fi_that_the_board_did_not_take_and_a_bundle_that_arrived_cut_are_noticed_by_their_fingerprints(string file, string kept, string problem)
    {
        Bench.Fake("keep." + file, kept);

        FlashResult result = Bench.Flash();

        result.AssertEnded(12, says: problem);
    }

    [Fact]
    public void A_board_without_the_memory_for_its_bundle_is_no_board_that_kept_another()
    {
        Bench.Board.HasNoMemoryForRoots = true;

        FlashResult result = Bench.Flash();

        result.AssertEnded(12, says: "the board has no memory to read its CA bundle");
        Assert.Contains("fewer roots", result.Output);
        Assert.DoesNotContain("-Reset", result.Output);
    }

    [Fact]
    public void Without_the_memory_for_its_bundle_a_wrong_Wi_Fi_is_told_first()
    {
        Bench.Board.HasNoMemoryForRoots = true;
        Bench.Fake("keep.network", """{"WirelessClient":{"Ssid":"Before","Password":"before-before"}}""");

        FlashResult result = Bench.Flash();

        Assert.Contains("the board has kept another Wi-Fi name or password", result.Output);
    }

    [Fact]
    public void A_file_with_the_tail_of_a_longer_one_is_no_reason_to_mend_nf_config()
    {
        Bench.Log("    0.012 error settings provision.json: the file is not one whole JSON object; nothing was changed");

        FlashResult result = Bench.Flash();

        result.AssertEnded(12, says: "the board did not get its settings whole");
        Assert.DoesNotContain("mend nf.config", result.Output);
    }

    [Fact]
    public void The_chips_own_text_at_another_speed_is_not_shown()
    {
        string log = File.ReadAllText(Bench.PathOf("ttyUSB0.log"));
        Bench.Write("ttyUSB0.log", "\u0000\u0012\uFFFD\uFFFD~\u0001x\r\n\uFFFD\u0003\uFFFD    0.001 info  boot     first\r\n" + log[log.IndexOf("    0.002", StringComparison.Ordinal)..]);

        FlashResult result = Bench.Flash();

        result.AssertEnded(0, says: "   |     0.001 info  boot     first");
        Assert.DoesNotContain("\uFFFD", result.Output);
    }
}
