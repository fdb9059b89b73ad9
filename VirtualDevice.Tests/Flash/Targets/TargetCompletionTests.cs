using System.Management.Automation;

namespace VirtualDevice.Tests.Flash.Targets;

/// <summary>What the Tab key offers behind <c>-Target</c>.</summary>
public sealed class TargetCompletionTests
{
    [Fact]
    public void The_Tab_key_offers_the_targets_that_can_run_the_firmware()
    {
        Assert.Equal(["ESP32_S2", "ESP32_S3_OCTAL", "ESP32_S3_QUAD"], Complete("ESP32_S"));
        Assert.Equal(["auto"], Complete("a"));
        Assert.Equal(35, Complete("").Length);
    }

    private static string[] Complete(string word)
    {
        using var engine = PowerShellEngine.Take();
        using PowerShell shell = engine.Create("");
        string line = $"& '{Path.Combine(AppContext.BaseDirectory, "repository", "flash.ps1")}' -Target {word}";
        return [.. CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches.Select(match => match.CompletionText)];
    }
}
