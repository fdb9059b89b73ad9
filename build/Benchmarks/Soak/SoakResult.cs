namespace Benchmarks.Soak;

/// <summary>How a seed ended.</summary>
/// <param name="Seed">The seed, to repeat it.</param>
/// <param name="Days">How long.</param>
/// <param name="Faults">How many faults struck.</param>
/// <param name="Growth">How many bytes of managed memory the last day has more than the first.</param>
/// <param name="World">The world at its end.</param>
internal sealed record SoakResult(int Seed, int Days, int Faults, long Growth, SoakWorld World)
{
    /// <summary>Whether no rule was broken.</summary>
    public bool IsGood => World.Rules.Count == 0;
}
