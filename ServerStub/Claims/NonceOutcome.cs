namespace ServerStub.Claims;

/// <summary>What the ledger says of a nonce.</summary>
internal enum NonceOutcome
{
    /// <summary>Fresh until now, spent from now on.</summary>
    Spent,

    /// <summary>Spent before.</summary>
    Replayed,

    /// <summary>The ledger is full: no nonce can be spent until some are old enough.</summary>
    Full,
}
