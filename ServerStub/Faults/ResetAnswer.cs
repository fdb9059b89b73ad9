using ServerStub.Hosting;

namespace ServerStub.Faults;

/// <summary>TCP reset in place of an answer.</summary>
internal sealed class ResetAnswer : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Reset();
        return Task.CompletedTask;
    }
}
