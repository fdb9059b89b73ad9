using VirtualDevice.Tests.FirmwareCompile;

namespace VirtualDevice.Tests.House;

/// <summary>The formatter of the SDK has nothing to change: <c>.editorconfig</c> is what all folders agree on.</summary>
public sealed class FormatTests
{
    // Names, order of imports, form of namespaces. The third part of "dotnet format", what analyzers say, is an error of each build.
    [Fact]
    public void The_solution_keeps_to_the_rules_of_style()
    {
        (int exitCode, string output) = Dotnet.Run(Repository.Root, "format", "style", "TeddyFirmware.sln", "--verify-no-changes", "--no-restore");

        Assert.True(exitCode == 0, output);
    }

    // What only a board compiles, too.
    [Fact]
    public void Every_file_is_formatted()
    {
        (int exitCode, string output) = Dotnet.Run(Repository.Root, "format", "whitespace", "--folder", ".", "--verify-no-changes");

        Assert.True(exitCode == 0, output);
    }
}
