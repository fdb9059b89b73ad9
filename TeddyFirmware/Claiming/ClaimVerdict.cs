namespace TeddyFirmware.Claiming
{
    /// <summary>What an answer to a claim means (contract, section 2.1).</summary>
    public enum ClaimVerdict
    {
        /// <summary>Claimed, with tokens.</summary>
        Accepted = 0,

        /// <summary>The request is refused as it is: bad provisioning, or the error page of a proxy or firewall.</summary>
        Misconfigured = 1,

        /// <summary>The secret does not match.</summary>
        WrongSecret = 2,

        /// <summary>The device is disabled.</summary>
        Disabled = 3,

        /// <summary>The device or the child is not registered, or not yet.</summary>
        Unregistered = 4,

        /// <summary>The nonce was used before: perhaps an earlier claim worked and its answer was lost.</summary>
        NonceUsed = 5,

        /// <summary>The server asks for patience.</summary>
        Later = 6,

        /// <summary>Nothing that lasts.</summary>
        Transient = 7,

        /// <summary>The server has moved: it is not followed.</summary>
        Moved = 8,
    }
}
