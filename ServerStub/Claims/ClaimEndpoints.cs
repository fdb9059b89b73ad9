using System.Security.Cryptography;
using ServerStub.Devices;
using ServerStub.Events;
using ServerStub.Http;
using ServerStub.Limits;
using ServerStub.Tokens;

namespace ServerStub.Claims;

/// <summary>A device proves that it has its secret and gets its tokens (contract section 2).</summary>
internal static class ClaimEndpoints
{
    private const int LedgerFullRetryAfterSeconds = 60;

    public static void MapClaims(this IEndpointRouteBuilder routes, StubOptions options) =>
        routes.MapGroup("").RequireRateLimiting(RateLimits.Claims).MapPost(options.ClaimPath, AnswerAsync);

    private static async Task<IResult> AnswerAsync(
        HttpContext context, NonceLedger ledger, DeviceRegistry registry, TokenService tokens,
        StubOptions options, Answers answers, StubEvents events)
    {
        (JsonFields? fields, IResult? refusal) = await JsonFields.ReadAsync(context.Request, ClaimRequest.Fields, answers);
        ClaimRequest? claim = fields is null ? null : new ClaimRequest(fields);
        IResult answer = claim is null
            ? refusal!
            : Refuse(claim, context.Response, ledger, registry, options, answers) ?? Accept(claim, tokens, options);
        events.Publish(StubEventKind.ClaimAnswered, claim?.DeviceId, ((IStatusCodeHttpResult)answer).StatusCode);
        return answer;
    }

    /// <summary>The checks, in the order of the contract: the nonce is spent before anything else is looked at.</summary>
    private static IResult? Refuse(
        ClaimRequest claim, HttpResponse response, NonceLedger ledger, DeviceRegistry registry, StubOptions options, Answers answers)
    {
        switch (ledger.Spend(claim.Nonce))
        {
            case NonceOutcome.Replayed:
                return answers.Error(StatusCodes.Status409Conflict, "Nonce already used");
            case NonceOutcome.Full:
                response.Headers.RetryAfter = LedgerFullRetryAfterSeconds.ToString();
                return answers.Error(StatusCodes.Status503ServiceUnavailable, "Try again later");
        }

        if (registry.Find(claim.DeviceId) is not { } device)
        {
            return answers.Error(StatusCodes.Status404NotFound, "Device not registered");
        }

        if (!device.Enabled)
        {
            return answers.Error(StatusCodes.Status403Forbidden, "Device is disabled");
        }

        if (!HasRightMac(claim, device, options.ClaimNonce))
        {
            return answers.Error(StatusCodes.Status401Unauthorized, "Invalid HMAC");
        }

        // After the MAC, so that only the device itself can find out which child it has.
        return claim.ChildId == device.ChildId ? null : answers.Error(StatusCodes.Status404NotFound, "Child not registered");
    }

    private static bool HasRightMac(ClaimRequest claim, RegisteredDevice device, NonceForm form) =>
        CryptographicOperations.FixedTimeEquals(
            ClaimMac.Compute(device.Secret, claim.DeviceId, claim.ChildId, claim.NonceText, form), claim.Mac);

    private static IResult Accept(ClaimRequest claim, TokenService tokens, StubOptions options)
    {
        TokenPair pair = tokens.Issue(claim.DeviceId, claim.ChildId);
        return options.Responses == ResponseSpelling.Plain
            ? TypedResults.Json(new PlainClaimAnswer(pair.Access, pair.Refresh), statusCode: StatusCodes.Status200OK)
            : TypedResults.Json(DeployedClaimAnswer.Of(pair, claim.ChildId, options), statusCode: StatusCodes.Status200OK);
    }
}
