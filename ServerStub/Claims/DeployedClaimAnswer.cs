namespace ServerStub.Claims;

/// <summary>200 of a claim, the deployed server's spelling. The profile is invented: the stub knows nothing of a child.</summary>
internal sealed record DeployedClaimAnswer(
    string AccessToken, string RefreshToken, string TokenType, int ExpiresIn, string DeviceSessionId, object ChildProfile, object DeviceConfig)
{
    // With the tokens it makes the 1.9 KB that were seen.
    private const int LongNoteCharacters = 700;

    public static DeployedClaimAnswer Of(TokenPair pair, ClaimRequest claim, int lifetimeSeconds, HostString host, StubOptions options) => new(
        pair.Access, pair.Refresh, "Bearer", lifetimeSeconds, pair.SessionId,
        new
        {
            Id = claim.ChildId,
            Name = "Sample",
            Age = 6,
            Preferences = new { Language = "en" },
            Note = options.LongAnswers ? new string('.', LongNoteCharacters) : null,
        },
        new
        {
            HeartbeatInterval = (int)options.PingInterval.TotalSeconds,
            MaxMessageBytes = Sessions.MessageReader.MaxBytes,
            WebsocketUrl = options.LongAnswers ? $"wss://{host}{options.SessionPath}/{claim.DeviceId}" : null,
        });
}
