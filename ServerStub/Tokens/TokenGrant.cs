namespace ServerStub.Tokens;

/// <summary>What, beside device and child, makes a pair of tokens: the same grant gives the same tokens, byte for byte.</summary>
internal sealed record TokenGrant(string SessionId, DateTimeOffset IssuedAt, int AccessLifetimeSeconds);
