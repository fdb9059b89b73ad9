using Microsoft.AspNetCore.Http.HttpResults;

namespace ServerStub.Health;

/// <summary>Whether the stub is up, for people and for scripts that wait for it.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes, TimeProvider clock)
    {
        long startedAt = clock.GetTimestamp();
        routes.MapGet("/health", JsonHttpResult<HealthAnswer> (DeviceRegistry registry, SessionTable sessions) =>
            TypedResults.Json(
                new HealthAnswer(
                    sessions.IsDraining ? "draining" : "ok", registry.All.Count, sessions.Count,
                    (long)clock.GetElapsedTime(startedAt).TotalSeconds),
                statusCode: sessions.IsDraining ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK));
    }
}
