using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using VirtualDevice.Tests.Flash.Support;

namespace VirtualDevice.Tests.Flash;

/// <summary>Nothing that a person has is lost, and nothing is said that was not looked at.</summary>
public sealed class FlashSafetyTests : IDisposable
{
    private readonly FlashBench _bench = new();

    public FlashSafetyTests() => _bench.Fake("clr", FlashBench.Clr("1.17.0.334"));

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("chip")]
    [InlineData("update")]
    [InlineData("send")]
    public void A_reset_that_fails_keeps_the_secret_that_the_board_and_the_server_have(string step)
    {
        byte[] before = Secret(_bench.Flash());
        string kept = File.ReadAllText(_bench.PathOf(".teddy/devices/teddy-esp32-0001.config"));
        _bench.Fake("fail." + step, "4000");

        FlashResult failed = _bench.Flash("-Reset");

        Assert.NotEqual(0, failed.Code);
        Assert.Equal(kept, File.ReadAllText(_bench.PathOf(".teddy/devices/teddy-esp32-0001.config")));
        File.Delete(_bench.PathOf(".teddy/tools/fake/fail." + step));
        Assert.Equal(before, Secret(_bench.Flash()));
    }

    [Fact]
    public void A_reset_without_a_port_keeps_it_too()
    {
        _bench.Flash();
        string kept = File.ReadAllText(_bench.PathOf(".teddy/devices/teddy-esp32-0001.config"));
        _bench.Ports = [];

        Assert.Equal(4, _bench.Flash("-Reset").Code);

        Assert.Equal(kept, File.ReadAllText(_bench.PathOf(".teddy/devices/teddy-esp32-0001.config")));
    }

    [Fact]
    public void A_first_run_that_ends_after_the_files_were_sent_is_not_forgotten_by_the_second()
    {
        _bench.Write("ttyUSB0.log", "");
        FlashResult first = _bench.Flash("-LogSeconds", "1");
        _bench.Log(FakeBoard.SettingsLine);

        FlashResult second = _bench.Flash();

        Assert.Equal((12, 0), (first.Code, second.Code));
        Assert.Equal(Secret(first), Secret(second));
    }

    [Fact]
    public void The_farewell_repeats_the_parameters_and_only_listens()
    {
        FlashResult result = _bench.Flash("-SkipClr", "-Port", _bench.Port);

        Assert.True(result.Code == 0, result.Output);
        Assert.Contains($"(./flash.ps1 -Port {_bench.Port} -Monitor shows it)", result.Output);
    }

    [Fact]
    public void What_to_run_again_has_the_parameters_that_were_given()
    {
        _bench.Write("ttyUSB0.log", "    0.011 info  settings device=*0009 server=https://teddy.example.org fingerprint=a.b.c\r\n");

        FlashResult result = _bench.Flash("-SkipClr", "-Port", _bench.Port);

        Assert.Contains($"run ./flash.ps1 -SkipClr -Port {_bench.Port} -LogSeconds 30; if it stays so, ", result.Output);
    }

    [Fact]
    public async Task While_the_log_is_followed_no_file_of_the_run_is_left()
    {
        using PowerShell shell = _bench.Start("-SkipClr", "-Monitor");
        IAsyncResult running = shell.BeginInvoke();
        await _bench.Engine.Screen.Lines.WaitForAsync("following the log");

        Assert.Empty(Directory.GetFiles(_bench.PathOf(".teddy/run"), "*", SearchOption.AllDirectories));
        Assert.Contains("done: device *0001 is flashed", _bench.Engine.Screen.Lines.All);

        await Task.Run(shell.Stop, TestContext.Current.CancellationToken).Within();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.EndsWith("\nstopped listening; device *0001 is flashed, and goes on", _bench.Engine.Screen.Lines.All, StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(_bench.Engine.Run("$global:LASTEXITCODE")));
    }

    [Fact]
    public void What_a_closed_window_left_behind_goes_at_the_next_start()
    {
        int nobody = 999_999_999;
        _bench.Write($".teddy/run/{nobody}-0123456789abcdef/provision.json", "secret");
        _bench.Write($".teddy/run/{Environment.ProcessId}-0123456789abcdef/provision.json", "of a run that goes on");
        _bench.Write(".teddy/run/mine/notes.txt", "not ours");

        _bench.Flash();

        Assert.Equal(
            [$"{Environment.ProcessId}-0123456789abcdef", "mine"],
            Directory.GetDirectories(_bench.PathOf(".teddy/run")).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("chip", "stopped: nothing was changed on the board")]
    [InlineData("deploy", "stopped: the board may be half flashed; run ./flash.ps1 -LogSeconds 30")]
    public async Task Ctrl_C_ends_with_130_and_one_line(string step, string line)
    {
        _bench.Fake("hang." + step, "");
        using PowerShell shell = _bench.Start();
        IAsyncResult running = shell.BeginInvoke();
        await _bench.HangsAsync();

        await Task.Run(shell.Stop, TestContext.Current.CancellationToken).Within();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.EndsWith("\n" + line, _bench.Engine.Screen.Lines.All, StringComparison.Ordinal);
        Assert.Equal(130, Assert.Single(_bench.Engine.Run("$global:LASTEXITCODE")));
    }

    [Theory]
    [InlineData(true, 0, "done: device *0001")]
    [InlineData(false, 0, "nothing was changed on the board: it was not confirmed")]
    public void Confirm_asks_once_before_the_board_is_changed(bool isYes, int code, string farewell)
    {
        _bench.Engine.Screen.IsYes = isYes;

        FlashResult result = _bench.Flash("-Confirm");

        Assert.True(result.Code == code, result.Output);
        Assert.Contains(farewell, result.Output);
        Assert.Single(_bench.Engine.Screen.Questions);
        Assert.Contains($"the board on {_bench.Port} (ESP32_REV3)", _bench.Engine.Screen.Questions[0]);
        Assert.Equal(isYes, result.Steps.Contains("deploy"));
    }

    [Fact]
    public async Task Monitor_alone_only_listens_from_the_first_byte_and_needs_no_settings()
    {
        File.Delete(_bench.PathOf("nf.local.config"));
        _bench.WriteSettings("nf.config");
        _bench.Write("ttyUSB0.live", "first words of a board that crashes\r\n    0.900 error crash class=OutOfMemoryException count=2\r\n");
        using PowerShell shell = _bench.Start("-Monitor");
        IAsyncResult running = shell.BeginInvoke();

        await _bench.Engine.Screen.Lines.WaitForAsync("class=OutOfMemoryException");
        Assert.Contains("   | first words of a board that crashes", _bench.Engine.Screen.Lines.All);

        await Task.Run(shell.Stop, TestContext.Current.CancellationToken).Within();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.EndsWith("\nstopped listening", _bench.Engine.Screen.Lines.All, StringComparison.Ordinal);
        Assert.Equal(130, Assert.Single(_bench.Engine.Run("$global:LASTEXITCODE")));
        Assert.Empty(_bench.Calls());
        Assert.False(File.Exists(_bench.PathOf("nf.local.config")));
    }

    [Fact]
    public async Task A_board_that_is_unplugged_is_waited_for()
    {
        using PowerShell shell = _bench.Start("-Monitor");
        IAsyncResult running = shell.BeginInvoke();
        await _bench.Engine.Screen.Lines.WaitForAsync("following the log");

        _bench.Write("ttyUSB0.gone", "");
        await _bench.Engine.Screen.Lines.WaitForAsync("the board is gone: where it was unplugged plug it in again");
        _bench.Write("ttyUSB0.live", "    0.002 info  boot     start firmware=1.0.0\r\n");
        File.Delete(_bench.PathOf("ttyUSB0.gone"));
        await _bench.Engine.Screen.Lines.WaitForAsync("boot     start");

        await Task.Run(shell.Stop, TestContext.Current.CancellationToken).Within();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
    }

    [Fact]
    public void WhatIf_masks_the_secrets_that_are_set()
    {
        FlashResult result = _bench.Flash("-WhatIf");

        Assert.True(result.Code == 0, result.Output);
        Assert.DoesNotContain(FlashBench.WifiPassword, result.Output);
        Assert.DoesNotContain(FlashBench.ChildId, result.Output);
    }

    [Fact]
    public void WhatIf_lists_all_that_is_missing_and_claims_nothing_of_the_board()
    {
        File.Delete(_bench.PathOf("nf.local.config"));
        File.Delete(_bench.PathOf(".teddy/tools/nanoff"));
        _bench.WriteSettings("nf.config", ("server.caFile", "none.pem"));
        _bench.Ports = [];

        FlashResult result = _bench.FlashWith(new() { ["PATH"] = "" }, "$options.IsDryRun = $true; $options.Image = 'none.bin'");

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
        int at = _bench.Engine.Screen.Lines.All.Length;

        object? code = Assert.Single(_bench.Engine.Run($"param($script) & $script {parameters}\n$global:LASTEXITCODE", _bench.PathOf("flash.ps1")));

        Assert.Equal(2, code);
        Assert.Contains(problem, _bench.Engine.Screen.Lines.All[at..]);
    }

    [Fact]
    public void All_that_is_said_can_be_kept_in_a_file()
    {
        // As "*> log.txt" does: all streams, and not the screen.
        string log = string.Join('\n', _bench.Engine.Run("param($script) & $script -WhatIf *>&1 | ForEach-Object { \"$_\" }", _bench.PathOf("flash.ps1")));

        Assert.Contains("== reading nf.config", log);
        Assert.Contains("nothing was changed", log);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_gets_its_own_sentence()
    {
        _bench.Write(".teddy/devices", "a file where a folder has to be");

        FlashResult result = _bench.Flash();

        Assert.True(result.Code == 2, result.Output);
        Assert.Contains(".teddy", result.Output.Split('\n')[^1]);
        Assert.DoesNotContain("fault in flash.ps1", result.Output);
    }

    [Fact]
    public void An_open_network_is_configured_without_a_password()
    {
        _bench.WriteSettings("nf.local.config", ("child.id", FlashBench.ChildId));

        using JsonDocument network = JsonDocument.Parse(_bench.Flash().Call("send").Text("network.json"));

        JsonElement wireless = network.RootElement.GetProperty("WirelessClient");
        Assert.Equal(("Open", ""), (wireless.GetProperty("Authentication").GetString(), wireless.GetProperty("Password").GetString()));
    }

    [Fact]
    public void An_open_network_is_said_by_name_and_never_chosen_by_a_file_that_was_made_just_now()
    {
        _bench.WriteSettings("nf.local.config", ("child.id", FlashBench.ChildId));
        FlashResult open = _bench.Flash();
        File.Delete(_bench.PathOf("nf.local.config"));
        FlashResult made = _bench.Flash("-Stub");

        Assert.True(open.Code == 0, open.Output);
        Assert.Contains("wifi.password is empty: the network is taken as open", open.Output);
        Assert.Equal(2, made.Code);
        Assert.Contains("wifi.password: is not set", made.Output);
    }

    [Fact]
    public void Help_is_found_and_targets_and_ports_are_completed()
    {
        IReadOnlyList<object?> help = _bench.Engine.Run(
            "param($script) $help = Get-Help $script -Detailed; $help.Synopsis; ($help.parameters.parameter | ForEach-Object { $_.name }) -join ' '", _bench.PathOf("flash.ps1"));

        Assert.StartsWith("Makes a bare ESP32 board a teddy", ((string)help[0]!).Trim(), StringComparison.Ordinal);
        Assert.Contains("InstallTools", (string)help[1]!);
        Assert.Equal(["ESP32_S3_OCTAL", "ESP32_S3_QUAD"], Completed("-Target ESP32_S3"));
        Assert.Equal([_bench.Port], Completed("-Port " + _bench.Port[..^3]));
    }

    private string[] Completed(string typed) => [.. _bench.Engine.Run(
        "param($line) (TabExpansion2 $line $line.Length).CompletionMatches | ForEach-Object { $_.CompletionText }", _bench.PathOf("flash.ps1") + " " + typed).Cast<string>()];

    private static byte[] Secret(FlashResult result) => FlashTests.Settings(result).OobSecret;
}
