using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using ServerStub.Events;
using ServerStub.Tests.Support;

namespace ServerStub.Tests.Control;

/// <summary>Faults of claim and refresh, as a client sees them.</summary>
public sealed class ExchangeFaultTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_status_is_answered_in_place_of_the_request_and_spends_no_nonce(int status)
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        JsonElement planned = await stub.PlanAsync(new { at = "claim", @do = "status", status });
        Dictionary<string, object?> claim = StubFixture.Claim();

        using HttpResponseMessage refused = await stub.PostClaimAsync(claim);
        using HttpResponseMessage accepted = await stub.PostClaimAsync(claim);

        Assert.Equal((status, 200), ((int)refused.StatusCode, (int)accepted.StatusCode));
        StubEvent answered = await stub.EventAsync(StubEventKind.ClaimAnswered);
        Assert.Equal((status, planned.GetProperty("id").GetInt32(), "status"), (answered.Status, answered.Fault, answered.Note));
    }

    [Fact]
    public async Task Retry_After_is_sent_in_seconds_or_as_a_date()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { Clock = clock });
        await stub.PlanAsync(new { at = "claim", @do = "status", status = 503, retry_after_seconds = 7 });
        await stub.PlanAsync(new { at = "refresh", @do = "status", status = 429, retry_after_seconds = 55, retry_after_as = "date" });

        using HttpResponseMessage seconds = await stub.PostClaimAsync(StubFixture.Claim());
        using HttpResponseMessage date = await stub.PostAsync(StubFixture.RefreshPath, new { refresh_token = "any" });

        Assert.Equal("7", seconds.Headers.GetValues("Retry-After").Single());
        Assert.Equal("Sat, 02 Jan 2027 03:05:00 GMT", date.Headers.GetValues("Retry-After").Single());
        Assert.Equal(HttpStatusCode.TooManyRequests, date.StatusCode);
    }

    [Theory]
    [InlineData("claim")]
    [InlineData("refresh")]
    public async Task A_hanging_request_is_answered_when_nobody_waits_any_more(string at)
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        (_, string refresh) = await stub.ClaimTokensAsync();
        await stub.PlanAsync(new { at, @do = "hang" });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stub.Stop);

        Task<HttpResponseMessage> hanging = PostAsync(stub, at, refresh, patience.Token);
        await stub.EventAsync(StubEventKind.FaultFired);
        Assert.False(hanging.IsCompleted);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        using HttpResponseMessage next = await PostAsync(stub, at, refresh, stub.Stop);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Theory]
    [InlineData("claim", "reset", false)]
    [InlineData("refresh", "reset", false)]
    [InlineData("claim", "lose_answer", true)]
    public async Task A_reset_reaches_the_client_and_only_a_lost_answer_has_spent_the_nonce(string at, string what, bool isSpent)
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        (_, string refresh) = await stub.ClaimTokensAsync();
        await stub.PlanAsync(new { at, @do = what });
        Dictionary<string, object?> claim = StubFixture.Claim();

        HttpRequestException problem = await Assert.ThrowsAsync<HttpRequestException>(() => at == "claim"
            ? stub.PostClaimAsync(claim) : PostAsync(stub, at, refresh, stub.Stop));
        using HttpResponseMessage again = await stub.PostClaimAsync(claim);

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(problem.GetBaseException()).SocketErrorCode);
        Assert.Equal(isSpent ? HttpStatusCode.Conflict : HttpStatusCode.OK, again.StatusCode);
    }

    [Theory]
    [InlineData("claim")]
    [InlineData("refresh")]
    public async Task A_truncated_answer_ends_in_the_middle(string at)
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        (_, string refresh) = await stub.ClaimTokensAsync();
        await stub.PlanAsync(new { at, @do = "truncate" });

        HttpRequestException problem = await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(stub, at, refresh, stub.Stop));

        Assert.Equal(HttpRequestError.ResponseEnded, Assert.IsType<HttpIOException>(problem.GetBaseException()).HttpRequestError);
    }

    [Theory]
    [InlineData("claim")]
    [InlineData("refresh")]
    public async Task A_dripping_answer_is_the_true_one(string at)
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        (_, string refresh) = await stub.ClaimTokensAsync();
        await stub.PlanAsync(new { at, @do = "drip", interval_ms = 1 });

        using HttpResponseMessage answer = await PostAsync(stub, at, refresh, stub.Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(answer.Content.Headers.ContentLength, (await answer.Content.ReadAsByteArrayAsync(stub.Stop)).Length);
        Assert.True((await stub.JsonAsync(answer)).TryGetProperty(at == "claim" ? "access" : "access_token", out _));
    }

    [Fact]
    public async Task A_delayed_answer_is_the_true_one_and_comes_late()
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        await stub.PlanAsync(new { at = "claim", @do = "delay", delay_ms = 300 });

        using HttpResponseMessage answer = await stub.PostClaimAsync(StubFixture.Claim());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True((await stub.EventAsync(StubEventKind.ClaimAnswered)).Ms >= 290);
    }

    [Theory]
    [InlineData("not_json")]
    [InlineData("empty")]
    [InlineData("wrong_type")]
    [InlineData("missing_token")]
    [InlineData("not_a_token")]
    [InlineData("too_large")]
    public async Task A_bad_body_is_200_and_holds_no_token(string body)
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        await stub.PlanAsync(new { at = "claim", @do = "bad_body", body });

        using HttpResponseMessage answer = await stub.PostClaimAsync(StubFixture.Claim());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("eyJ", await answer.Content.ReadAsStringAsync(stub.Stop), StringComparison.Ordinal);
        Assert.Null((await stub.EventAsync(StubEventKind.ClaimAnswered)).Token);
    }

    [Theory]
    [InlineData(ResponseSpelling.Plain)]
    [InlineData(ResponseSpelling.Deployed)]
    public async Task Short_tokens_say_so_themselves_and_the_refresh_token_lives_on(ResponseSpelling spelling)
    {
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { Responses = spelling });
        await stub.PlanAsync(new { at = "claim", @do = "short_tokens", lifetime_seconds = 10 });
        await stub.PlanAsync(new { at = "refresh", @do = "short_tokens", lifetime_seconds = 11 });

        using HttpResponseMessage claimed = await stub.PostClaimAsync(StubFixture.Claim());
        JsonElement pair = await stub.JsonAsync(claimed);
        bool isPlain = spelling == ResponseSpelling.Plain;
        string access = pair.GetProperty(isPlain ? "access" : "access_token").GetString()!;
        string refresh = pair.GetProperty(isPlain ? "refresh" : "refresh_token").GetString()!;
        using HttpResponseMessage refreshed = await stub.PostAsync(StubFixture.RefreshPath, new { refresh_token = refresh });
        JsonElement next = await stub.JsonAsync(refreshed);

        Assert.Equal((10, 7 * 24 * 3600), (Lifetime(access), Lifetime(refresh)));
        Assert.Equal((11, 11), (Lifetime(next.GetProperty("access_token").GetString()!), next.GetProperty("expires_in").GetInt32()));
        if (!isPlain)
        {
            Assert.Equal(10, pair.GetProperty("expires_in").GetInt32());
        }
    }

    private static long Lifetime(string token) =>
        JwtText.Payload(token).GetProperty("exp").GetInt64() - JwtText.Payload(token).GetProperty("iat").GetInt64();

    private static Task<HttpResponseMessage> PostAsync(StubFixture stub, string at, string refresh, CancellationToken stop) => at == "claim"
        ? stub.Http.PostAsync(StubFixture.ClaimPath, System.Net.Http.Json.JsonContent.Create(StubFixture.Claim()), stop)
        : stub.Http.PostAsync(StubFixture.RefreshPath, System.Net.Http.Json.JsonContent.Create(new { refresh_token = refresh }), stop);
}
