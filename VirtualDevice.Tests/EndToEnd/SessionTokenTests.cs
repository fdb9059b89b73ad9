using System.Text;
using System.Text.Json;
using ServerStub;
using ServerStub.Devices;
using ServerStub.Tokens;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.EndToEnd;

/// <summary>Tokens that open no session: all are refused with 1008 (contract, sections 3 and 4).</summary>
public sealed class SessionTokenTests
{
    [Fact]
    public async Task A_good_token_is_let_in_so_that_the_refusals_mean_something()
    {
        await using Bench bench = await Bench.StartAsync();

        Assert.Equal(("opened", "text Echo: hello"), await bench.OpenSessionAsync(Bench.DeviceId, bench.Stub.Tokens.Mint(GoodClaims(bench)), "hello"));
    }

    [Fact]
    public async Task An_expired_token_is_refused_with_1008()
    {
        await using Bench bench = await Bench.StartAsync();
        TokenClaims claims = GoodClaims(bench) with { IssuedAt = DateTimeOffset.UtcNow.AddHours(-2), Expires = DateTimeOffset.UtcNow.AddSeconds(-2) };

        await AssertRefusedAsync(bench, bench.Stub.Tokens.Mint(claims));
    }

    [Fact]
    public async Task A_token_of_another_key_is_refused_with_1008()
    {
        await using Bench bench = await Bench.StartAsync();
        await using Bench foreign = await Bench.StartAsync();

        await AssertRefusedAsync(bench, foreign.Stub.Tokens.Mint(GoodClaims(bench)));
    }

    [Fact]
    public async Task A_token_without_a_signature_is_refused_with_1008()
    {
        await using Bench bench = await Bench.StartAsync();
        string[] parts = bench.Stub.Tokens.Mint(GoodClaims(bench)).Split('.');
        string header = Convert.ToBase64String("{\"alg\":\"none\",\"typ\":\"JWT\"}"u8).TrimEnd('=');

        await AssertRefusedAsync(bench, $"{header}.{parts[1]}.");
        await AssertRefusedAsync(bench, $"{header}.{parts[1]}.{parts[2]}");
    }

    [Fact]
    public async Task A_refresh_token_in_the_place_of_an_access_token_is_refused_with_1008()
    {
        await using Bench bench = await Bench.StartAsync();

        await AssertRefusedAsync(bench, bench.Stub.Tokens.Mint(GoodClaims(bench) with { Type = TokenType.Refresh }));
    }

    [Fact]
    public async Task A_token_for_another_audience_or_of_another_issuer_is_refused_with_1008()
    {
        await using Bench bench = await Bench.StartAsync();

        await AssertRefusedAsync(bench, bench.Stub.Tokens.Mint(GoodClaims(bench) with { Audience = "others" }));
        await AssertRefusedAsync(bench, bench.Stub.Tokens.Mint(GoodClaims(bench) with { Issuer = "others" }));
    }

    [Fact]
    public async Task Where_the_server_refuses_on_the_upgrade_it_is_403()
    {
        await using Bench bench = await Bench.StartAsync(options => options with { RefuseUpgrade = true });

        Assert.Equal("refused HttpStatus 403 -", (await bench.OpenSessionAsync(Bench.DeviceId, "a.b.c")).First);
        Assert.Equal("refused HttpStatus 404 -", (await bench.OpenSessionAsync("Teddy-unknown", "a.b.c")).First);
    }

    private static TokenClaims GoodClaims(Bench bench) => new()
    {
        DeviceId = Bench.DeviceId,
        ChildId = bench.Stub.Registry.Development.ChildId,
        SessionId = TokenService.NewSessionId(),
        Type = TokenType.Access,
        IssuedAt = DateTimeOffset.UtcNow,
        Expires = DateTimeOffset.UtcNow.AddMinutes(5),
    };

    private static async Task AssertRefusedAsync(Bench bench, string token) =>
        Assert.Equal(("opened", "closed 1008"), await bench.OpenSessionAsync(Bench.DeviceId, token));
}
