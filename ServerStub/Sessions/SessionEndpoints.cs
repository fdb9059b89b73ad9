using System.Net.WebSockets;
using ServerStub.Limits;

namespace ServerStub.Sessions;

/// <summary>The WebSocket of a device (contract section 4).</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder routes, StubOptions options) =>
        routes.MapGroup(options.SessionPath).MapGet("/{deviceId}", ServeAsync);

    private static async Task<IResult> ServeAsync(
        string deviceId, HttpContext context, UpgradeDesk desk, TokenService tokens,
        SessionTable sessions, FaultPlans plans, StubOptions options, StubEvents events, Answers answers)
    {
        string? token = context.Request.Query["token"];
        if (desk.Refuse(deviceId, context) is { } refusal)
        {
            return Report(refusal, null);
        }

        FaultPlan? fault = plans.Take(StepAt.Upgrade, deviceId);
        await ExchangeFault.DelayAsync(fault, context.RequestAborted);
        if (ExchangeFault.InPlace(fault, context.Response, options, answers) is { } instead)
        {
            return Report(instead, fault);
        }

        // The path must have the token's own spelling (contract section 4): compared exactly.
        bool isTokenGood = (await tokens.ReadAsync(token, TokenType.Access))?.DeviceId == deviceId;
        if (!isTokenGood && options.RefuseUpgrade)
        {
            return Report(answers.Error(StatusCodes.Status403Forbidden, "Forbidden"), null);
        }

        // .NET's own end of an unanswered connection has no close frame: it stays below the session's, as a net.
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { KeepAliveInterval = options.PingInterval, KeepAliveTimeout = 2 * options.PingTimeout });
        using var session = new DeviceSession(socket, new SessionConnection(context), deviceId, options, events, plans);
        await (isTokenGood ? sessions.RunAsync(session, token) : session.RunAsync(WebSocketCloseStatus.PolicyViolation));
        return TypedResults.Empty;

        IResult Report(IResult answer, FaultPlan? by)
        {
            events.Publish(new StubEvent(0, default, StubEventKind.UpgradeRefused)
            {
                DeviceId = deviceId,
                Status = answer.StatusOrNull(),
                Token = TokenFingerprint.Of(token),
                Fault = by?.Id,
                Note = by?.Step.Do,
            });
            return answer;
        }
    }
}
