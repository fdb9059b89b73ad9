using ServerStub.Limits;

namespace ServerStub.Sessions;

/// <summary>Refuses an upgrade before its token is looked at.</summary>
internal sealed class UpgradeDesk(DeviceRegistry registry, DrainMode drain, Answers answers)
{
    /// <summary>The refusal, or null.</summary>
    public IResult? Refuse(string deviceId, HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            // RFC 9110, 7.8 and 15.5.22: what to upgrade to, and that it concerns this connection. RFC 6455, 4.4: which version.
            context.Response.Headers.Upgrade = "websocket";
            context.Response.Headers.Connection = "Upgrade";
            context.Response.Headers.SecWebSocketVersion = "13";
            return answers.Error(StatusCodes.Status426UpgradeRequired, "WebSocket expected");
        }

        return drain.Refuse(context.Response, answers) ?? registry.Find(deviceId) switch
        {
            null => answers.Error(StatusCodes.Status404NotFound, "Device not registered"),
            { Enabled: false } => answers.Error(StatusCodes.Status403Forbidden, "Device is disabled"),
            _ => null,
        };
    }
}
