using System.Diagnostics;
using System.Globalization;

namespace VirtualDevice.Tests.Flash;

/// <summary>flash.ps1 -Test: the unit tests part by part on a board that runs them; a script stands for the SDK.</summary>
public sealed class FlashBoardTestsTests : FlashBenchTests
{
    public FlashBoardTestsTests()
    {
        Bench.Fake("clr", FlashBench.Clr("1.17.0.334"));
        Bench.Fake("app.new", "  mscorlib, 1.17.11.0\n  NFUnitTest, 1.0.0.0\n");
        Parts("wire", "session");
        Bench.Write("tests.bin", TestImage.Of("NFUnitTest"));
        Bench.Dotnet($"""
            if [ "$1" = run ]; then
              echo server > "$5/test-foreign.txt"; echo server > "$5/ca.pem"; echo server > "$5/test-server.txt"
              echo $$ > "{Bench.PathOf("server.pid")}"
              exec sleep 600
            fi
            for word in "$@"; do case $word in -p:TeddyTestPart=*) part=$(echo "$word" | cut -d= -f2) ;; esac; done
            folder="{Bench.PathOf("TeddyFirmware.Tests/bin/Release/board")}/$part"
            mkdir -p "$folder"
            cp "{Bench.PathOf("tests.bin")}" "$folder/NFUnitTest.bin"
            echo '{"{"}"results":3,"classes":[]{"}"}' > "$folder/NFUnitTest.json"
            """);
    }

    [Fact]
    public void Every_part_is_built_flashed_and_read_to_its_last_result()
    {
        Prints("Test passed,A.One.0,120", "Test passed,A.Two.0,99", "Test skipped,A.Three.0,needs a contract server");

        FlashResult result = Bench.FlashBuilding("$options.IsTest = $true; $options.Given = [ordered] @{ LogSeconds = '30' }");

        result.AssertEnded(0, says: "4 passed, 0 failed, 2 skipped", steps: "chip details deploy deploy");
        Assert.Contains("run ./flash.ps1 -LogSeconds 30 for the firmware", result.Output);
        Assert.Equal(2, Bench.DotnetCalls().Split('\n').Length);
        Assert.Contains("build TeddyFirmware.Tests/TeddyFirmware.Tests.nfproj -c Release -t:Image -p:TeddyTestPart=wire", Bench.DotnetCalls());
    }

    [Fact]
    public void A_test_that_fails_is_shown_and_has_an_exit_code_of_its_own()
    {
        Prints("Test passed,A.One.0,120", "Test failed,A.Two.0,Expected 1 but was 2", "Test passed,A.Three.0,5");

        FlashResult result = Bench.FlashBuilding("$options.IsTest = $true; $options.Given = [ordered] @{ LogSeconds = '30' }");

        result.AssertEnded(15, says: "[Red]    Test failed,A.Two.0,Expected 1 but was 2");
        Assert.Contains("4 passed, 2 failed, 0 skipped", result.Output);
    }

    [Fact]
    public void A_part_that_ends_early_says_how_many_were_expected_and_which_was_the_last()
    {
        Prints("Test passed,A.One.0,120");

        FlashResult result = Bench.FlashBuilding("$options.IsTest = $true; $options.LogSeconds = '1'");

        result.AssertEnded(15, says: "part wire ended after 1 of 3 results; the last was A.One.0, and then none came for 1 s");
        Assert.Contains("2 passed, 4 failed, 0 skipped", result.Output);
    }

    [Theory]
    [InlineData("Tests done,1", "")]
    [InlineData("Waiting for debug commands...", ", and then the program ended: an exception, or no memory")]
    [InlineData("rst:0xc (SW_CPU_RESET)\r\nTest passed,A.One.0,120", ", and then the board restarted: the test after it has brought nanoCLR down")]
    public void A_part_that_has_ended_early_is_not_waited_for(string next, string end)
    {
        Prints("Test passed,A.One.0,120", next);

        FlashResult result = Bench.FlashBuilding("$options.IsTest = $true; $options.LogSeconds = '600'");

        result.AssertEnded(15, says: $"part wire ended after 1 of 3 results; the last was A.One.0{end}\n");
        Assert.Contains("2 passed, 4 failed, 0 skipped", result.Output);
    }

    [Fact]
    public void The_board_keeps_its_identity_and_can_be_flashed_again()
    {
        string log = File.ReadAllText(Bench.PathOf("ttyUSB0.log"));
        File.Delete(Bench.PathOf(".teddy/tools/fake/app.new"));
        FlashResult first = Bench.Flash();
        Bench.Fake("app.new", "  NFUnitTest, 1.0.0.0\n");
        Prints("Test passed,A.One.0,1", "Test passed,A.Two.0,1", "Test passed,A.Three.0,1");
        FlashResult tests = Bench.FlashBuilding("$options.IsTest = $true; $options.Given = [ordered] @{ LogSeconds = '30' }");
        File.Delete(Bench.PathOf(".teddy/tools/fake/app.new"));
        Bench.Write("ttyUSB0.log", log);
        FlashResult second = Bench.Flash();

        Assert.Equal((0, 0, 0), (first.Code, tests.Code, second.Code));
        Assert.Equal(FlashTests.Settings(first).OobSecret, FlashTests.Settings(second).OobSecret);
    }

    [Fact]
    public void With_Stub_the_network_parts_get_a_server_and_it_ends_with_the_run()
    {
        Parts("wire", "board-http");
        Prints("Test passed,A.One.0,1", "Test passed,A.Two.0,1", "Test passed,A.Three.0,1");

        FlashResult result = Bench.FlashBuilding("$options.IsTest = $true; $options.IsStub = $true");

        result.AssertEnded(0, steps: "chip details deploy send deploy");
        FlashCall send = result.Call("send");
        Assert.Equal("server\nserver\nserver\n", send.Text("test-server.txt") + send.Text("test-foreign.txt") + send.Text("ca.pem"));
        Assert.Contains("run --project build/ContractServer -- ", Bench.DotnetCalls());
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(int.Parse(File.ReadAllText(Bench.PathOf("server.pid")), CultureInfo.InvariantCulture)));
        Assert.False(Directory.Exists(result.Workspace!));
    }

    private void Parts(params string[] names) => Bench.Write("TeddyFirmware.Tests/TestParts.props",
        "<Project xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\"><ItemGroup>"
        + string.Concat(names.Select(name => $"<TestPart Include=\"{name}\"/>")) + "</ItemGroup></Project>");

    private void Prints(params string[] lines) => Bench.Write("ttyUSB0.log",
        string.Create(CultureInfo.InvariantCulture, $"Starting test run\r\n{string.Join("\r\n", lines)}\r\n"));
}
