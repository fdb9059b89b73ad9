using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Benchmarks.Storm;

/// <summary>
/// What stands in front of a server that has just come back: it lets so many requests a second through, and answers the others
/// with 503 and the same <c>Retry-After</c> for all, as the rate limits of nginx, Envoy and the API gateways do: TLS is theirs,
/// so they have to accept a connection before they can refuse its request.
/// </summary>
/// <param name="capacity">Requests a second; 0 lets every one through.</param>
internal sealed class Admission(int capacity)
{
    private const int RetryAfterSeconds = 5;
    private const int RefillsPerSecond = 10;

    // A second's capacity in hand, and no more: what was not used is gone.
    private readonly TokenBucketRateLimiter? _limiter = capacity == 0 ? null : new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = capacity,
        TokensPerPeriod = Math.Max(1, capacity / RefillsPerSecond),
        ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / RefillsPerSecond),
    });

    /// <summary>Puts it in front of every endpoint.</summary>
    public void Use(IApplicationBuilder app) => app.Use(AdmitAsync);

    private Task AdmitAsync(HttpContext context, RequestDelegate next)
    {
        // A process that is killed then leaves resets behind, and not the orderly end of a stream.
        Socket? socket = context.Features.Get<IConnectionSocketFeature>()?.Socket;
        socket?.LingerState = new LingerOption(enable: true, seconds: 0);

        if (_limiter?.AttemptAcquire().IsAcquired != false)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
        context.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }
}
