using ServerStub.Limits;

namespace ServerStub.Claims;

/// <summary>A device proves that it has its secret and gets its tokens (contract section 2).</summary>
internal static class ClaimEndpoints
{
    public static void MapClaims(this IEndpointRouteBuilder routes, StubOptions options) => routes.MapGroup("")
        .RequireRateLimiting(RateLimits.Claims)
        .AddEndpointFilterFactory((_, next) => DrainMode.Filter(StubEventKind.ClaimAnswered, next))
        .MapPost(options.ClaimPath, AnswerAsync);

    private static async Task<IResult> AnswerAsync(
        HttpContext context, ClaimDesk desk, FaultPlans plans, StubOptions options, Answers answers, StubEvents events)
    {
        long startedAt = options.Clock.GetTimestamp();
        (JsonFields? fields, IResult? refusal) = await JsonFields.ReadAsync(context.Request, ClaimRequest.Fields, answers);
        if (fields is null)
        {
            return Report(new ClaimAnswer(refusal!), null, null);
        }

        var claim = new ClaimRequest(fields);
        FaultPlan? fault = plans.Take(StepAt.Claim, claim.DeviceId);
        await ExchangeFault.DelayAsync(fault, context.RequestAborted);
        if (ExchangeFault.InPlace(fault, context.Response, options, answers) is { } instead)
        {
            return Report(new ClaimAnswer(instead), claim, fault);
        }

        ClaimAnswer answer = desk.Answer(claim, context.Request, ExchangeFault.LifetimeSeconds(fault));
        Report(answer, claim, fault);
        return ExchangeFault.Around(fault, answer.Result);

        IResult Report(ClaimAnswer given, ClaimRequest? of, FaultPlan? by)
        {
            events.Publish(new StubEvent(0, default, StubEventKind.ClaimAnswered)
            {
                DeviceId = of?.DeviceId,
                Status = given.Result.StatusOrNull(),
                Fault = by?.Id,
                Note = by?.Step.Do,
                Token = TokenFingerprint.Of(given.Tokens?.Access),
                RefreshToken = TokenFingerprint.Of(given.Tokens?.Refresh),
                Ms = options.Clock.GetElapsedTime(startedAt).TotalMilliseconds,
            });
            return given.Result;
        }
    }
}
