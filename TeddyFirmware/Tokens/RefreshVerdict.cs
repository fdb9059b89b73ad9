namespace TeddyFirmware.Tokens
{
    /// <summary>What an answer to a refresh means (contract, section 3).</summary>
    public enum RefreshVerdict
    {
        /// <summary>A new access token has come.</summary>
        Accepted = 0,

        /// <summary>The refresh token is expired, of the wrong kind, or was used before: claim once.</summary>
        Refused = 1,

        /// <summary>The device is disabled, or the request refused as it is: a slow pace.</summary>
        Slow = 2,

        /// <summary>The server asks for patience.</summary>
        Later = 3,

        /// <summary>Nothing that lasts.</summary>
        Transient = 4,

        /// <summary>There is no such path, or the server has moved: asked again every few minutes.</summary>
        Missing = 5,
    }
}
