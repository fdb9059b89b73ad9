namespace ServerStub.Faults;

/// <summary>Half of the true answer, under the length of the whole, and then the end of the connection.</summary>
internal sealed class TruncatedAnswer(IResult real) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => real.StatusOrNull();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        byte[] body = await RealAnswer.BodyAsync(real, httpContext);

        // Kestrel notices that the length is not kept, and ends the connection in order: the half arrives.
        await httpContext.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), httpContext.RequestAborted);
        await httpContext.Response.Body.FlushAsync(httpContext.RequestAborted);
    }
}
