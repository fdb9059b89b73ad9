using ServerStub.Deployed;

namespace ServerStub.Claims;

/// <summary>Judges a well-formed claim, in the order of contract section 2.1.</summary>
internal sealed class ClaimDesk(
    NonceLedger ledger, DeviceRegistry registry, OwnIds ownIds, TokenService tokens, StubOptions options, Answers answers)
{
    private const int LedgerFullRetryAfterSeconds = 60;

    /// <summary>Accepts or refuses; the nonce is spent before anything else is looked at.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="request">The request it came with.</param>
    /// <param name="lifetimeSeconds">Life of the access token; null is as the settings say.</param>
    public ClaimAnswer Answer(ClaimRequest claim, HttpRequest request, int? lifetimeSeconds)
    {
        NonceOutcome outcome = ledger.Spend(claim.Nonce, claim.Mac, out TokenGrant? earlier);
        if (outcome == NonceOutcome.Full)
        {
            request.HttpContext.Response.Headers.RetryAfter = LedgerFullRetryAfterSeconds.ToString();
            return Refusal(StatusCodes.Status503ServiceUnavailable, "Try again later");
        }

        if (outcome == NonceOutcome.Replayed)
        {
            return Refusal(StatusCodes.Status409Conflict, "Nonce already used");
        }

        // A repeat goes through the same checks: the device may have been disabled since.
        return Refuse(claim) ?? Accept(claim, request, earlier, lifetimeSeconds);
    }

    private ClaimAnswer? Refuse(ClaimRequest claim)
    {
        RegisteredDevice? newcomer = ownIds.Find(claim.DeviceId, claim.ChildId);
        if ((registry.Find(claim.DeviceId) ?? newcomer) is not { } device)
        {
            return Refusal(StatusCodes.Status404NotFound, "Device not registered");
        }

        if (!device.Enabled)
        {
            return Refusal(StatusCodes.Status403Forbidden, "Device is disabled");
        }

        if (!HasRightMac(claim, device))
        {
            return Refusal(StatusCodes.Status401Unauthorized, "Invalid HMAC");
        }

        // After the MAC, so that only the device itself can find out which child it has.
        if (claim.ChildId != device.ChildId)
        {
            return Refusal(StatusCodes.Status404NotFound, "Child not registered");
        }

        if (device == newcomer)
        {
            registry.TryAdd(newcomer);
        }

        return claim.FirmwareVersion.Length > options.MaxFirmwareVersion
            ? Refusal(StatusCodes.Status500InternalServerError, "Request failed") : null;
    }

    private ClaimAnswer Accept(ClaimRequest claim, HttpRequest request, TokenGrant? earlier, int? lifetimeSeconds)
    {
        TokenGrant grant = earlier ?? new TokenGrant(
            TokenService.NewSessionId(), options.Clock.GetUtcNow(), lifetimeSeconds ?? options.AccessLifetimeSeconds);
        if (earlier is null)
        {
            ledger.Remember(claim.Nonce, grant);
        }

        TokenPair pair = tokens.Issue(claim.DeviceId, claim.ChildId, grant);
        IResult result = options.Responses == ResponseSpelling.Plain
            ? TypedResults.Json(new PlainClaimAnswer(pair.Access, pair.Refresh), statusCode: StatusCodes.Status200OK)
            : TypedResults.Json(
                DeployedClaimAnswer.Of(pair, claim, grant.AccessLifetimeSeconds, request.Host, options), statusCode: StatusCodes.Status200OK);
        return new ClaimAnswer(result, pair);
    }

    private bool HasRightMac(ClaimRequest claim, RegisteredDevice device) => CryptographicOperations.FixedTimeEquals(
        ClaimMac.Compute(device.Secret, claim.DeviceId, claim.ChildId, claim.NonceText, options.ClaimNonce), claim.Mac);

    private ClaimAnswer Refusal(int status, string message) => new(answers.Error(status, message));
}
