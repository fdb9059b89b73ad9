using System.Reflection;
using System.Security.Cryptography;

namespace ServerStub.Tests;

/// <summary>
/// Contract section 2: the server compares in constant time. A clock on a busy machine cannot tell whether it does, so
/// this reads the compiled program: who compares secrets calls what .NET has for it, and nobody a comparison that ends early.
/// </summary>
public sealed class TimingSafetyTests : StubTests
{
    private static readonly Assembly s_stub = typeof(StubServer).Assembly;

    [Fact]
    public void A_MAC_and_a_control_key_are_compared_in_constant_time() => Assert.Equal(
        ["ClaimDesk.HasRightMac", "ControlGuard.IsRight"], Calls.To(nameof(CryptographicOperations.FixedTimeEquals), s_stub).Order());

    // The identifiers that a certificate and its authority carry are public.
    [Fact]
    public void Bytes_are_compared_otherwise_only_where_they_are_no_secret() => Assert.Equal(
        ["DevelopmentCertificates.IsIssuedBy"], Calls.To(nameof(MemoryExtensions.SequenceEqual), s_stub));

    [Fact]
    public async Task A_MAC_with_any_one_bit_wrong_is_refused()
    {
        for (int bit = 0; bit < 8 * HMACSHA256.HashSizeInBytes; bit++)
        {
            Dictionary<string, object?> claim = StubFixture.Claim();
            byte[] mac = Convert.FromHexString((string)claim["hmac_hex"]!);
            mac[bit / 8] ^= (byte)(1 << (bit % 8));
            claim["hmac_hex"] = Convert.ToHexStringLower(mac);

            HttpStatusCode answer = await Stub.ClaimStatusAsync(claim);

            Assert.Equal((bit, HttpStatusCode.Unauthorized), (bit, answer));
        }
    }
}
