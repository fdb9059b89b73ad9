namespace VirtualDevice.Tests.ClaimCases;

/// <summary>Tests of which each has a scripted stub of its own; one that needs other options starts another.</summary>
public abstract class CaseTests : IAsyncLifetime
{
    internal CaseBench Bench { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Bench = await CaseBench.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
