using CsCheck;

namespace VirtualDevice.Tests.Fuzz;

/// <summary>Runs a property on many inputs: 10,000 in a test run, as many as wanted on demand (Fuzz/README.md).</summary>
/// <remarks>
/// What fails is told with its seed by CsCheck; the same seed in <c>TEDDY_FUZZ_SEED</c> tries it first. One thread, because
/// what a property allocates is counted by thread.
/// </remarks>
internal static class FuzzRun
{
    private const long DefaultInputs = 10_000;

    public static void Try<T>(Gen<T> inputs, Action<T> property, Func<T, string>? print = null)
    {
        string? wanted = Environment.GetEnvironmentVariable("TEDDY_FUZZ_INPUTS");
        long count = string.IsNullOrEmpty(wanted) ? DefaultInputs : long.Parse(wanted);
        string? seed = Environment.GetEnvironmentVariable("TEDDY_FUZZ_SEED");
        inputs.Sample(
            property,
            line => TestContext.Current.TestOutputHelper?.WriteLine(line),
            seed: string.IsNullOrEmpty(seed) ? null! : seed,
            iter: count,
            threads: 1,
            print: print!);
    }

    /// <summary>Runs something and counts what it allocates.</summary>
    public static T Bounded<T>(long maxBytes, Func<T> act)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        T result = act();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= maxBytes, $"{allocated} bytes allocated, {maxBytes} are allowed");
        return result;
    }
}
