using CsCheck;
using TeddyFirmware.Tokens;

namespace VirtualDevice.Tests.Fuzz;

/// <summary>The token reader: reads what System.Text.Json reads of the claims, and takes nothing for a token that is none.</summary>
public sealed class JwtFuzz
{
    // The token's bytes, its payload's, the claims' texts; and a constant for all small objects.
    private const int BytesPerCharacter = 5;
    private const int OwnBytes = 1024;

    private static readonly Gen<string> s_texts = Mutation.Of(TokenSamples.Any.Select(TokenSamples.Bytes)).Select(Encoding.UTF8.GetString);

    [Fact]
    public void The_token_reader_reads_what_is_there_and_nothing_else()
    {
        Jwt.Read("aa.bb.cc");
        FuzzRun.Try(s_texts, Check);
    }

    private static void Check(string text)
    {
        Jwt? token = FuzzRun.Bounded(OwnBytes + (BytesPerCharacter * text.Length), () => Jwt.Read(text));
        Assert.Equal(TokenSamples.IsToken(text), token != null);
        if (token != null && JsonOracle.Members(TokenSamples.PayloadOf(text)) is { } claims)
        {
            Assert.Equal(DateOf(claims, "exp"), token.ExpiresAt);
            Assert.Equal(DateOf(claims, "iat"), token.IssuedAt);
            Assert.Equal(DeviceOf(claims), token.DeviceId);
        }
    }

    private static long DateOf(List<JsonProperty> claims, string name) =>
        claims.Any(claim => claim.Name == name) ? JsonOracle.Integer(claims.Last(claim => claim.Name == name).Value, Jwt.Unknown) : Jwt.Unknown;

    private static string? DeviceOf(List<JsonProperty> claims)
    {
        JsonElement value = claims.LastOrDefault(claim => claim.Name == "device_id").Value;
        bool isText = value.ValueKind == JsonValueKind.String && JsonOracle.RawLength(value) <= 64 && !value.GetString()!.Contains('\0');
        return isText ? value.GetString() : null;
    }
}
