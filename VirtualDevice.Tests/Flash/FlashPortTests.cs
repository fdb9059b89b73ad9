using System.Management.Automation;
using VirtualDevice.Tests.Flash.Support;

namespace VirtualDevice.Tests.Flash;

/// <summary>A board with USB of its own (S2, S3, C3): its port goes away at a reset, and comes back, sometimes under another name.</summary>
public sealed class FlashPortTests : IDisposable
{
    private const string Product = "usb-Espressif_USB_JTAG_24:0A:C4:00:00:01-if00";

    private readonly FlashBench _bench = new();

    public FlashPortTests()
    {
        _bench.Fake("clr", FlashBench.Clr("1.17.0.334"));
        File.Copy(_bench.PathOf("ttyUSB0.log"), _bench.PathOf("ttyACM1.log"));
        File.Copy(_bench.PathOf("ttyUSB0.log"), _bench.PathOf("ttyACM2.log"));
    }

    private string First => _bench.PathOf("ttyACM1");

    private string Second => _bench.PathOf("ttyACM2");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_likelier_of_two_ports_is_suggested()
    {
        _bench.Ports = [_bench.PathOf("rfcomm0"), _bench.Port];

        FlashResult result = _bench.Flash();

        Assert.Equal(4, result.Code);
        Assert.EndsWith($"-Port {_bench.Port}", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_port_is_taken_as_it_is()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string link = _bench.PathOf("usb-Silicon_Labs_CP2102-if00-port0");
        _bench.Write("ttyUSB0", "");
        File.CreateSymbolicLink(link, _bench.Port);
        File.CreateSymbolicLink(link + ".log", _bench.Port + ".log");

        FlashResult result = _bench.Flash("-Port", link);

        Assert.True(result.Code == 0, result.Output);
        Assert.Equal(link, result.Call("deploy")["--serialport"]);
    }

    [Theory]
    [InlineData("chip", 4)]
    [InlineData("deploy", 2)]
    [InlineData("send", 0)]
    public void Where_it_comes_back_under_another_name_the_run_goes_on_there(string step, int calls)
    {
        _bench.Fake("ports." + step, First);

        FlashResult result = _bench.Flash("-Port", _bench.Port);

        Assert.True(result.Code == 0, result.Output);
        Assert.Contains($"the board is at {First} now", result.Output);
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

        Link("by-id", _bench.Port);
        Link("by-path", Second);
        _bench.Fake("ports.deploy", First + "\n" + Second);

        FlashResult result = FlashWithLinks();

        Assert.True(result.Code == 0, result.Output);
        Assert.Contains($"the board is at {Second} now", result.Output);
        Assert.Equal(Second, result.Call("send")["--serialport"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Another_board_that_is_plugged_in_meanwhile_is_not_taken_for_it(bool hasLinks)
    {
        if (hasLinks)
        {
            Link("by-id", _bench.Port);
        }

        // Without such names one new port would be the board's, and two say nothing.
        _bench.Fake("ports.deploy", hasLinks ? First : First + "\n" + Second);

        FlashResult result = FlashWithLinks();

        Assert.True(result.Code == 4, result.Output);
        Assert.Contains($"{_bench.Port} has gone: waiting up to 1 s for the board to come back, under this name or another", result.Output);
        Assert.Contains($"the port {_bench.Port} is gone: was the board unplugged?", result.Output);
        Assert.DoesNotContain("dialout", result.Output);
    }

    [Fact]
    public async Task While_nanoff_waits_for_the_old_name_it_is_ended_and_called_with_the_new_one()
    {
        _bench.Fake("hang.details", "");
        using PowerShell shell = _bench.Start("-LogSeconds", "3");
        IAsyncResult running = shell.BeginInvoke();
        await _bench.HangsAsync();

        File.Delete(_bench.PathOf(".teddy/tools/fake/hang.details"));
        _bench.Ports = [First];

        await Task.Run(() => running.AsyncWaitHandle.WaitOne(), TestContext.Current.CancellationToken).Within();
        Assert.Equal(0, Assert.Single(shell.EndInvoke(running)).BaseObject);
        Assert.Equal([_bench.Port, First], _bench.Calls().Skip(1).Take(2).Select(call => call["--serialport"]));
    }

    [Fact]
    public async Task One_that_is_listened_to_is_found_again_too()
    {
        using PowerShell shell = _bench.Start("-Monitor");
        IAsyncResult running = shell.BeginInvoke();
        await _bench.Engine.Screen.Lines.WaitForAsync("following the log");

        _bench.Write("ttyACM1.live", "    0.002 info  boot     start firmware=1.0.0\r\n");
        _bench.Ports = [First];
        await _bench.Engine.Screen.Lines.WaitForAsync($"the board is at {First} now");
        await _bench.Engine.Screen.Lines.WaitForAsync("boot     start");

        await Task.Run(shell.Stop, TestContext.Current.CancellationToken).Within();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
    }

    [Fact]
    public void On_Windows_RTS_reaches_it_with_the_next_write_of_DTR()
    {
        _bench.Write("ttyUSB0.usbser", "");

        FlashResult result = _bench.Flash("-LogSeconds", "5");

        Assert.True(result.Code == 0, result.Output);
    }

    [Fact]
    public async Task A_board_whose_reset_line_leads_nowhere_is_asked_for_its_button()
    {
        _bench.Write("ttyUSB0.manual", "");
        _bench.Write("ttyUSB0.live", "  812.345 info  session  echo bytes=95 round_trip_ms=12\r\n");
        using PowerShell shell = _bench.Start();
        IAsyncResult running = shell.BeginInvoke();

        await _bench.Engine.Screen.Lines.WaitForAsync(">> the board does not start: press its button RESET");
        File.AppendAllText(_bench.PathOf("ttyUSB0.live"), _bench.Board.Start(File.ReadAllText(_bench.PathOf("ttyUSB0.log"))));

        await Task.Run(() => running.AsyncWaitHandle.WaitOne(), TestContext.Current.CancellationToken).Within();
        Assert.Equal(0, Assert.Single(shell.EndInvoke(running)).BaseObject);
    }

    private void Link(string folder, string port)
    {
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(_bench.PathOf(folder));
            File.CreateSymbolicLink(_bench.PathOf(Path.Combine(folder, Product)), port);
        }
    }

    private FlashResult FlashWithLinks() => _bench.FlashWith(
        [], $"$SerialLinks = '{_bench.PathOf("by-id")}', '{_bench.PathOf("by-path")}'; $options.LogSeconds = '1'");
}
