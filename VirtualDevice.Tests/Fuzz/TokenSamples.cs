using System.Text.RegularExpressions;
using CsCheck;
using TeddyFirmware.Tokens;

namespace VirtualDevice.Tests.Fuzz;

/// <summary>Tokens as servers issue them, and what a token is by the contract.</summary>
internal static partial class TokenSamples
{
    private static readonly Gen<byte[]> s_claims = JsonSamples.Objects(
        ["exp", "iat", "device_id", "child_id", "sub", "aud"],
        Gen.OneOf(Gen.Int[0, 2_000_000_000].Select(date => date.ToString()), Gen.OneOf("\"Teddy-ESP32-0001\"", "1767225600.5")));

    /// <summary>Tokens, most of them whole.</summary>
    public static Gen<string> Any { get; } = Gen.Frequency(
        (4, s_claims.Select(claims => OfPayload(claims))),
        (2, Mutation.Of(s_claims).Select(claims => OfPayload(claims))),
        (1, Gen.Int[10, Jwt.MaxLength + 4].Select(TestToken.OfLength)),
        (1, Gen.OneOf("", "a", "aa.bb", "aa.bb.cc", "aa.bb.cc.dd", "..", "aa.b.cc", "aaaaa.bb.cc", "aa.b=.cc", "aa. .cc")));

    /// <summary>Tells whether a text is three base64url parts, by an expression of its own.</summary>
    public static bool IsToken(string text) =>
        text.Length <= Jwt.MaxLength && ThreeParts().IsMatch(text) && text.Split('.').All(part => part.Length % 4 != 1);

    /// <summary>Decodes the middle part.</summary>
    public static byte[] PayloadOf(string token)
    {
        string part = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(part.PadRight((part.Length + 3) / 4 * 4, '='));
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string OfPayload(byte[] claims) => claims.Length == 0 ? "aa..cc" : $"eyJhbGciOiJIUzI1NiJ9.{TestToken.Encode(claims)}.PLANTED0";

    [GeneratedRegex(@"\A[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\z")]
    private static partial Regex ThreeParts();
}
