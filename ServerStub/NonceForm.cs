namespace ServerStub;

/// <summary>What of the nonce enters the MAC (contract section 2).</summary>
public enum NonceForm
{
    /// <summary>The bytes that the hex stands for.</summary>
    Bytes,

    /// <summary>The hex text as sent, in ASCII: an older server.</summary>
    Text,
}
