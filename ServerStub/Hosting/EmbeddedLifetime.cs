namespace ServerStub.Hosting;

/// <summary>
/// In place of the console lifetime, which would take Ctrl-C away from a program that has a stub inside, and would write
/// to its console.
/// </summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
