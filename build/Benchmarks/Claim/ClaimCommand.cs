using Benchmarks.Support;

namespace Benchmarks.Claim;

/// <summary>The command <c>claim</c>.</summary>
internal static class ClaimCommand
{
    public static Command Create() => Measuring.Create<ClaimBenchmarks>(
        "claim", "What a claim request costs before it is sent: nonce, MAC and body. Target: 2 KB allocated at most.");
}
