using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServerStub.Tokens;

/// <summary>Makes and checks the tokens of contract section 3: JWT, HS256 and nothing else.</summary>
public sealed class TokenService
{
    private const int MaxTokenCharacters = 4096;
    private const int SessionIdBytes = 16;

    private readonly JsonWebTokenHandler _handler = new()
    {
        SetDefaultTimesOnTokenCreation = false,
        MaximumTokenSizeInBytes = MaxTokenCharacters,
    };

    private readonly StubOptions _options;
    private readonly SigningCredentials _credentials;
    private readonly TokenValidationParameters _rules;

    internal TokenService(StubOptions options, byte[] key)
    {
        _options = options;
        var signingKey = new SymmetricSecurityKey(key);
        _credentials = new SigningCredentials(signingKey, SecurityAlgorithms.HmacSha256);
        _rules = new TokenValidationParameters
        {
            IssuerSigningKey = signingKey,
            // RFC 8725, 3.1: the verifier names the algorithm, never the token.
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            RequireSignedTokens = true,
            ValidAudience = TokenClaims.TeddyAudience,
            ValidIssuer = TokenClaims.TeddyIssuer,
            RequireExpirationTime = true,
            LifetimeValidator = IsAlive,
        };
    }

    /// <summary>A new pair for a device, as a claim gives it.</summary>
    public TokenPair Issue(string deviceId, string childId) =>
        Issue(deviceId, childId, new TokenGrant(NewSessionId(), _options.Clock.GetUtcNow(), _options.AccessLifetimeSeconds));

    /// <summary>A new token from a checked one: same device and child.</summary>
    public string Reissue(TokenClaims from, string type, string sessionId, int? lifetimeSeconds = null) => Mint(NewClaims(
        from.DeviceId, from.ChildId, sessionId, type, _options.Clock.GetUtcNow(), lifetimeSeconds ?? LifetimeSeconds(type)));

    /// <summary>The pair of a grant.</summary>
    internal TokenPair Issue(string deviceId, string childId, TokenGrant grant)
    {
        // The deployed server lower-cases ids in the tokens it issues (contract section 4).
        bool lower = _options.Responses == ResponseSpelling.Deployed;
        TokenClaims access = NewClaims(lower ? deviceId.ToLowerInvariant() : deviceId,
            lower ? childId.ToLowerInvariant() : childId, grant.SessionId, TokenType.Access, grant.IssuedAt, grant.AccessLifetimeSeconds);
        TokenClaims refresh = access with { Type = TokenType.Refresh, Expires = grant.IssuedAt.AddSeconds(_options.RefreshLifetimeSeconds) };
        return new TokenPair(Mint(access), Mint(refresh), grant.SessionId);
    }

    /// <summary>A random name for a session.</summary>
    public static string NewSessionId() => RandomNumberGenerator.GetHexString(2 * SessionIdBytes, lowercase: true);

    /// <summary>Signs any claims with this stub's key: also the wrong ones that a test needs.</summary>
    public string Mint(TokenClaims claims) => _handler.CreateToken(new SecurityTokenDescriptor
    {
        Audience = claims.Audience,
        Issuer = claims.Issuer,
        IssuedAt = claims.IssuedAt.UtcDateTime,
        Expires = claims.Expires.UtcDateTime,
        SigningCredentials = _credentials,
        Claims = new Dictionary<string, object>
        {
            ["sub"] = $"device:{claims.DeviceId}:child:{claims.ChildId}",
            ["device_id"] = claims.DeviceId,
            ["child_id"] = claims.ChildId,
            ["session_id"] = claims.SessionId,
            ["type"] = claims.Type,
        },
    });

    /// <summary>What a token says if it may be believed: signature, algorithm, <c>exp</c>, <c>aud</c>, <c>iss</c>, <c>type</c>.</summary>
    /// <returns>Null for any other token; why is not told, to nobody.</returns>
    public async Task<TokenClaims?> ReadAsync(string? token, string type)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        TokenValidationResult result = await _handler.ValidateTokenAsync(token, _rules);
        return result is { IsValid: true, SecurityToken: JsonWebToken jwt } && Text(jwt, "type") == type ? ToClaims(jwt, type) : null;
    }

    private static TokenClaims? ToClaims(JsonWebToken jwt, string type) =>
        Text(jwt, "device_id") is { } deviceId && Text(jwt, "child_id") is { } childId && Text(jwt, "session_id") is { } sessionId
            ? new TokenClaims
            {
                DeviceId = deviceId,
                ChildId = childId,
                SessionId = sessionId,
                Type = type,
                IssuedAt = jwt.IssuedAt,
                Expires = jwt.ValidTo,
            }
            : null;

    private static string? Text(JsonWebToken jwt, string name) => jwt.TryGetPayloadValue(name, out string? value) ? value : null;

    private static TokenClaims NewClaims(
        string deviceId, string childId, string sessionId, string type, DateTimeOffset issuedAt, int lifetimeSeconds) => new()
        {
            DeviceId = deviceId,
            ChildId = childId,
            SessionId = sessionId,
            Type = type,
            IssuedAt = issuedAt,
            Expires = issuedAt.AddSeconds(lifetimeSeconds),
        };

    private int LifetimeSeconds(string type) =>
        type == TokenType.Access ? _options.AccessLifetimeSeconds : _options.RefreshLifetimeSeconds;

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters rules) =>
        expires is { } end && _options.Clock.GetUtcNow().UtcDateTime < end.AddSeconds(_options.ClockSkewSeconds);
}
