using Microsoft.AspNetCore.Http.Features;

namespace ServerStub.Sessions;

/// <summary>Stands before ASP.NET Core's WebSocket middleware, and puts <see cref="UpgradedStream"/> under what it accepts.</summary>
internal sealed class UpgradeCapture(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    /// <summary>The stream, once a WebSocket was accepted.</summary>
    public UpgradedStream? Stream { get; private set; }

    /// <summary>To be called before UseWebSockets.</summary>
    public static Task UseAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } feature)
        {
            var capture = new UpgradeCapture(feature);
            context.Features.Set<IHttpUpgradeFeature>(capture);
            context.Features.Set(capture);
            context.Features.Set<IHttpRequestLifetimeFeature>(
                new FrozenLifetime(context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>(), capture));
        }

        return next(context);
    }

    public async Task<Stream> UpgradeAsync() => Stream = new UpgradedStream(await inner.UpgradeAsync());
}
