namespace Benchmarks.Soak;

/// <summary>One seed from its first to its last day.</summary>
internal static class SoakRun
{
    // After the last faults have ended, the longest wait of a row but the one for a wrong secret.
    private static readonly TimeSpan s_quietEnd = TimeSpan.FromHours(12);

    /// <summary>Runs a world.</summary>
    /// <param name="seed">Its seed.</param>
    /// <param name="days">How many days.</param>
    /// <param name="measures">Whether managed memory is measured after the first and the last day; costs two collections.</param>
    /// <param name="log">Takes the device's log; null where nobody wants it.</param>
    public static SoakResult Run(int seed, int days, bool measures, TextWriter? log = null)
    {
        var world = new SoakWorld(seed) { Log = log };
        var faults = new SoakFaults(world);
        faults.Begin();
        world.Run(TimeSpan.FromDays(1) - s_quietEnd);
        long before = 0;
        for (int day = 1; day < days; day++)
        {
            if (day == 2 && measures)
            {
                before = GC.GetTotalMemory(forceFullCollection: true);
            }

            world.Run(TimeSpan.FromDays(1));
        }

        long after = measures && days > 2 ? GC.GetTotalMemory(forceFullCollection: true) : before;
        faults.End();
        world.Run(s_quietEnd);
        world.Messages.Close();
        GC.KeepAlive(faults);
        return new SoakResult(seed, days, faults.Count, after - before, world);
    }
}
