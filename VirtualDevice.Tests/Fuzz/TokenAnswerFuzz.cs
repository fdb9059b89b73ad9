using CsCheck;
using TeddyFirmware.Tokens;

namespace VirtualDevice.Tests.Fuzz;

/// <summary>The parser of answers to claim and refresh, against the contract's rules written a second time.</summary>
public sealed class TokenAnswerFuzz
{
    private const int BytesPerByte = 24;
    private const int OwnBytes = 1024;

    private static readonly Gen<byte[]> s_bodies = Mutation.Of(JsonSamples.Objects(
        ["access", "refresh", "access_token", "refresh_token", "expires_in", "token_type", "child_profile"],
        Gen.Frequency((4, TokenSamples.Any.Select(token => $"\"{token}\"")), (1, Gen.OneOf("3600", "null", "1e3", "\"Bearer\"")))));

    private static readonly HttpExchange s_exchange = new();

    [Fact]
    public void An_answer_is_read_as_the_contract_says_or_not_at_all()
    {
        TokenAnswer.Read(s_exchange, true);
        FuzzRun.Try(Gen.Select(s_bodies, Gen.Bool), Check, input => Encoding.UTF8.GetString(input.Item1));
    }

    private static void Check((byte[] Body, bool NeedsRefresh) input)
    {
        byte[] body = input.Body.Length > HttpExchange.MaxBodyBytes ? input.Body[..HttpExchange.MaxBodyBytes] : input.Body;
        s_exchange.Forget();
        s_exchange.TryAppend(body, 0, body.Length);
        TokenAnswer? answer = FuzzRun.Bounded(OwnBytes + (BytesPerByte * body.Length), () => TokenAnswer.Read(s_exchange, input.NeedsRefresh));
        (string Access, string? Refresh, long ExpiresIn)? expected = Expected(body, input.NeedsRefresh);
        Assert.Equal(expected, answer == null ? null : (answer.Access, answer.Refresh, answer.ExpiresInSeconds));
    }

    // Contract, section 2.1: both spellings; a wrong type or what is no token makes the whole body unreadable.
    private static (string Access, string? Refresh, long ExpiresIn)? Expected(byte[] body, bool needsRefresh)
    {
        string? access = null;
        string? refresh = null;
        long expiresIn = -1;
        foreach (JsonProperty member in JsonOracle.Members(body.AsSpan().StartsWith("\ufeff"u8) ? body[3..] : body) ?? [])
        {
            JsonElement value = member.Value;
            switch (member.Name)
            {
                case "access" or "access_token" when TokenOf(value) is { } token:
                    access = token;
                    break;
                case "refresh" or "refresh_token" when TokenOf(value) is { } token:
                    refresh = token;
                    break;
                case "refresh" or "refresh_token" when value.ValueKind == JsonValueKind.Null:
                    refresh = null;
                    break;
                case "expires_in":
                    expiresIn = JsonOracle.WholeNumber(value, -1);
                    break;
                case "access" or "access_token" or "refresh" or "refresh_token":
                    return null;
            }
        }

        return access == null || (refresh == null && needsRefresh) ? null : (access, refresh, expiresIn);
    }

    private static string? TokenOf(JsonElement value)
    {
        bool isToken = value.ValueKind == JsonValueKind.String && JsonOracle.RawLength(value) <= Jwt.MaxLength && TokenSamples.IsToken(value.GetString()!);
        return isToken ? value.GetString() : null;
    }
}
