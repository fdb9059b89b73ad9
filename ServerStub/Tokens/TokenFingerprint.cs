namespace ServerStub.Tokens;

/// <summary>What of a token may be shown: enough to see that two are the same, too little to use or to guess one.</summary>
internal static class TokenFingerprint
{
    private const int ShownBytes = 4;

    /// <summary>The first 8 hex characters of the token's SHA-256; null where there is no token.</summary>
    public static string? Of(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
        return Convert.ToHexStringLower(hash[..ShownBytes]);
    }
}
