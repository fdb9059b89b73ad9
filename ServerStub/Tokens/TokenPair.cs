namespace ServerStub.Tokens;

/// <summary>What a claim gives. Both are secrets.</summary>
public sealed record TokenPair(string Access, string Refresh, string SessionId)
{
    /// <summary>Nothing of the tokens.</summary>
    public override string ToString() => nameof(TokenPair);
}
