namespace ServerStub.Faults;

/// <summary>No answer, for as long as the device holds on.</summary>
internal sealed class HangingAnswer : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await Task.Delay(Timeout.Infinite, httpContext.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        httpContext.Abort();
    }
}
