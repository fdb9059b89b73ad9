namespace VirtualDevice.Tests.Flash.Targets;

/// <summary>The scripts of flash.ps1 that know targets and chips, in one engine for all rows of a table: it takes a while to start.</summary>
internal static class TargetScript
{
    private const string Load = """
        param($folder, $rows)
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        foreach ($part in 'Failure', 'Settings', 'Targets', 'Chips') { . "$folder/build/flash/$part.ps1" }
        function Get-Words {
            param([scriptblock] $Script)
            try { & $Script }
            catch {
                if (-not $_.Exception.Data.Contains('FlashExit')) { throw }
                "exit $($_.Exception.Data['FlashExit']): $($_.Exception.Message); next: $($_.Exception.Data['FlashNext'])"
            }
        }

        """;

    /// <summary>Runs a script that gets the rows as <c>$rows</c>; the lines that it writes.</summary>
    public static string[] Run(string script, params string[] rows)
    {
        using var engine = PowerShellEngine.Take();
        return [.. engine.Run(Load + script, Path.Combine(AppContext.BaseDirectory, "repository"), rows).Cast<string>()];
    }
}
