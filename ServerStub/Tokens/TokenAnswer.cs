namespace ServerStub.Tokens;

/// <summary>What a refresh is answered, and the tokens in it.</summary>
internal sealed record TokenAnswer(IResult Result, string? Access = null, string? Refresh = null);
