namespace TeddyFirmware.Tokens
{
    /// <summary>How long a token that has just come will live.</summary>
    public static class TokenLifetime
    {
        /// <summary>What is assumed where nobody tells, in seconds: the contract's access lifetime.</summary>
        public const long DefaultSeconds = 3600;

        /// <summary>The longest lifetime that is believed, in seconds: 400 days.</summary>
        public const long MaxSeconds = 400L * 86400;

        /// <summary>Finds the lifetime.</summary>
        /// <param name="expiresInSeconds">The answer's <c>expires_in</c>; -1 where it has none.</param>
        /// <param name="token">The token.</param>
        /// <param name="nowSeconds">The device's UTC.</param>
        /// <returns>Seconds, 1 to <see cref="MaxSeconds"/>.</returns>
        /// <remarks>
        /// A duration first, because it needs no clock: a device whose clock is years wrong still plans well. The
        /// token's own <c>exp - iat</c> is one too; <c>exp</c> alone needs our clock.
        /// </remarks>
        public static long Seconds(long expiresInSeconds, Jwt token, long nowSeconds)
        {
            if (IsSane(expiresInSeconds))
            {
                return expiresInSeconds;
            }

            if (token.ExpiresAt == Jwt.Unknown)
            {
                return DefaultSeconds;
            }

            long issuedAt = token.IssuedAt == Jwt.Unknown ? nowSeconds : token.IssuedAt;
            long lifetime = token.ExpiresAt - issuedAt;
            return IsSane(lifetime) ? lifetime : DefaultSeconds;
        }

        private static bool IsSane(long seconds) => seconds >= 1 && seconds <= MaxSeconds;
    }
}
