namespace VirtualDevice.Tests.ClaimCases;

/// <summary>One bench for the rows of a table, which run one after the other.</summary>
public sealed class SharedBench : IAsyncLifetime
{
    internal CaseBench Bench { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Bench = await CaseBench.StartAsync();

    public ValueTask DisposeAsync() => Bench.DisposeAsync();
}
