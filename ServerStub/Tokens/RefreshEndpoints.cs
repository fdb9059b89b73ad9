using ServerStub.Devices;
using ServerStub.Events;
using ServerStub.Http;
using ServerStub.Limits;

namespace ServerStub.Tokens;

/// <summary>A new access token for a refresh token (contract section 3).</summary>
internal static class RefreshEndpoints
{
    private const string OlderPath = "/api/v1/token/refresh";

    private static readonly BodyField s_refreshToken =
        new("refresh_token", IsRequired: true, MinLength: 1, MaxLength: 4096, BodyField.Printable, "a token");

    public static void MapRefresh(this IEndpointRouteBuilder routes, StubOptions options)
    {
        RouteGroupBuilder group = routes.MapGroup("").RequireRateLimiting(RateLimits.Refreshes);
        foreach (string path in new[] { options.RefreshPath, OlderPath }.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            group.MapPost(path, AnswerAsync);
        }
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context, TokenService tokens, RefreshRotation rotation, DeviceRegistry registry,
        StubOptions options, Answers answers, StubEvents events)
    {
        (JsonFields? fields, IResult? refusal) = await JsonFields.ReadAsync(context.Request, [s_refreshToken], answers);
        if (fields is null)
        {
            return Report(refusal!, null);
        }

        TokenClaims? claims = await tokens.ReadAsync(fields["refresh_token"], TokenType.Refresh);
        if (claims is null || registry.Find(claims.DeviceId) is not { } device)
        {
            return Report(answers.Error(StatusCodes.Status401Unauthorized, "Invalid refresh token"), null);
        }

        if (!device.Enabled)
        {
            return Report(answers.Error(StatusCodes.Status403Forbidden, "Device is disabled"), claims);
        }

        return Report(Refresh(claims, tokens, rotation, options, answers), claims);

        IResult Report(IResult answer, TokenClaims? of)
        {
            events.Publish(StubEventKind.RefreshAnswered, of?.DeviceId, ((IStatusCodeHttpResult)answer).StatusCode);
            return answer;
        }
    }

    private static IResult Refresh(
        TokenClaims claims, TokenService tokens, RefreshRotation rotation, StubOptions options, Answers answers)
    {
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
                return answers.Error(StatusCodes.Status401Unauthorized, "Invalid refresh token");
            }
        }

        string accessToken = tokens.Reissue(claims, TokenType.Access, sessionId);
        return TypedResults.Json(
            new RefreshAnswer(accessToken, refreshToken, "Bearer", options.AccessLifetimeSeconds), statusCode: StatusCodes.Status200OK);
    }
}
