using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VirtualDevice.Tests.Flash;

/// <summary>What flash.ps1 does where something goes wrong: its own exit code, what to do next, and nothing left behind.</summary>
public sealed class FlashFailureTests : FlashBenchTests
{
    [Theory]
    [InlineData("chip", 6)]
    [InlineData("update", 7)]
    [InlineData("deploy", 8)]
    [InlineData("send", 10)]
    public void A_step_that_nanoff_fails_ends_the_run_with_a_code_of_its_own(string step, int code)
    {
        Bench.Fake("fail." + step, "4003");
        Bench.Fake($"fail.{step}.txt", $"Failed to write ({FlashBench.WifiPassword})");

        FlashResult result = Bench.Flash();

        result.AssertFailed(code, says: "(nanoff: E4003)");
        Assert.Equal(step, result.Calls[^1].Step);
    }

    [Theory]
    [InlineData("update", 7, "nanoff says that it flashed nanoCLR, and the board does not run it")]
    [InlineData("deploy", 8, "nanoff says that it flashed the application, and the chip has not confirmed it")]
    [InlineData("network", 9, "the board took 0 of 2 network settings")]
    [InlineData("files", 10, "the board did not take its file ca.pem")]
    public void A_step_that_nanoff_says_to_have_done_and_has_not_is_noticed(string step, int code, string problem)
    {
        Bench.Fake("lie." + step, "");

        FlashResult result = Bench.Flash("-LogSeconds", "1");

        result.AssertFailed(code, says: problem);
    }

    [Fact]
    public void An_old_nanoCLR_that_is_still_there_after_its_update_is_noticed()
    {
        Bench.Fake("clr", FlashBench.Clr("1.16.0.578"));
        Bench.Fake("lie.update", "");

        FlashResult result = Bench.Flash();

        result.AssertFailed(7);
        Assert.Equal("details", result.Calls[^1].Step);
    }

