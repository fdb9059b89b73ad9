namespace ServerStub.Tokens;

/// <summary>The values of a token's <c>type</c> (contract section 3).</summary>
public static class TokenType
{
    /// <summary>Opens a session.</summary>
    public const string Access = "device_access";

    /// <summary>Gets a new access token.</summary>
    public const string Refresh = "device_refresh";
}
