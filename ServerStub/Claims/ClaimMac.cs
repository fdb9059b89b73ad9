namespace ServerStub.Claims;

/// <summary>The MAC of a claim (contract section 2).</summary>
public static class ClaimMac
{
    /// <summary>
    /// HMAC-SHA256 over device id, child id and nonce with nothing between them; the nonce as its bytes, or as the hex
    /// text that was sent.
    /// </summary>
    public static byte[] Compute(ReadOnlySpan<byte> secret, string deviceId, string childId, string nonceHex, NonceForm form)
    {
        byte[] nonce = form == NonceForm.Bytes ? Convert.FromHexString(nonceHex) : Encoding.ASCII.GetBytes(nonceHex);
        return HMACSHA256.HashData(secret, [.. Encoding.UTF8.GetBytes(deviceId + childId), .. nonce]);
    }
}
