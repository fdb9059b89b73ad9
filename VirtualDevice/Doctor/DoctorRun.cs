using VirtualDevice.Screen;

namespace VirtualDevice.Doctor;

/// <summary>Runs the table from top to bottom.</summary>
internal static class DoctorRun
{
    /// <summary>Runs all checks that are not pointless, and shows each as soon as it is done.</summary>
    /// <returns>The exit code: 0, or that of the first row that failed.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<DoctorRow> rows, DoctorContext context, Terminal terminal, CancellationToken stop)
    {
        var screen = new DoctorScreen(terminal);
        var causes = new Dictionary<string, string>();
        int exitCode = ExitCode.Done;
        int warnings = 0;
        int fails = 0;
        foreach (DoctorRow row in rows)
        {
            string? cause = row.Needs.Where(causes.ContainsKey).Select(need => causes[need]).FirstOrDefault();
            Finding[] findings = cause is not null ? [Finding.Skip($"pointless while \"{cause}\" fails")]
                : context.IsOver && row.Needs.Length > 0 ? [Finding.Skip($"not asked: the {context.RunDeadline.TotalSeconds:0} s for the whole run are over")]
                : await row.Check.RunAsync(context, stop);
            foreach (Finding finding in findings)
            {
                screen.Write(row.Name, finding);
                warnings += finding.Mark == Mark.Warn ? 1 : 0;
                fails += finding.Mark == Mark.Fail ? 1 : 0;
            }

            bool hasFailed = findings.Any(finding => finding.Mark == Mark.Fail);
            if (hasFailed || cause is not null)
            {
                causes[row.Name] = cause ?? row.Name;
            }

            exitCode = hasFailed && exitCode == ExitCode.Done ? row.ExitCode : exitCode;
        }

        screen.Total(warnings, fails, exitCode);
        return exitCode;
    }
}
