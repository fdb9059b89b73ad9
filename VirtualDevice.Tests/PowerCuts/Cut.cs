namespace VirtualDevice.Tests.PowerCuts;

/// <summary>One way for the power to fail while something runs: in which change to the flash, and what is left of that file.</summary>
internal sealed record Cut(int Change, TornWrite Leaves, int Bytes)
{
    /// <summary>Lists every way there is: before, in and after each change, and at each byte of each write.</summary>
    /// <param name="before">The flash before.</param>
    /// <param name="act">What runs.</param>
    /// <param name="step">1 for each byte; more to take samples of the bytes, never of the changes.</param>
    public static List<Cut> Of(MemoryFlash before, Action<MemoryFlash> act, int step = 1)
    {
        MemoryFlash flash = before.Copy();
        act(flash);
        var cuts = new List<Cut>();
        for (int change = 1; change <= flash.Changes; change++)
        {
            cuts.Add(new Cut(change, TornWrite.Old, 0));
            cuts.Add(new Cut(change, TornWrite.Gone, 0));
            int length = flash.LengthOf(change);
            if (length > 0)
            {
                cuts.Add(new Cut(change, TornWrite.Empty, 0));
                cuts.Add(new Cut(change, TornWrite.New, 0));
                for (int bytes = 1; bytes < length; bytes += step)
                {
                    cuts.Add(new Cut(change, TornWrite.Prefix, bytes));
                    cuts.Add(new Cut(change, TornWrite.Mixed, bytes));
                }
            }
        }

        return cuts;
    }

    /// <summary>Runs something until the power fails.</summary>
    /// <returns>What the next boot finds.</returns>
    public MemoryFlash In(MemoryFlash before, Action<MemoryFlash> act)
    {
        MemoryFlash flash = before.Copy();
        flash.CutPower(Change, Leaves, Bytes);
        try
        {
            act(flash);
        }
        catch (FlashFailure)
        {
            // The power is gone: nobody is there to see it.
        }

        Assert.True(flash.IsOff, $"{this} came too late");
        flash.PowerOn();
        return flash;
    }
}
