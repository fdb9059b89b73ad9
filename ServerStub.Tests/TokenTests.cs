using Microsoft.Extensions.Time.Testing;
using ServerStub.Tokens;

namespace ServerStub.Tests;

/// <summary>Contract sections 3 and 4: which tokens open a session.</summary>
public sealed class TokenTests
{
    public static readonly TheoryData<string> BadTokens =
    [
        "missing", "garbage", "alg none", "alg none in capitals", "alg HS512", "wrong key", "no signature", "changed payload",
        "wrong audience", "wrong issuer", "wrong type", "refresh as access", "expired", "other device", "too long",
    ];

    [Fact]
    public async Task Tokens_hold_the_claims_of_the_contract_and_no_others()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { Clock = clock });
        (string access, string refresh) = await stub.ClaimTokensAsync();

        AssertClaims(access, "device_access", 3600);
        AssertClaims(refresh, "device_refresh", 7 * 24 * 3600);

        void AssertClaims(string token, string type, int lifetimeSeconds)
        {
            Assert.Equal("HS256", JwtText.Header(token).GetProperty("alg").GetString());
            JsonElement claims = JwtText.Payload(token);
            Assert.Equal(
                ["aud", "child_id", "device_id", "exp", "iat", "iss", "session_id", "sub", "type"],
                claims.EnumerateObject().Select(claim => claim.Name).Order());
            Assert.Equal($"device:{StubFixture.DeviceId}:child:{StubFixture.ChildId}", claims.GetProperty("sub").GetString());
            Assert.Equal(StubFixture.DeviceId, claims.GetProperty("device_id").GetString());
            Assert.Equal(StubFixture.ChildId, claims.GetProperty("child_id").GetString());
            Assert.Equal(type, claims.GetProperty("type").GetString());
            Assert.Equal("teddy-api", claims.GetProperty("aud").GetString());
            Assert.Equal("teddy-device-system", claims.GetProperty("iss").GetString());
            Assert.Equal(clock.GetUtcNow().ToUnixTimeSeconds(), claims.GetProperty("iat").GetInt64());
            Assert.Equal(clock.GetUtcNow().ToUnixTimeSeconds() + lifetimeSeconds, claims.GetProperty("exp").GetInt64());
        }
    }

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task A_bad_token_is_closed_with_1008(string kind)
    {
        await using StubFixture stub = await StartWithTwoDevicesAsync(refuseUpgrade: false);

        using DeviceSocket socket = await stub.OpenAsync(await BadTokenAsync(stub, kind));

        Assert.Equal(1008, await socket.ReceiveCloseAsync());
        Assert.Equal(0, stub.Server.Sessions.Count);
    }

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task A_bad_token_is_answered_403_on_the_upgrade_where_that_is_chosen(string kind)
    {
        await using StubFixture stub = await StartWithTwoDevicesAsync(refuseUpgrade: true);

        using DeviceSocket socket = await stub.OpenAsync(await BadTokenAsync(stub, kind));

        Assert.Equal(HttpStatusCode.Forbidden, socket.UpgradeStatus);
    }

    [Fact]
    public async Task A_token_is_good_until_the_second_of_its_expiry()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using StubFixture stub = await StubFixture.StartAsync(
            options => options with { Clock = clock, AccessLifetimeSeconds = 10, RefuseUpgrade = true });
        (string access, _) = await stub.ClaimTokensAsync();

        clock.Advance(TimeSpan.FromSeconds(9));
        using DeviceSocket inTime = await stub.OpenAsync(access);
        clock.Advance(TimeSpan.FromSeconds(1));
        using DeviceSocket late = await stub.OpenAsync(access);

        Assert.Equal(HttpStatusCode.SwitchingProtocols, inTime.UpgradeStatus);
        Assert.Equal(HttpStatusCode.Forbidden, late.UpgradeStatus);
    }

    [Fact]
    public async Task The_path_must_spell_the_device_as_the_token_does()
    {
        await using StubFixture stub = await StubFixture.StartAsync(
            options => options with { Responses = ResponseSpelling.Deployed, RefuseUpgrade = true });
        using HttpResponseMessage claim = await stub.PostClaimAsync(StubFixture.Claim());
        string access = (await stub.JsonAsync(claim)).GetProperty("access_token").GetString()!;

        using DeviceSocket asClaimed = await stub.OpenAsync(access);
        using DeviceSocket asInToken = await stub.OpenAsync(access, StubFixture.DeviceId.ToLowerInvariant());

        Assert.Equal(HttpStatusCode.Forbidden, asClaimed.UpgradeStatus);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, asInToken.UpgradeStatus);
    }

    private static Task<StubFixture> StartWithTwoDevicesAsync(bool refuseUpgrade) => StubFixture.StartAsync(options => options with
    {
        RefuseUpgrade = refuseUpgrade,
        Devices = [new RegisteredDevice("Teddy-ESP32-0002", StubFixture.ChildId, StubFixture.Secret)],
    });

    private static async Task<string?> BadTokenAsync(StubFixture stub, string kind)
    {
        (string access, string refresh) = await stub.ClaimTokensAsync();
        string[] parts = access.Split('.');
        DateTimeOffset now = DateTimeOffset.UtcNow;
        var good = new TokenClaims
        {
            DeviceId = StubFixture.DeviceId,
            ChildId = StubFixture.ChildId,
            SessionId = "s",
            Type = TokenType.Access,
            IssuedAt = now,
            Expires = now.AddHours(1),
        };
        return kind switch
        {
            "missing" => null,
            "garbage" => "a.b.c",
            "alg none" => JwtText.Forge(access, """{"alg":"none","typ":"JWT"}""", null),
            "alg none in capitals" => JwtText.Forge(access, """{"alg":"NONE","typ":"JWT"}""", null),
            "alg HS512" => JwtText.Forge(access, """{"alg":"HS512","typ":"JWT"}""", StubFixture.Secret),
            "wrong key" => JwtText.Forge(access, """{"alg":"HS256","typ":"JWT"}""", StubFixture.Secret),
            "no signature" => $"{parts[0]}.{parts[1]}.",
            "changed payload" => $"{parts[0]}.{refresh.Split('.')[1]}.{parts[2]}",
            "wrong audience" => stub.Server.Tokens.Mint(good with { Audience = "teddy-web" }),
            "wrong issuer" => stub.Server.Tokens.Mint(good with { Issuer = "somebody" }),
            "wrong type" => stub.Server.Tokens.Mint(good with { Type = "parent_access" }),
            "refresh as access" => refresh,
            "expired" => stub.Server.Tokens.Mint(good with { IssuedAt = now.AddHours(-2), Expires = now.AddHours(-1) }),
            "other device" => stub.Server.Tokens.Issue("Teddy-ESP32-0002", StubFixture.ChildId).Access,
            "too long" => stub.Server.Tokens.Mint(good with { SessionId = new string('x', 4000) }),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }
}
