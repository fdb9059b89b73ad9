using System.Net.WebSockets;
using ServerStub.Devices;
using ServerStub.Events;
using ServerStub.Http;
using ServerStub.Tokens;

namespace ServerStub.Sessions;

/// <summary>The WebSocket of a device (contract section 4).</summary>
internal static class SessionEndpoints
{
    private const int DrainingRetryAfterSeconds = 5;

    public static void MapSessions(this IEndpointRouteBuilder routes, StubOptions options) =>
        routes.MapGroup(options.SessionPath).MapGet("/{deviceId}", ServeAsync);

    private static async Task<IResult> ServeAsync(
        string deviceId, HttpContext context, DeviceRegistry registry, TokenService tokens,
        SessionTable sessions, StubOptions options, StubEvents events, Answers answers)
    {
        if (Refuse(deviceId, context, registry, sessions, answers) is { } refusal)
        {
            events.Publish(StubEventKind.UpgradeRefused, deviceId, ((IStatusCodeHttpResult)refusal).StatusCode);
            return refusal;
        }

        // The path must have the token's own spelling (contract section 4): compared exactly.
        TokenClaims? claims = await tokens.ReadAsync(context.Request.Query["token"], TokenType.Access);
        bool isTokenGood = claims?.DeviceId == deviceId;
        if (!isTokenGood && options.RefuseUpgrade)
        {
            events.Publish(StubEventKind.UpgradeRefused, deviceId, StatusCodes.Status403Forbidden);
            return answers.Error(StatusCodes.Status403Forbidden, "Forbidden");
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { KeepAliveInterval = options.PingInterval, KeepAliveTimeout = options.PingTimeout });
        using var session = new DeviceSession(socket, deviceId, options, events);
        if (isTokenGood)
        {
            await sessions.RunAsync(session, context.RequestAborted);
        }
        else
        {
            await session.RunAsync(WebSocketCloseStatus.PolicyViolation, context.RequestAborted);
        }

        return TypedResults.Empty;
    }

    private static IResult? Refuse(
        string deviceId, HttpContext context, DeviceRegistry registry, SessionTable sessions, Answers answers)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            return answers.Error(StatusCodes.Status426UpgradeRequired, "WebSocket expected");
        }

        if (sessions.IsDraining)
        {
            context.Response.Headers.RetryAfter = DrainingRetryAfterSeconds.ToString();
            return answers.Error(StatusCodes.Status503ServiceUnavailable, "Going away");
        }

        return registry.Find(deviceId) switch
        {
            null => answers.Error(StatusCodes.Status404NotFound, "Device not registered"),
            { Enabled: false } => answers.Error(StatusCodes.Status403Forbidden, "Device is disabled"),
            _ => null,
        };
    }
}
