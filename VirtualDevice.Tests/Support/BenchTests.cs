namespace VirtualDevice.Tests.Support;

/// <summary>Tests of which each has a stub of its own; one that needs other options starts another.</summary>
public abstract class BenchTests : IAsyncLifetime
{
    internal Bench Bench { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Bench = await Bench.StartAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
