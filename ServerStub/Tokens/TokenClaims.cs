namespace ServerStub.Tokens;

/// <summary>What a token says: the claims of contract section 3 and no others.</summary>
public sealed record TokenClaims
{
    /// <summary>The <c>aud</c> of every token.</summary>
    public const string TeddyAudience = "teddy-api";

    /// <summary>The <c>iss</c> of every token.</summary>
    public const string TeddyIssuer = "teddy-device-system";

    /// <summary>The device, in the spelling that the path of the session must have.</summary>
    public required string DeviceId { get; init; }

    /// <summary>The child: personal data, never to be logged.</summary>
    public required string ChildId { get; init; }

    /// <summary>Names the claim, or the rotation, that the token comes from.</summary>
    public required string SessionId { get; init; }

    /// <summary>One of <see cref="TokenType"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Made at, to the second.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Valid until, to the second.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Whom it is for.</summary>
    public string Audience { get; init; } = TeddyAudience;

    /// <summary>Who made it.</summary>
    public string Issuer { get; init; } = TeddyIssuer;

    /// <summary>The last four characters of the device's name: fit for a log.</summary>
    public override string ToString() => Redact.DeviceId(DeviceId);
}
