using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace ServerStub.Limits;

/// <summary>
/// ASP.NET Core's rate limiter, by remote address: it acts before a body is read, and a caller cannot get round it by
/// changing the device id. A limited request spends no nonce.
/// </summary>
internal static class RateLimits
{
    public const string Claims = "claims";
    public const string Refreshes = "refreshes";

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);

    public static void AddRateLimits(this IServiceCollection services, StubOptions options) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = RefuseAsync;
            limiter.AddPolicy(Claims, context => PartitionOf(context, options.ClaimsPerMinute));
            limiter.AddPolicy(Refreshes, context => PartitionOf(context, options.ClaimsPerMinute));
        });

    private static RateLimitPartition<string> PartitionOf(HttpContext context, int permitsPerMinute)
    {
        string address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        return permitsPerMinute == 0
            ? RateLimitPartition.GetNoLimiter(address)
            : RateLimitPartition.GetFixedWindowLimiter(
                address, _ => new FixedWindowRateLimiterOptions { PermitLimit = permitsPerMinute, Window = s_window });
    }

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        HttpContext context = rejected.HttpContext;
        TimeSpan wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan retryAfter) ? retryAfter : s_window;
        int seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);

        string? policy = context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName;
        context.RequestServices.GetRequiredService<StubEvents>().Publish(
            policy == Claims ? StubEventKind.ClaimAnswered : StubEventKind.RefreshAnswered,
            status: StatusCodes.Status429TooManyRequests, note: "rate limit");
        await context.RequestServices.GetRequiredService<Answers>()
            .Error(StatusCodes.Status429TooManyRequests, "Too many requests").ExecuteAsync(context);
    }
}
