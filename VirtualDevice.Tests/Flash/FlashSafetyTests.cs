using System.Collections.ObjectModel;
using System.Management.Automation.Runspaces;

namespace VirtualDevice.Tests.Flash;

/// <summary>Nothing that a person has is lost, and nothing is said that was not looked at.</summary>
public sealed class FlashSafetyTests : FlashBenchTests
{
    public FlashSafetyTests() => Bench.Fake("clr", FlashBench.Clr("1.17.0.334"));

    [Theory]
    [InlineData("chip")]
    [InlineData("update")]
    [InlineData("send")]
    public void A_reset_that_fails_keeps_the_secret_that_the_board_and_the_server_have(string step)
    {
        byte[] before = Secret(Bench.Flash());
        string kept = File.ReadAllText(Bench.PathOf(".teddy/devices/teddy-esp32-0001.config"));
        Bench.Fake("fail." + step, "4000");

        FlashResult failed = Bench.Flash("-Reset");

        Assert.NotEqual(0, failed.Code);
        Assert.Equal(kept, File.ReadAllText(Bench.PathOf(".teddy/devices/teddy-esp32-0001.config")));
        File.Delete(Bench.PathOf(".teddy/tools/fake/fail." + step));
        Assert.Equal(before, Secret(Bench.Flash()));
    }

    [Fact]
    public void A_reset_without_a_port_keeps_it_too()
    {
        Bench.Flash();
        string kept = File.ReadAllText(Bench.PathOf(".teddy/devices/teddy-esp32-0001.config"));
        Bench.Ports = [];

        Assert.Equal(4, Bench.Flash("-Reset").Code);

        Assert.Equal(kept, File.ReadAllText(Bench.PathOf(".teddy/devices/teddy-esp32-0001.config")));
    }

    [Fact]
    public void A_first_run_that_ends_after_the_files_were_sent_is_not_forgotten_by_the_second()
    {
        Bench.Write("ttyUSB0.log", "");
        FlashResult first = Bench.Flash("-LogSeconds", "1");
        Bench.Log(FakeBoard.SettingsLine);

        FlashResult second = Bench.Flash();

        Assert.Equal((12, 0), (first.Code, second.Code));
        Assert.Equal(Secret(first), Secret(second));
    }

    [Fact]
    public void The_farewell_repeats_the_parameters_and_only_listens()
    {
        FlashResult result = Bench.Flash("-SkipClr", "-Port", Bench.Port);

        result.AssertEnded(0, says: $"(./flash.ps1 -Port {Bench.Port} -Monitor shows it)");
    }

    [Fact]
    public void What_to_run_again_has_the_parameters_that_were_given()
    {
        Bench.Write("ttyUSB0.log", "    0.011 info  settings device=*0009 server=https://teddy.example.org fingerprint=a.b.c\r\n");

        FlashResult result = Bench.Flash("-SkipClr", "-Port", Bench.Port);

        Assert.Contains($"run ./flash.ps1 -SkipClr -Port {Bench.Port} -LogSeconds 30; if it stays so, ", result.Output);
    }

    [Fact]
    public async Task While_the_log_is_followed_no_file_of_the_run_is_left()
    {
        using var running = new RunningFlash(Bench, "-SkipClr", "-Monitor");
        await Bench.Engine.Screen.Lines.WaitForAsync("following the log");

        Assert.Empty(Directory.GetFiles(Bench.PathOf(".teddy/run"), "*", SearchOption.AllDirectories));
        Assert.Contains("done: device *0001 is flashed", Bench.Engine.Screen.Lines.All);

        await running.StopAsync();
        Assert.EndsWith("\nstopped listening; device *0001 is flashed, and goes on", Bench.Engine.Screen.Lines.All, StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(Bench.Engine.Run("$global:LASTEXITCODE")));
    }

