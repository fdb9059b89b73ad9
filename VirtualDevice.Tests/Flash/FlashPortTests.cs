namespace VirtualDevice.Tests.Flash;

/// <summary>A board with USB of its own (S2, S3, C3): its port goes away at a reset, and comes back, sometimes under another name.</summary>
public sealed class FlashPortTests : FlashBenchTests
{
    private const string Product = "usb-Espressif_USB_JTAG_24:0A:C4:00:00:01-if00";

    public FlashPortTests()
    {
        Bench.Fake("clr", FlashBench.Clr("1.17.0.334"));
        File.Copy(Bench.PathOf("ttyUSB0.log"), Bench.PathOf("ttyACM1.log"));
        File.Copy(Bench.PathOf("ttyUSB0.log"), Bench.PathOf("ttyACM2.log"));
    }

    private string First => Bench.PathOf("ttyACM1");

    private string Second => Bench.PathOf("ttyACM2");

    [Fact]
    public void The_likelier_of_two_ports_is_suggested()
    {
        Bench.Ports = [Bench.PathOf("rfcomm0"), Bench.Port];

        FlashResult result = Bench.Flash();

        Assert.Equal(4, result.Code);
        Assert.EndsWith($"-Port {Bench.Port}", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_port_is_taken_as_it_is()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string link = Bench.PathOf("usb-Silicon_Labs_CP2102-if00-port0");
        Bench.Write("ttyUSB0", "");
        File.CreateSymbolicLink(link, Bench.Port);
        File.CreateSymbolicLink(link + ".log", Bench.Port + ".log");

        FlashResult result = Bench.Flash("-Port", link);

        result.AssertEnded(0);
        Assert.Equal(link, result.Call("deploy")["--serialport"]);
    }

    [Theory]
    [InlineData("chip", 4)]
    [InlineData("deploy", 2)]
    [InlineData("send", 0)]
    public void Where_it_comes_back_under_another_name_the_run_goes_on_there(string step, int calls)
    {
        Bench.Fake("ports." + step, First);

        FlashResult result = Bench.Flash("-Port", Bench.Port);

        result.AssertEnded(0, says: $"the board is at {First} now");
        Assert.Equal(calls, result.Calls.Count(call => call["--serialport"] == First));
        Assert.Contains($"(./flash.ps1 -Port {First} -Monitor shows it)", result.Output);
    }

    [Fact]
    public void The_one_that_shares_a_name_with_it_is_taken_where_the_system_keeps_such_names()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Link("by-id", Bench.Port);
        Link("by-path", Second);
        Bench.Fake("ports.deploy", First + "\n" + Second);

        FlashResult result = FlashWithLinks();

        result.AssertEnded(0, says: $"the board is at {Second} now");
        Assert.Equal(Second, result.Call("send")["--serialport"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Another_board_that_is_plugged_in_meanwhile_is_not_taken_for_it(bool hasLinks)
    {
        if (hasLinks)
        {
            Link("by-id", Bench.Port);
        }

        // Without such names one new port would be the board's, and two say nothing.
        Bench.Fake("ports.deploy", hasLinks ? First : First + "\n" + Second);

        FlashResult result = FlashWithLinks();

        result.AssertEnded(4, says: $"{Bench.Port} has gone: waiting up to 1 s for the board to come back, under this name or another");
        Assert.Contains($"the port {Bench.Port} is gone: was the board unplugged?", result.Output);
        Assert.DoesNotContain("dialout", result.Output);
    }

    [Fact]
    public async Task While_nanoff_waits_for_the_old_name_it_is_ended_and_called_with_the_new_one()
    {
        Bench.Fake("hang.details", "");
        using var running = new RunningFlash(Bench, "-LogSeconds", "3");
        await Bench.HangsAsync();

        File.Delete(Bench.PathOf(".teddy/tools/fake/hang.details"));
        Bench.Ports = [First];

        Assert.Equal(0, await running.CodeAsync());
        Assert.Equal([Bench.Port, First], Bench.Calls().Skip(1).Take(2).Select(call => call["--serialport"]));
    }

    [Fact]
    public async Task One_that_is_listened_to_is_found_again_too()
    {
        using var running = new RunningFlash(Bench, "-Monitor");
        await Bench.Engine.Screen.Lines.WaitForAsync("following the log");

        Bench.Write("ttyACM1.live", "    0.002 info  boot     start firmware=1.0.0\r\n");
        Bench.Ports = [First];
        await Bench.Engine.Screen.Lines.WaitForAsync($"the board is at {First} now");
        await Bench.Engine.Screen.Lines.WaitForAsync("boot     start");

        await running.StopAsync();
    }

    [Fact]
    public void On_Windows_RTS_reaches_it_with_the_next_write_of_DTR()
    {
        Bench.Write("ttyUSB0.usbser", "");

        FlashResult result = Bench.Flash("-LogSeconds", "5");

        result.AssertEnded(0);
    }

    [Fact]
    public async Task A_board_whose_reset_line_leads_nowhere_is_asked_for_its_button()
    {
        Bench.Write("ttyUSB0.manual", "");
        Bench.Write("ttyUSB0.live", "  812.345 info  session  echo bytes=95 round_trip_ms=12\r\n");
        using var running = new RunningFlash(Bench);

        await Bench.Engine.Screen.Lines.WaitForAsync(">> the board does not start: press its button RESET");
        File.AppendAllText(Bench.PathOf("ttyUSB0.live"), Bench.Board.Start(File.ReadAllText(Bench.PathOf("ttyUSB0.log"))));

        Assert.Equal(0, await running.CodeAsync());
    }

    private void Link(string folder, string port)
    {
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Bench.PathOf(folder));
            File.CreateSymbolicLink(Bench.PathOf(Path.Combine(folder, Product)), port);
        }
    }

    private FlashResult FlashWithLinks() => Bench.FlashWith(
        [], $"$SerialLinks = '{Bench.PathOf("by-id")}', '{Bench.PathOf("by-path")}'; $options.LogSeconds = '1'");
}
