namespace ServerStub.Tests.Support;

/// <summary>No test waits for ever: a missing event ends it.</summary>
public sealed class Deadline : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);
    private readonly CancellationTokenSource _source =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public Deadline() => Renew();

    public CancellationToken Token => _source.Token;

    /// <summary>Begins again, for what many tests share.</summary>
    public void Renew() => _source.CancelAfter(s_limit);

    public void Dispose() => _source.Dispose();
}
