namespace ServerStub.Tokens;

/// <summary>200 of a refresh (contract section 3); the refresh token only where it is rotated.</summary>
internal sealed record RefreshAnswer(string AccessToken, string? RefreshToken, string TokenType, int ExpiresIn);
