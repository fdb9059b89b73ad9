namespace Benchmarks;

/// <summary>Prints each target with what was measured, and knows whether all were met: that is the exit code.</summary>
internal sealed class Targets
{
    private bool _isAnyMissed;

    /// <summary>0 where every target was met, otherwise 1.</summary>
    public int ExitCode => _isAnyMissed ? 1 : 0;

    /// <summary>Prints one target.</summary>
    /// <param name="what">What was measured, and how much is wanted.</param>
    /// <param name="measured">What it came to.</param>
    /// <param name="isMet">Whether that is enough.</param>
    public void Check(string what, string measured, bool isMet)
    {
        _isAnyMissed |= !isMet;
        Console.WriteLine($"{(isMet ? "met   " : "MISSED")}  {what,-62} {measured}");
    }
}
