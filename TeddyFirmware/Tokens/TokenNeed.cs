namespace TeddyFirmware.Tokens
{
    /// <summary>What the device has to do before it can open a session.</summary>
    public enum TokenNeed
    {
        /// <summary>Nothing: the access token is good as far as the device knows.</summary>
        None = 0,

        /// <summary>Refresh: the access token has expired or was refused.</summary>
        Refresh = 1,

        /// <summary>Claim: there are no tokens, or the refresh token was refused.</summary>
        Claim = 2,
    }
}
