namespace ServerStub.Faults;

/// <summary>The true answer, one byte at a time.</summary>
internal sealed class DrippingAnswer(IResult real, TimeSpan interval) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => real.StatusOrNull();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        byte[] body = await RealAnswer.BodyAsync(real, httpContext);
        CancellationToken aborted = httpContext.RequestAborted;
        try
        {
            for (int i = 0; i < body.Length; i++)
            {
                await httpContext.Response.Body.WriteAsync(body.AsMemory(i, 1), aborted);
                await httpContext.Response.Body.FlushAsync(aborted);
                await Task.Delay(interval, aborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The device has lost its patience: that is what this is for.
        }
    }
}
