namespace ServerStub.Claims;

/// <summary>What a claim is answered, and the tokens in it where it is accepted.</summary>
internal sealed record ClaimAnswer(IResult Result, TokenPair? Tokens = null);
