namespace ReferenceAssemblies.Image;

/// <summary>How full one table is.</summary>
/// <param name="Name">What it holds.</param>
/// <param name="Used">Bytes, or rows.</param>
/// <param name="Limit">The most it can hold.</param>
public sealed record TableFill(string Name, int Used, int Limit)
{
    /// <summary>Gets the share that is used.</summary>
    public double Share => (double)Used / Limit;

    /// <summary>Gets a value indicating whether a build fails.</summary>
    public bool IsRefused => Used * 100L >= Limit * (long)PeTables.RefusedPercent;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Name} {Share * 100:0} %");
}
