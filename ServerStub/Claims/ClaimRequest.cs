namespace ServerStub.Claims;

/// <summary>The body of a claim, checked (contract sections 1 and 2).</summary>
internal sealed class ClaimRequest(JsonFields fields)
{
    /// <summary>The fields, in the order in which errors name them.</summary>
    public static IReadOnlyList<BodyField> Fields { get; } =
    [
        new("device_id", IsRequired: true, 8, 64, BodyField.Id, "of A-Z a-z 0-9 _ -"),
        new("child_id", IsRequired: true, 1, 64, BodyField.Id, "of A-Z a-z 0-9 _ -"),
        new("nonce", IsRequired: true, 16, 64, BodyField.Hex, "hexadecimal", IsEvenLength: true),
        new("hmac_hex", IsRequired: true, 64, 64, BodyField.Hex, "hexadecimal"),
        new("firmware_version", IsRequired: false, 0, 32, BodyField.Version, "of A-Z a-z 0-9 . _ -"),
    ];

    /// <summary>As sent: its case enters the MAC.</summary>
    public string DeviceId { get; } = fields["device_id"]!;

    public string ChildId { get; } = fields["child_id"]!;

    /// <summary>The hex as sent: an older server puts this text into the MAC.</summary>
    public string NonceText { get; } = fields["nonce"]!;

    /// <summary>Empty where none was sent.</summary>
    public string FirmwareVersion { get; } = fields["firmware_version"] ?? "";

    public byte[] Nonce { get; } = Convert.FromHexString(fields["nonce"]!);

    public byte[] Mac { get; } = Convert.FromHexString(fields["hmac_hex"]!);
}
