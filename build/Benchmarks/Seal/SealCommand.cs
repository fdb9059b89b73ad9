using Benchmarks.Support;

namespace Benchmarks.Seal;

/// <summary>The command <c>seal</c>.</summary>
internal static class SealCommand
{
    public static Command Create() => Measuring.Create<SealBenchmarks>(
        "seal", "What it costs to seal and to open a token pair of 800 bytes. Target: 1 KB beside the record itself (904 bytes with its array's head) at most for Seal, for Open beside the value (824).");
}
