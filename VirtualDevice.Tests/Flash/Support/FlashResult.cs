namespace VirtualDevice.Tests.Flash.Support;

/// <summary>How a run of flash.ps1 ended.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">All that it put on the screen.</param>
/// <param name="Calls">The calls of nanoff, in their order, of this run alone.</param>
internal sealed record FlashResult(int Code, string Output, IReadOnlyList<FlashCall> Calls)
{
    /// <summary>The steps that nanoff was called for, with spaces.</summary>
    public string Steps => string.Join(' ', Calls.Select(call => call.Step));

    public FlashCall Call(string step) => Calls.Single(call => call.Step == step);

    /// <summary>The folder of temporary files that the run told of; null where it came not so far.</summary>
    public string? Workspace => Output.Split('\n').Select(line => line.Split("temporary files: ")).FirstOrDefault(parts => parts.Length == 2)?[1];

    /// <summary>It ended so. What is left out may be anything.</summary>
    public void AssertEnded(int code, string? says = null, string? steps = null)
    {
        Assert.True(Code == code, $"{Code} in place of {code}\n{Output}");
        Assert.Contains(says ?? "", Output);
        Assert.Equal(steps ?? Steps, Steps);
    }

    /// <summary>It ended with a code of its own and the next thing to do, told nothing private, and left no file behind.</summary>
    public void AssertFailed(int code, string? says = null, string? steps = null)
    {
        AssertEnded(code, says, steps);
        string next = Output.Split('\n')[^1];
        Assert.StartsWith("[Yellow] next:   ", next, StringComparison.Ordinal);
        Assert.True(next.Length > 30, next);
        Assert.DoesNotContain(FlashBench.WifiPassword, Output);
        Assert.DoesNotContain(FlashBench.ChildId, Output);
        Assert.True(Workspace is null || !Directory.Exists(Workspace));
    }
}
