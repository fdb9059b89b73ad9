namespace Benchmarks.Storm;

/// <summary>The storm in figures, and its targets.</summary>
internal static class StormReport
{
    private const int PercentBack = 95;
    private const double SecondsBack = 60;
    private const int KilobytesPerDevice = 64;
    private const int PeakFactor = 2;
    private const int SecondsPerRow = 60;
    private const string Levels = " ▁▂▃▄▅▆▇█";

    /// <summary>Prints, and tells the exit code.</summary>
    public static int Print(StormRecord record, DeviceMemory memory, int devices, int capacity)
    {
        int[] attempts = record.Attempts;
        int returned = (int)record.ReturnedAt;
        int peak = attempts[returned..].Max();
        double[] recovery = record.RecoverySeconds();

        Console.WriteLine();
        Console.WriteLine($"attempts a second, from the moment the server died; it listened again after {record.ReturnedAt:F1} s");
        PrintRates(attempts);
        Console.WriteLine($"while it was away: {attempts[..returned].Sum()} attempts, at most {attempts[..returned].Max()} a second");
        Console.WriteLine($"after its return:  {attempts[returned..].Sum()} attempts, at most {peak} a second");
        Console.WriteLine();
        Console.WriteLine($"back in their session after {Percentile(recovery, 50)} (50 %), {Percentile(recovery, 95)} (95 %), {Percentile(recovery, 99)} (99 %), {Percentile(recovery, 100)} (all that are back)");
        Console.WriteLine($"an idle device: {memory.Managed:N0} bytes managed, {memory.WorkingSet:N0} bytes of working set");
        Console.WriteLine();

        var targets = new Targets();
        int backInTime = recovery.Count(seconds => seconds <= SecondsBack);
        targets.Check($"{PercentBack} % back within {SecondsBack:F0} s", $"{100.0 * backInTime / devices:F1} %", 100 * backInTime >= PercentBack * devices);
        targets.Check($"peak after the return at most {PeakFactor} x capacity", $"{peak} a second of {PeakFactor * capacity}", peak <= PeakFactor * capacity);
        targets.Check("no device stuck", $"{devices - recovery.Length} not back after {record.EndedAt - record.ReturnedAt:F0} s", recovery.Length == devices);
        targets.Check($"working set at most {KilobytesPerDevice} KB per idle device", $"{memory.WorkingSet / 1024.0:F1} KB", memory.WorkingSet <= KilobytesPerDevice * 1024);
        return targets.ExitCode;
    }

    private static void PrintRates(int[] attempts)
    {
        int highest = Math.Max(1, attempts.Max());
        for (int from = 0; from < attempts.Length; from += SecondsPerRow)
        {
            int[] row = attempts[from..Math.Min(from + SecondsPerRow, attempts.Length)];
            string line = string.Concat(row.Select(count => Levels[(int)Math.Ceiling((double)count * (Levels.Length - 1) / highest)]));
            Console.WriteLine($"{from,4} s |{line.PadRight(SecondsPerRow)}|  full height {highest}");
            Console.WriteLine($"        {string.Join(' ', row.Chunk(10).Select(part => $"{part.Average(),4:F0} ({part.Max()})".PadRight(9)))}  average (most) of 10 s");
        }
    }

    private static string Percentile(double[] sorted, int percent) =>
        sorted.Length == 0 ? "never" : $"{sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * percent / 100.0) - 1)]:F1} s";
}
