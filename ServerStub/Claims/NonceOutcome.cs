namespace ServerStub.Claims;

/// <summary>What the ledger says of a nonce.</summary>
internal enum NonceOutcome
{
    /// <summary>Fresh until now, spent from now on.</summary>
    Spent,

    /// <summary>Spent a short while ago by this very claim, MAC and all: it may be answered as it was then.</summary>
    Repeated,

    /// <summary>Spent before.</summary>
    Replayed,

    /// <summary>The ledger is full: no nonce can be spent until some are old enough.</summary>
    Full,
}
