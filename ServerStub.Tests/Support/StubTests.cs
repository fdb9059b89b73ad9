namespace ServerStub.Tests.Support;

/// <summary>Tests of which each has a stub of its own; one that needs other options starts another.</summary>
public abstract class StubTests : IAsyncLifetime
{
    protected StubFixture Stub { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Stub = await StubFixture.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Stub.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
