namespace VirtualDevice.Tests.Doctor;

/// <summary>The doctor as a person or a script starts it.</summary>
public sealed class DoctorCommandTests : ProgramTests
{
    [Fact]
    public async Task Its_report_goes_to_the_output_in_plain_lines_and_a_running_stub_ends_it_with_0()
    {
        await using Bench bench = await Bench.StartAsync();
        var environment = new Dictionary<string, string>
        {
            ["TEDDY_STUB_PORT"] = bench.Stub.Port.ToString(),
            ["TEDDY_STUB_DATAFOLDER"] = Path.GetDirectoryName(bench.Stub.CaPemPath)!,
        };

        using DeviceProcess process = Start(environment, "doctor");

        Assert.Equal(0, await process.ExitCodeAsync());
        Assert.Equal(13, process.Output.All.Split('\n').Count(line => line.StartsWith("ok    ", StringComparison.Ordinal)));
        Assert.Contains("nothing stands in the way", process.Output.All);
        Assert.DoesNotContain('\x1b', process.Output.All);
        Assert.Equal("", process.Errors);
        Assert.Equal([Folder["nf.config"]], Directory.GetFileSystemEntries(Folder.FullName));
    }

    [Fact]
    public async Task Its_exit_code_is_that_of_the_first_row_that_fails()
    {
        using DeviceProcess process = Start(new Dictionary<string, string> { ["TEDDY_STUB_PORT"] = "soon" }, "doctor");

        Assert.Equal(2, await process.ExitCodeAsync());
        Assert.Contains("environment TEDDY_STUB_PORT: stub.port: must be a whole number", process.Output.All);
        Assert.Contains("fix: mend environment TEDDY_STUB_PORT", process.Output.All);
    }

    [Fact]
    public async Task Help_tells_every_check_and_its_exit_code()
    {
        using DeviceProcess process = await RunAsync(0, "doctor", "--help");
        foreach (string row in new[] { " 2  config", "11  device", "12  ca", "13  dns", "14  tcp", "15  tls", "16  tls 1.2", "17  board", "18  health", "19  clock", "20  mac", "21  claim", "22  session" })
        {
            Assert.Contains(row, process.Output.All);
        }
    }

    [Fact]
    public async Task A_flag_that_it_does_not_know_ends_with_2()
    {
        using DeviceProcess process = await RunAsync(2, "doctor", "--colour");
        Assert.Contains("--help", process.Errors);
    }
}
