namespace ServerStub.Claims;

/// <summary>200 of a claim, first spelling.</summary>
internal sealed record PlainClaimAnswer(string Access, string Refresh);
