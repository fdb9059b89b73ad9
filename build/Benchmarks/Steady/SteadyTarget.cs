namespace Benchmarks.Steady;

/// <summary>What the steady state may cost.</summary>
internal static class SteadyTarget
{
    /// <summary>Bytes for one echoed message.</summary>
    public static int EchoBytes(int length) => (2 * length) + 256;
}
