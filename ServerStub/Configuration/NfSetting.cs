namespace ServerStub.Configuration;

/// <summary>One row of the table of known settings.</summary>
/// <param name="Key">The name in nf.config.</param>
/// <param name="Default">The value where no source gives one; empty means "not set".</param>
/// <param name="Rule">What the value may be.</param>
/// <param name="Description">One sentence for a person.</param>
/// <param name="IsPrivate">A secret or personal data: refused in the shared file, never printed.</param>
public sealed record NfSetting(string Key, string Default, NfRule Rule, string Description, bool IsPrivate = false)
{
    /// <summary>The environment variable that sets it: <c>claim.nonce</c> is <c>TEDDY_CLAIM_NONCE</c>.</summary>
    public string EnvironmentName { get; } = "TEDDY_" + Key.Replace('.', '_').ToUpperInvariant();
}
