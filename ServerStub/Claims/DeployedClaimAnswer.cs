using ServerStub.Tokens;

namespace ServerStub.Claims;

/// <summary>200 of a claim, the deployed server's spelling. The profile is invented: the stub knows nothing of a child.</summary>
internal sealed record DeployedClaimAnswer(
    string AccessToken, string RefreshToken, string TokenType, int ExpiresIn, string DeviceSessionId, object ChildProfile, object DeviceConfig)
{
    public static DeployedClaimAnswer Of(TokenPair pair, string childId, int lifetimeSeconds, StubOptions options) => new(
        pair.Access, pair.Refresh, "Bearer", lifetimeSeconds, pair.SessionId,
        new { Id = childId, Name = "Sample", Age = 6, Preferences = new { Language = "en" } },
        new { HeartbeatInterval = (int)options.PingInterval.TotalSeconds, MaxMessageBytes = Sessions.MessageReader.MaxBytes });
}
