using Microsoft.AspNetCore.Http.Features;

namespace ServerStub.Sessions;

/// <summary>
/// ASP.NET Core's WebSocket aborts the request once its pings stay unanswered. A connection that a fault has frozen must
/// not end by that: a server that is half-open does not know that it is.
/// </summary>
internal sealed class FrozenLifetime(IHttpRequestLifetimeFeature inner, UpgradeCapture capture) : IHttpRequestLifetimeFeature
{
    public CancellationToken RequestAborted
    {
        get => inner.RequestAborted;
        set => inner.RequestAborted = value;
    }

    public void Abort()
    {
        if (capture.Stream?.IsFrozen != true)
        {
            inner.Abort();
        }
    }
}
