using System.Net;
using System.Text.Json;
using ServerStub.Events;
using ServerStub.Tests.Support;

namespace ServerStub.Tests.Control;

/// <summary>The drain: everything as if the stub were ending, and back.</summary>
public sealed class DrainTests
{
    [Fact]
    public async Task A_drain_closes_sessions_with_1001_and_answers_503_until_it_ends()
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        (string access, string refresh) = await stub.ClaimTokensAsync();
        using DeviceSocket socket = await stub.OpenAsync(access);
        await stub.EventAsync(StubEventKind.SessionOpened);

        (HttpStatusCode status, JsonElement body) = await stub.ControlAsync(HttpMethod.Post, "/drain", new { retry_after_seconds = 7 });
        Assert.Equal((HttpStatusCode.OK, true), (status, body.GetProperty("draining").GetBoolean()));
        Assert.Equal(1001, await socket.ReceiveCloseAsync());
        using HttpResponseMessage claim = await stub.PostClaimAsync(StubFixture.Claim());
        using HttpResponseMessage refreshed = await stub.PostAsync(StubFixture.RefreshPath, new { refresh_token = refresh });
        using DeviceSocket refused = await stub.OpenAsync(access);
        using HttpResponseMessage health = await stub.Http.GetAsync("/health", stub.Stop);
        Assert.All([claim.StatusCode, refreshed.StatusCode, refused.UpgradeStatus, health.StatusCode], code => Assert.Equal(HttpStatusCode.ServiceUnavailable, code));
        Assert.All([claim, refreshed], answer => Assert.Equal("7", answer.Headers.GetValues("Retry-After").Single()));

        await stub.ControlAsync(HttpMethod.Delete, "/drain");
        using DeviceSocket again = await stub.OpenAsync(access);
        using HttpResponseMessage claimed = await stub.PostClaimAsync(StubFixture.Claim());
        Assert.Equal((HttpStatusCode.SwitchingProtocols, HttpStatusCode.OK), (again.UpgradeStatus, claimed.StatusCode));
        await stub.EventAsync(StubEventKind.DrainEnded);
    }

    [Fact]
    public async Task A_claim_that_meets_the_drain_spends_no_nonce()
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        Dictionary<string, object?> claim = StubFixture.Claim();
        await stub.PlanAsync(new { at = "server", @do = "drain" });
        using HttpResponseMessage refused = await stub.PostClaimAsync(claim);
        await stub.PlanAsync(new { at = "server", @do = "resume" });

        using HttpResponseMessage accepted = await stub.PostClaimAsync(claim);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (refused.StatusCode, accepted.StatusCode));
    }

    [Theory]
    [InlineData("""{"retry_after_seconds":-1}""", "retry_after_seconds")]
    [InlineData("""{"retry_after":1}""", "retry_after")]
    public async Task A_wrong_field_is_named_and_nothing_drains(string body, string field)
    {
        await using StubFixture stub = await StubFixture.StartAsync();

        (HttpStatusCode status, JsonElement error) = await stub.ControlAsync(HttpMethod.Post, "/drain", JsonDocument.Parse(body).RootElement);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, field), (status, Assert.Single(error.Fields())));
        Assert.False(stub.Server.Sessions.IsDraining);
    }
}