    [Fact]
    public void A_root_that_has_run_out_is_told()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Old Root", key, HashAlgorithmName.SHA256);
        using X509Certificate2 root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-2), DateTimeOffset.UtcNow.AddDays(-1));
        Bench.Write("my.pem", root.ExportCertificatePem());
        Bench.WriteSettings("nf.config", ("wifi.ssid", "Nursery"), ("server.caFile", "my.pem"));

        FlashResult result = Bench.Flash();

        result.AssertFailed(13, says: "CN=Old Root");
        Assert.Contains("has expired", result.Output);
    }

    [Fact]
    public void A_board_that_does_not_answer_after_the_application_is_told()
    {
        Bench.Fake("clr", "half a board\n");
        Bench.Fake("clr.new", "half a board\n");

        Bench.Flash("-SkipClr", "-LogSeconds", "1").AssertFailed(11);
    }

    [Fact]
    public void No_port_is_told_with_what_may_be_missing()
    {
        Bench.Ports = [];

        FlashResult result = Bench.Flash();

        result.AssertFailed(4, says: "no serial port was found");
        Assert.Contains("CP210x or CH340", result.Output);
    }

    [Fact]
    public void Two_ports_are_listed_and_one_is_asked_for_by_name()
    {
        Bench.Ports = [Bench.Port, Bench.PathOf("ttyUSB1")];

        FlashResult several = Bench.Flash();
        FlashResult named = Bench.Flash("-Port", Bench.Port);

        several.AssertFailed(4, says: "ttyUSB1");
        Assert.Contains("./flash.ps1 -LogSeconds 30 -Port ", several.Output);
        Assert.True(named.Code == 0, named.Output);
    }

    [Fact]
    public void A_built_in_port_is_not_taken_for_a_board()
    {
        Bench.Ports = [Bench.PathOf("ttyS0"), Bench.PathOf("ttyS1"), Bench.Port];

        FlashResult result = Bench.Flash();

        result.AssertEnded(0);
        Assert.Equal(Bench.Port, result.Call("deploy")["--serialport"]);
    }

    [Fact]
    public void A_port_that_is_not_there_is_told_with_those_that_are()
    {
        FlashResult result = Bench.Flash("-Port", "COM99");

        result.AssertFailed(4, says: $"there is {Bench.Port}");
    }

    [Fact]
    public void A_port_that_is_not_there_beside_no_other_is_told_with_what_may_be_missing()
    {
        Bench.Ports = [];

        FlashResult result = Bench.Flash("-Port", "COM99");

        result.AssertFailed(4, says: "there is no serial port COM99, nor any other");
        Assert.Contains("CP210x or CH340", result.Output);
    }

    [Fact]
    public void Another_chip_than_the_targets_is_not_written_to()
    {
        Bench.Fake("chip", FlashBench.Chip("ESP32-S3", "ESP32-S3 (revision v0.2)"));

        FlashResult result = Bench.Flash("-Target", "ESP32_REV3");

        result.AssertFailed(6, says: "the chip is an ESP32-S3, and target ESP32_REV3 is for an ESP32", steps: "chip");
    }

    [Theory]
    [InlineData("", "1", "the board said nothing that can be read within 1 s")]
    [InlineData("Ready.\r\n", "3", "the board did not say who it is within 3 s")]
    public void A_board_that_says_nothing_or_not_who_it_is_is_told(string log, string seconds, string problem)
    {
        Bench.Write("ttyUSB0.log", log);

        FlashResult result = Bench.Flash("-LogSeconds", seconds);

        result.AssertFailed(12, says: problem);
    }

    [Theory]
    [InlineData("* ERROR!!!!  Firmware version does not match managed code version!!!! *", "its native code is of another version")]
    [InlineData("    0.011 error settings provision.json: child_id is missing; nothing was changed", "child_id is missing")]
    [InlineData("    0.011 info  settings device=*0009 server=https://teddy.example.org fingerprint=a.b.c", "the board has kept other settings: device *0009")]
    [InlineData("    0.011 info  settings device=*0001 server=https://other.example.org fingerprint=a.b.c", "server https://other.example.org")]
    [InlineData("    0.011 info  settings device=*0001 server=https://teddy.example.org fingerprint=00000000.00000000.00000000", "the board has kept other settings (secret,")]
    [InlineData("    0.011 info  settings device=*0001 server=https://teddy.example.org", "the application is older than this flash.ps1")]
    [InlineData("Waiting for debug commands...", "the application has ended")]
    [InlineData("    0.011 error crash class=NullReferenceException count=3 restart_in_ms=4000", "the firmware fails and restarts the board (NullReferenceException)")]
    public void What_the_first_log_lines_say_decides(string line, string problem)
    {
        Bench.Write("ttyUSB0.log", line + "\r\n");

        FlashResult result = Bench.Flash();

        result.AssertFailed(12, says: problem);
    }

    [Fact]
    public async Task A_board_that_is_unplugged_while_nanoff_waits_for_it_is_told()
    {
        Bench.Fake("hang.chip", "");
        using var running = new RunningFlash(Bench, "-LogSeconds", "1");
        await Bench.HangsAsync();

        Bench.Ports = [];

        Assert.Equal(4, await running.CodeAsync());
        Assert.Contains("is gone: was the board unplugged?", Bench.Engine.Screen.Lines.All);
    }

    [Fact]
    public void A_port_that_another_program_holds_is_told()
    {
        Bench.Write("ttyUSB0.busy", "");

        FlashResult result = Bench.Flash();

        result.AssertFailed(4, says: "cannot be opened (UnauthorizedAccessException)", steps: "");
        Assert.Contains("dialout", result.Output);
    }

    [Theory]
    [InlineData("update")]
    [InlineData("send")]
    public async Task Ctrl_C_in_the_middle_ends_nanoff_and_leaves_no_temporary_file(string step)
    {
        Bench.Fake("hang." + step, "");
        using var running = new RunningFlash(Bench, "-LogSeconds", "60");
        await Bench.Engine.Screen.Lines.WaitForAsync($"--{(step == "send" ? "filedeployment" : step)} ");
        await Bench.HangsAsync();
        string workspace = (await Bench.Engine.Screen.Lines.WaitForAsync("temporary files: ")).Split("temporary files: ")[1];
        Assert.True(Directory.Exists(workspace));

        await running.StopAsync();
        Assert.False(Directory.Exists(workspace));
        int process = int.Parse(File.ReadAllText(Bench.PathOf(".teddy/tools/fake/pid")));
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(process));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_monitor()
    {
        Bench.Fake("clr", FlashBench.Clr("1.17.0.334"));
        using var running = new RunningFlash(Bench, "-SkipClr", "-Monitor");
        await Bench.Engine.Screen.Lines.WaitForAsync("following the log");
        File.AppendAllText(Bench.PathOf("ttyUSB0.later"), "    1.000 info  claim    status=200 in_ms=157\r\n    2.000 warn  session  closed\r\n");
        Assert.StartsWith("[Green]", await Bench.Engine.Screen.Lines.WaitForAsync("status=200"), StringComparison.Ordinal);
        Assert.StartsWith("[Yellow]", await Bench.Engine.Screen.Lines.WaitForAsync("session  closed"), StringComparison.Ordinal);

        await running.StopAsync();
    }
}