    [Fact]
    public void What_a_closed_window_left_behind_goes_at_the_next_start()
    {
        int nobody = 999_999_999;
        Bench.Write($".teddy/run/{nobody}-0123456789abcdef/provision.json", "secret");
        Bench.Write($".teddy/run/{Environment.ProcessId}-0123456789abcdef/provision.json", "of a run that goes on");
        Bench.Write(".teddy/run/mine/notes.txt", "not ours");

        Bench.Flash();

        Assert.Equal(
            [$"{Environment.ProcessId}-0123456789abcdef", "mine"],
            Directory.GetDirectories(Bench.PathOf(".teddy/run")).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("chip", "stopped: nothing was changed on the board")]
    [InlineData("deploy", "stopped: the board may be half flashed; run ./flash.ps1 -LogSeconds 30")]
    public async Task Ctrl_C_ends_with_130_and_one_line(string step, string line)
    {
        Bench.Fake("hang." + step, "");
        using var running = new RunningFlash(Bench);
        await Bench.HangsAsync();

        await running.StopAsync();
        Assert.EndsWith("\n" + line, Bench.Engine.Screen.Lines.All, StringComparison.Ordinal);
        Assert.Equal(130, Assert.Single(Bench.Engine.Run("$global:LASTEXITCODE")));
    }

    [Theory]
    [InlineData(true, 0, "done: device *0001")]
    [InlineData(false, 0, "nothing was changed on the board: it was not confirmed")]
    public void Confirm_asks_once_before_the_board_is_changed(bool isYes, int code, string farewell)
    {
        Bench.Engine.Screen.IsYes = isYes;

        FlashResult result = Bench.Flash("-Confirm");

        result.AssertEnded(code, says: farewell);
        Assert.Single(Bench.Engine.Screen.Questions);
        Assert.Contains($"the board on {Bench.Port} (ESP32_REV3)", Bench.Engine.Screen.Questions[0]);
        Assert.Equal(isYes, result.Steps.Contains("deploy"));
    }

    [Fact]
    public async Task Monitor_alone_only_listens_from_the_first_byte_and_needs_no_settings()
    {
        File.Delete(Bench.PathOf("nf.local.config"));
        Bench.WriteSettings("nf.config");
        Bench.Write("ttyUSB0.live", "first words of a board that crashes\r\n    0.900 error crash class=OutOfMemoryException count=2\r\n");
        using var running = new RunningFlash(Bench, "-Monitor");

        await Bench.Engine.Screen.Lines.WaitForAsync("class=OutOfMemoryException");
        Assert.Contains("   | first words of a board that crashes", Bench.Engine.Screen.Lines.All);

        await running.StopAsync();
        Assert.EndsWith("\nstopped listening", Bench.Engine.Screen.Lines.All, StringComparison.Ordinal);
        Assert.Equal(130, Assert.Single(Bench.Engine.Run("$global:LASTEXITCODE")));
        Assert.Empty(Bench.Calls());
        Assert.False(File.Exists(Bench.PathOf("nf.local.config")));
    }

    [Fact]
    public async Task A_stack_trace_shows_methods_as_the_source_has_them()
    {
        Bench.Write("TeddyFirmware/bin/Release/TeddyFirmware.names", "a TeddyFirmware.Device\na::ad TeddyFirmware.Device::Run\n");
        Bench.Write("ttyUSB0.live", "    ++++ a::ad [IP: 001a] ++++\r\n    ++++ b::c [IP: 0002] ++++\r\na::ad says nothing\r\n");
        using var running = new RunningFlash(Bench, "-Monitor");

        await Bench.Engine.Screen.Lines.WaitForAsync("says nothing");
        await running.StopAsync();

        string shown = Bench.Engine.Screen.Lines.All;
        Assert.Contains("   |     ++++ TeddyFirmware.Device::Run (a::ad) [IP: 001a] ++++\n", shown, StringComparison.Ordinal);
        Assert.Contains("   |     ++++ b::c [IP: 0002] ++++\n", shown, StringComparison.Ordinal);
        Assert.Contains("   | a::ad says nothing", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_that_is_unplugged_is_waited_for()
    {
        using var running = new RunningFlash(Bench, "-Monitor");
        await Bench.Engine.Screen.Lines.WaitForAsync("following the log");

        Bench.Write("ttyUSB0.gone", "");
        await Bench.Engine.Screen.Lines.WaitForAsync("the board is gone: where it was unplugged plug it in again");
        Bench.Write("ttyUSB0.live", "    0.002 info  boot     start firmware=1.0.0\r\n");
        File.Delete(Bench.PathOf("ttyUSB0.gone"));
        await Bench.Engine.Screen.Lines.WaitForAsync("boot     start");

        await running.StopAsync();
    }

    [Fact]
    public void WhatIf_masks_the_secrets_that_are_set()
    {
        FlashResult result = Bench.Flash("-WhatIf");

        result.AssertEnded(0);
        Assert.DoesNotContain(FlashBench.WifiPassword, result.Output);
        Assert.DoesNotContain(FlashBench.ChildId, result.Output);
    }

    [Fact]
    public void WhatIf_lists_all_that_is_missing_and_claims_nothing_of_the_board()
    {
        File.Delete(Bench.PathOf("nf.local.config"));
        File.Delete(Bench.PathOf(".teddy/tools/nanoff"));
        Bench.WriteSettings("nf.config", ("server.caFile", "none.pem"));
        Bench.Ports = [];

        FlashResult result = Bench.FlashWith(new() { ["PATH"] = "" }, "$options.IsDryRun = $true; $options.Image = 'none.bin'");

        Assert.Equal(2, result.Code);
        foreach (string missing in new[]
        {
            "wifi.ssid: is empty", "child.id: is not set", "there is no CA file", "nanoff is not installed", "no serial port was found",
            "there is no application image none.bin",
        })
        {
            Assert.Contains(missing, result.Output);
        }

        Assert.DoesNotContain("asking the chip", result.Output);
        Assert.DoesNotContain("flashing", result.Output);
    }

    [Theory]
    [InlineData("-Sub", "there is no parameter -Sub")]
    [InlineData("-LogSeconds 0", "-LogSeconds must be a whole number from 1 to 600")]
    [InlineData("-LogSeconds many", "-LogSeconds must be a whole number from 1 to 600")]
    [InlineData("COM5", "there is no parameter COM5")]
    public void A_wrong_parameter_ends_with_2(string parameters, string problem)
    {
        int at = Bench.Engine.Screen.Lines.All.Length;

        object? code = Assert.Single(Bench.Engine.Run($"param($script) & $script {parameters}\n$global:LASTEXITCODE", Bench.PathOf("flash.ps1")));

        Assert.Equal(2, code);
        Assert.Contains(problem, Bench.Engine.Screen.Lines.All[at..]);
    }

    [Fact]
    public void All_that_is_said_can_be_kept_in_a_file()
    {
        // As "*> log.txt" does: all streams, and not the screen.
        string log = string.Join('\n', Bench.Engine.Run("param($script) & $script -WhatIf *>&1 | ForEach-Object { \"$_\" }", Bench.PathOf("flash.ps1")));

        Assert.Contains("== reading nf.config", log);
        Assert.Contains("nothing was changed", log);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_gets_its_own_sentence()
    {
        Bench.Write(".teddy/devices", "a file where a folder has to be");

        FlashResult result = Bench.Flash();

        result.AssertEnded(2);
        Assert.Contains(".teddy", result.Output.Split('\n')[^1]);
        Assert.DoesNotContain("fault in flash.ps1", result.Output);
    }

    [Fact]
    public void An_open_network_is_configured_without_a_password()
    {
        Bench.WriteSettings("nf.local.config", ("child.id", FlashBench.ChildId));

        using JsonDocument network = JsonDocument.Parse(Bench.Flash().Call("send").Text("network.json"));

        JsonElement wireless = network.RootElement.GetProperty("WirelessClient");
        Assert.Equal(("Open", ""), (wireless.GetProperty("Authentication").GetString(), wireless.GetProperty("Password").GetString()));
    }

    [Fact]
    public void An_open_network_is_said_by_name_and_never_chosen_by_a_file_that_was_made_just_now()
    {
        Bench.WriteSettings("nf.local.config", ("child.id", FlashBench.ChildId));
        FlashResult open = Bench.Flash();
        File.Delete(Bench.PathOf("nf.local.config"));
        FlashResult made = Bench.Flash("-Stub");

        open.AssertEnded(0, says: "wifi.password is empty: the network is taken as open");
        Assert.Equal(2, made.Code);
        Assert.Contains("wifi.password: is not set", made.Output);
    }

    [Fact]
    public void Help_is_found_and_targets_and_ports_are_completed()
    {
        IReadOnlyList<object?> help = Bench.Engine.Run(
            "param($script) $help = Get-Help $script -Detailed; $help.Synopsis; ($help.parameters.parameter | ForEach-Object { $_.name }) -join ' '", Bench.PathOf("flash.ps1"));

        Assert.StartsWith("Makes a bare ESP32 board a teddy", ((string)help[0]!).Trim(), StringComparison.Ordinal);
        Assert.Contains("InstallTools", (string)help[1]!);
        Assert.Equal(["ESP32_S3_OCTAL", "ESP32_S3_QUAD"], Completed("-Target ESP32_S3"));
        Assert.Equal([Bench.Port], Completed("-Port " + Bench.Port[..^3]));
    }

    private string[] Completed(string typed) => [.. Bench.Engine.Run(
        "param($line) (TabExpansion2 $line $line.Length).CompletionMatches | ForEach-Object { $_.CompletionText }", Bench.PathOf("flash.ps1") + " " + typed).Cast<string>()];

    private static byte[] Secret(FlashResult result) => FlashTests.Settings(result).OobSecret;
}
