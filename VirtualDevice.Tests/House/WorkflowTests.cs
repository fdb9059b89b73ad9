using System.Text.RegularExpressions;
using VirtualDevice.Tests.FirmwareCompile;

namespace VirtualDevice.Tests.House;

/// <summary>What the public host would run: nothing that somebody else can change, and nothing that may write.</summary>
public sealed class WorkflowTests
{
    private static readonly string s_workflow = Repository.Read(".github/workflows/ci.yml");

    [Fact]
    public void Every_action_is_pinned_by_its_commit_and_names_its_release()
    {
        string[] uses = [.. s_workflow.Split('\n').Where(line => line.Contains("uses:", StringComparison.Ordinal))];

        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches("^ +- uses: [A-Za-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9.]+$", line));
    }

    [Fact]
    public void It_may_read_the_repository_and_nothing_else()
    {
        Assert.Contains("\npermissions:\n  contents: read\n\n", s_workflow, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(s_workflow, "permissions:"));
        Assert.Equal(Regex.Count(s_workflow, "actions/checkout@"), Regex.Count(s_workflow, "persist-credentials: false"));
    }

    [Theory]
    [InlineData("dotnet run --project VirtualDevice")]
    [InlineData("dotnet test TeddyFirmware.sln")]
    public void It_runs_a_command_of_the_readme(string command)
    {
        Assert.Contains("\n    " + command + "\n", Repository.Read("README.md"), StringComparison.Ordinal);
        Assert.Contains("run: " + command, s_workflow, StringComparison.Ordinal);
    }
}
