using Microsoft.Extensions.Time.Testing;

namespace ServerStub.Tests;

/// <summary>The option that the very same claim gets the very same answer for a while.</summary>
public sealed class IdempotentClaimTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2027, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task The_same_claim_gets_the_same_tokens_within_the_window_and_409_after_it()
    {
        await using StubFixture stub = await StartAsync();
        Dictionary<string, object?> claim = StubFixture.Claim();

        string first = await BodyAsync(stub, claim);
        _clock.Advance(TimeSpan.FromSeconds(59));
        string second = await BodyAsync(stub, claim);
        _clock.Advance(TimeSpan.FromSeconds(1));
        HttpStatusCode late = await stub.ClaimStatusAsync(claim);

        Assert.Equal(first, second);
        Assert.Equal(HttpStatusCode.Conflict, late);
    }

    [Fact]
    public async Task The_same_nonce_with_another_MAC_is_409()
    {
        await using StubFixture stub = await StartAsync();
        string nonce = StubFixture.NewNonce();
        await BodyAsync(stub, StubFixture.Claim(nonce));

        Assert.Equal(HttpStatusCode.Conflict, await stub.ClaimStatusAsync(StubFixture.Claim(nonce, secret: new byte[32])));
    }

    [Fact]
    public async Task A_refused_claim_is_409_when_it_is_repeated()
    {
        await using StubFixture stub = await StartAsync();
        Dictionary<string, object?> claim = StubFixture.Claim(secret: new byte[32]);

        HttpStatusCode first = await stub.ClaimStatusAsync(claim);
        HttpStatusCode second = await stub.ClaimStatusAsync(claim);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Conflict), (first, second));
    }

    [Fact]
    public async Task A_device_that_was_disabled_meanwhile_gets_403()
    {
        await using StubFixture stub = await StartAsync();
        Dictionary<string, object?> claim = StubFixture.Claim();
        await BodyAsync(stub, claim);
        stub.Server.Registry.SetEnabled(StubFixture.DeviceId, enabled: false);

        Assert.Equal(HttpStatusCode.Forbidden, await stub.ClaimStatusAsync(claim));
    }

    private Task<StubFixture> StartAsync() =>
        StubFixture.StartAsync(options => options with { IdempotentClaimSeconds = 60, Clock = _clock });

    private static async Task<string> BodyAsync(StubFixture stub, Dictionary<string, object?> claim)
    {
        using HttpResponseMessage answer = await stub.PostClaimAsync(claim);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(stub.Stop);
    }
}
