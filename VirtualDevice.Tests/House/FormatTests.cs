using VirtualDevice.Tests.FirmwareCompile;

namespace VirtualDevice.Tests.House;

/// <summary>The formatter of the SDK has nothing to change: <c>.editorconfig</c> is what all folders agree on.</summary>
public sealed class FormatTests
{
    [Fact]
    public void The_solution_is_formatted()
    {
        (int exitCode, string output) = Dotnet.Run(Repository.Root, "format", "TeddyFirmware.sln", "--verify-no-changes", "--no-restore");

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void What_only_a_board_compiles_is_formatted_too()
    {
        (int exitCode, string output) = Dotnet.Run(Repository.Root, "format", "whitespace", "--folder", ".", "--verify-no-changes");

        Assert.True(exitCode == 0, output);
    }
}
