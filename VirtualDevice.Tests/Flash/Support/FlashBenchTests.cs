namespace VirtualDevice.Tests.Flash.Support;

/// <summary>Tests of which each has a bench of its own.</summary>
public abstract class FlashBenchTests : IDisposable
{
    internal FlashBench Bench { get; } = new();

    public void Dispose()
    {
        Bench.Dispose();
        GC.SuppressFinalize(this);
    }
}
