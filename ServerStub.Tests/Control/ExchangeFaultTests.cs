using Microsoft.Extensions.Time.Testing;

namespace ServerStub.Tests.Control;

/// <summary>Faults of claim and refresh, as a client sees them.</summary>
public sealed class ExchangeFaultTests : StubTests
{
    [Theory]
    [InlineData(400), InlineData(401), InlineData(429), InlineData(503)]
    public async Task A_status_is_answered_in_place_of_the_request_and_spends_no_nonce(int status)
    {
        JsonElement planned = await Stub.PlanAsync(new { at = "claim", @do = "status", status });
        Dictionary<string, object?> claim = StubFixture.Claim();

        HttpStatusCode refused = await Stub.ClaimStatusAsync(claim);
        HttpStatusCode accepted = await Stub.ClaimStatusAsync(claim);

        Assert.Equal((status, 200), ((int)refused, (int)accepted));
        StubEvent answered = await Stub.EventAsync(StubEventKind.ClaimAnswered);
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
    [InlineData("claim"), InlineData("refresh")]
    public async Task A_hanging_request_is_answered_when_nobody_waits_any_more(string at)
    {
        (_, string refresh) = await Stub.ClaimTokensAsync();
        await Stub.PlanAsync(new { at, @do = "hang" });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stub.Stop);

        Task<HttpResponseMessage> hanging = PostAsync(Stub, at, refresh, patience.Token);
        await Stub.EventAsync(StubEventKind.FaultFired);
        Assert.False(hanging.IsCompleted);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        using HttpResponseMessage next = await PostAsync(Stub, at, refresh, Stub.Stop);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Theory]
    [InlineData("claim", "reset", false)]
    [InlineData("refresh", "reset", false)]
    [InlineData("claim", "lose_answer", true)]
    public async Task A_reset_reaches_the_client_and_only_a_lost_answer_has_spent_the_nonce(string at, string what, bool isSpent)
    {
        (_, string refresh) = await Stub.ClaimTokensAsync();
        await Stub.PlanAsync(new { at, @do = what });
        Dictionary<string, object?> claim = StubFixture.Claim();

        HttpRequestException problem = await Assert.ThrowsAsync<HttpRequestException>(() => at == "claim"
            ? Stub.PostClaimAsync(claim) : PostAsync(Stub, at, refresh, Stub.Stop));
        HttpStatusCode again = await Stub.ClaimStatusAsync(claim);

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(problem.GetBaseException()).SocketErrorCode);
        Assert.Equal(isSpent ? HttpStatusCode.Conflict : HttpStatusCode.OK, again);
    }

    [Theory]
    [InlineData("claim"), InlineData("refresh")]
    public async Task A_truncated_answer_ends_in_the_middle(string at)
    {
        (_, string refresh) = await Stub.ClaimTokensAsync();
        await Stub.PlanAsync(new { at, @do = "truncate" });

        HttpRequestException problem = await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(Stub, at, refresh, Stub.Stop));

        Assert.Equal(HttpRequestError.ResponseEnded, Assert.IsType<HttpIOException>(problem.GetBaseException()).HttpRequestError);
    }

    [Theory]
    [InlineData("claim"), InlineData("refresh")]
    public async Task A_dripping_answer_is_the_true_one(string at)
    {
        (_, string refresh) = await Stub.ClaimTokensAsync();
        await Stub.PlanAsync(new { at, @do = "drip", interval_ms = 1 });

        using HttpResponseMessage answer = await PostAsync(Stub, at, refresh, Stub.Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(answer.Content.Headers.ContentLength, (await answer.Content.ReadAsByteArrayAsync(Stub.Stop)).Length);
        Assert.True((await Stub.JsonAsync(answer)).TryGetProperty(at == "claim" ? "access" : "access_token", out _));
    }

    [Fact]
    public async Task A_delayed_answer_is_the_true_one_and_comes_late()
    {
        await Stub.PlanAsync(new { at = "claim", @do = "delay", delay_ms = 300 });

        Assert.Equal(HttpStatusCode.OK, await Stub.ClaimStatusAsync());
        Assert.True((await Stub.EventAsync(StubEventKind.ClaimAnswered)).Ms >= 290);
    }

    [Theory]
    [InlineData("not_json"), InlineData("empty"), InlineData("wrong_type"), InlineData("missing_token")]
    [InlineData("not_a_token"), InlineData("too_large")]
    public async Task A_bad_body_is_200_and_holds_no_token(string body)
    {
        await Stub.PlanAsync(new { at = "claim", @do = "bad_body", body });

        using HttpResponseMessage answer = await Stub.PostClaimAsync(StubFixture.Claim());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("eyJ", await answer.Content.ReadAsStringAsync(Stub.Stop), StringComparison.Ordinal);
        Assert.Null((await Stub.EventAsync(StubEventKind.ClaimAnswered)).Token);
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
