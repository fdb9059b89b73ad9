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
        RouteGroupBuilder group = routes.MapGroup("")
            .RequireRateLimiting(RateLimits.Refreshes)
            .AddEndpointFilterFactory((_, next) => DrainMode.Filter(StubEventKind.RefreshAnswered, next));
        foreach (string path in new[] { options.RefreshPath, OlderPath }.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            group.MapPost(path, AnswerAsync);
        }
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context, TokenService tokens, RefreshDesk desk, FaultPlans plans, StubOptions options, Answers answers, StubEvents events)
    {
        long startedAt = options.Clock.GetTimestamp();
        (JsonFields? fields, IResult? refusal) = await JsonFields.ReadAsync(context.Request, [s_refreshToken], answers);
        if (fields is null)
        {
            return Report(new TokenAnswer(refusal!), null, null, null);
        }

        string token = fields["refresh_token"]!;
        TokenClaims? claims = await tokens.ReadAsync(token, TokenType.Refresh);

        // A token that says nothing names no device: then only the faults of every device concern it.
        FaultPlan? fault = plans.Take(StepAt.Refresh, claims?.DeviceId ?? "");
        await ExchangeFault.DelayAsync(fault, context.RequestAborted);
        if (ExchangeFault.InPlace(fault, context.Response, options, answers) is { } instead)
        {
            return Report(new TokenAnswer(instead), claims, fault, token);
        }

        TokenAnswer answer = desk.Answer(claims, ExchangeFault.LifetimeSeconds(fault));
        Report(answer, claims, fault, token);
        return ExchangeFault.Around(fault, answer.Result);

        IResult Report(TokenAnswer given, TokenClaims? of, FaultPlan? by, string? shown)
        {
            events.Publish(new StubEvent(0, default, StubEventKind.RefreshAnswered)
            {
                DeviceId = of?.DeviceId,
                Status = given.Result.StatusOrNull(),
                Fault = by?.Id,
                Note = by?.Step.Do,
                Token = TokenFingerprint.Of(given.Access),
                RefreshToken = TokenFingerprint.Of(given.Refresh ?? shown),
                Ms = options.Clock.GetElapsedTime(startedAt).TotalMilliseconds,
            });
            return given.Result;
        }
    }
}
