namespace VirtualDevice.Tests.Support;

/// <summary>Waits for the one report of an HTTP exchange.</summary>
internal sealed class HttpRecorder : IHttpCompletion
{
    private readonly TaskCompletionSource<HttpExchange> _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<HttpExchange> Completed => _completed.Task.Within();

    public bool HasReport => _completed.Task.IsCompleted;

    // SetResult and not TrySetResult: a second report has to be noticed.
    public void OnCompleted(HttpExchange exchange) => _completed.SetResult(exchange);
}
