namespace ServerStub.Tests.Control;

/// <summary>The drain: everything as if the stub were ending, and back.</summary>
public sealed class DrainTests : StubTests
{
    [Fact]
    public async Task A_drain_closes_sessions_with_1001_and_answers_503_until_it_ends()
    {
        (string access, string refresh) = await Stub.ClaimTokensAsync();
        using DeviceSocket socket = await Stub.OpenAsync(access);
        await Stub.EventAsync(StubEventKind.SessionOpened);

        (HttpStatusCode status, JsonElement body) = await Stub.ControlAsync(HttpMethod.Post, "/drain", new { retry_after_seconds = 7 });
        Assert.Equal((HttpStatusCode.OK, true), (status, body.GetProperty("draining").GetBoolean()));
        Assert.Equal(1001, await socket.ReceiveCloseAsync());
        using HttpResponseMessage claim = await Stub.PostClaimAsync(StubFixture.Claim());
        using HttpResponseMessage refreshed = await Stub.PostAsync(StubFixture.RefreshPath, new { refresh_token = refresh });
        using DeviceSocket refused = await Stub.OpenAsync(access);
        using HttpResponseMessage health = await Stub.Http.GetAsync("/health", Stub.Stop);
        Assert.All([claim.StatusCode, refreshed.StatusCode, refused.UpgradeStatus, health.StatusCode], code => Assert.Equal(HttpStatusCode.ServiceUnavailable, code));
        Assert.All([claim, refreshed], answer => Assert.Equal("7", answer.Headers.GetValues("Retry-After").Single()));

        await Stub.ControlAsync(HttpMethod.Delete, "/drain");
        using DeviceSocket again = await Stub.OpenAsync(access);
        HttpStatusCode claimed = await Stub.ClaimStatusAsync();
        Assert.Equal((HttpStatusCode.SwitchingProtocols, HttpStatusCode.OK), (again.UpgradeStatus, claimed));
        await Stub.EventAsync(StubEventKind.DrainEnded);
    }

    [Fact]
    public async Task A_claim_that_meets_the_drain_spends_no_nonce()
    {
        Dictionary<string, object?> claim = StubFixture.Claim();
        await Stub.PlanAsync(new { at = "server", @do = "drain" });
        HttpStatusCode refused = await Stub.ClaimStatusAsync(claim);
        await Stub.PlanAsync(new { at = "server", @do = "resume" });

        HttpStatusCode accepted = await Stub.ClaimStatusAsync(claim);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (refused, accepted));
    }

    [Theory]
    [InlineData("""{"retry_after_seconds":-1}""", "retry_after_seconds")]
    [InlineData("""{"retry_after":1}""", "retry_after")]
    public async Task A_wrong_field_is_named_and_nothing_drains(string body, string field)
    {
        (HttpStatusCode status, JsonElement error) = await Stub.ControlAsync(HttpMethod.Post, "/drain", JsonDocument.Parse(body).RootElement);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, field), (status, Assert.Single(error.Fields())));
        Assert.False(Stub.Server.Sessions.IsDraining);
    }
}
