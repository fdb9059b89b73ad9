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
}
