using System.Diagnostics;

namespace Benchmarks.Soak;

/// <summary>Days of a device's life with random faults, in compressed time: each seed is a fate that can be repeated.</summary>
internal static class SoakCommand
{
    private const int GrowthBytes = 64 * 1024;

    private static readonly Option<int> s_days = new("--days") { Description = "How many days each.", DefaultValueFactory = _ => 30 };
    private static readonly Option<int> s_seeds = new("--seeds") { Description = "How many seeds, from 1 on.", DefaultValueFactory = _ => 100 };
    private static readonly Option<int?> s_seed = new("--seed") { Description = "Just this seed." };

    private static readonly Option<bool> s_log = new("--log") { Description = "With --seed: the device's log, with the world's time." };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        s_days.Between(1, 3650);
        s_seeds.Between(1, 1_000_000);
        var command = new Command("soak", "30 days of random faults in compressed time, for each of 100 seeds.") { s_days, s_seeds, s_seed, s_log };
        command.SetAction(parsed => Run(
            parsed.GetValue(s_days), parsed.GetValue(s_seed) is { } seed ? [seed] : [.. Enumerable.Range(1, parsed.GetValue(s_seeds))],
            parsed.GetValue(s_log) && parsed.GetValue(s_seed) is not null ? Console.Out : null));
        return command;
    }

    private static int Run(int days, int[] seeds, TextWriter? log)
    {
        long start = Stopwatch.GetTimestamp();
        Console.WriteLine($"{seeds.Length} seeds from {seeds[0]} to {seeds[^1]}, {days} days each");
        var sum = new SoakSum();
        foreach (int seed in seeds)
        {
            SoakResult result = SoakRun.Run(seed, days, measures: days > 2, log);
            sum.Add(result);
            if (!result.IsGood || result.Growth > GrowthBytes)
            {
                Report(result);
            }
        }

        Console.WriteLine(sum);
        Console.WriteLine($"{seeds.Length * days:N0} days in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        var targets = new Targets();
        targets.Check("no rule broken, with any seed", $"{sum.BadSeeds} of {seeds.Length} seeds", sum.BadSeeds == 0);
        targets.Check("in session at the end", $"{sum.Online} of {seeds.Length}", sum.Online == seeds.Length);
        if (days > 2)
        {
            targets.Check($"managed memory flat: last day at most {GrowthBytes / 1024} KB over the first", $"{sum.MostGrowth:N0} bytes", sum.MostGrowth <= GrowthBytes);
        }

        return targets.ExitCode;
    }

    private static void Report(SoakResult result)
    {
        Console.WriteLine($"seed {result.Seed}: {result.World.Rules.Count} breaches, memory grew by {result.Growth:N0} bytes; repeat with: soak --seed {result.Seed} --days {result.Days}");
        foreach (string breach in result.World.Rules.Breaches)
        {
            Console.WriteLine($"    {breach}");
        }
    }
}
