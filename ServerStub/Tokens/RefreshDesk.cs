namespace ServerStub.Tokens;

/// <summary>Judges a refresh (contract section 3).</summary>
internal sealed class RefreshDesk(
    TokenService tokens, RefreshRotation rotation, DeviceRegistry registry, StubOptions options, Answers answers)
{
    /// <summary>Gives a new access token, or refuses.</summary>
    /// <param name="claims">What the refresh token says; null where it may not be believed.</param>
    /// <param name="lifetimeSeconds">Life of the access token; null is as the settings say.</param>
    public TokenAnswer Answer(TokenClaims? claims, int? lifetimeSeconds)
    {
        if (options.RefusesEveryRefresh || claims is null || registry.Find(claims.DeviceId) is not { } device)
        {
            return Refusal(StatusCodes.Status401Unauthorized, "Invalid refresh token");
        }

        if (!device.Enabled)
        {
            return Refusal(StatusCodes.Status403Forbidden, "Device is disabled");
        }

        string sessionId = claims.SessionId;
        string? refreshToken = null;
        if (options.RotateRefresh)
        {
            // The claims are exactly those of the contract, so two tokens of one second differ by session_id alone.
            sessionId = TokenService.NewSessionId();
            refreshToken = tokens.Reissue(claims, TokenType.Refresh, sessionId);
            DateTimeOffset expires = options.Clock.GetUtcNow().AddSeconds(options.RefreshLifetimeSeconds);
            if (!rotation.TrySpend(claims, sessionId, expires))
            {
                return Refusal(StatusCodes.Status401Unauthorized, "Invalid refresh token");
            }
        }

        int lifetime = lifetimeSeconds ?? options.AccessLifetimeSeconds;
        string accessToken = tokens.Reissue(claims, TokenType.Access, sessionId, lifetime);
        IResult result = TypedResults.Json(
            new RefreshAnswer(accessToken, refreshToken, "Bearer", lifetime), statusCode: StatusCodes.Status200OK);
        return new TokenAnswer(result, accessToken, refreshToken);
    }

    private TokenAnswer Refusal(int status, string message) => new(answers.Error(status, message));
}
