namespace Benchmarks.Soak;

/// <summary>All chance of a world, from its seed: the same seed, the same 30 days.</summary>
internal sealed class SoakDice(int seed) : IRandom
{
    private readonly Random _random = new(seed);

    /// <summary>A number within both ends.</summary>
    public int Between(int lowest, int highest) => _random.Next(lowest, highest + 1);

    /// <summary>True so many times in a hundred.</summary>
    public bool Percent(double chance) => _random.NextDouble() * 100 < chance;

    /// <summary>One of these.</summary>
    public T OneOf<T>(params ReadOnlySpan<T> these) => these[_random.Next(these.Length)];

    /// <summary>A time that is short more often than long, as between two calls at an exchange.</summary>
    public long Wait(TimeSpan average) => (long)(average.TotalMilliseconds * -Math.Log(1 - _random.NextDouble())) + 1;

    /// <inheritdoc />
    public void Fill(byte[] buffer) => _random.NextBytes(buffer);
}
