using Microsoft.Extensions.Time.Testing;

namespace ServerStub.Tests;

/// <summary>Contract section 3: the refresh.</summary>
public sealed class RefreshTests : StubTests
{
    [Theory]
    [InlineData("/api/v1/pair/token/refresh")]
    [InlineData("/api/v1/token/refresh")]
    public async Task A_refresh_token_gets_an_access_token_that_opens_a_session(string path)
    {
        (_, string refresh) = await Stub.ClaimTokensAsync();

        using HttpResponseMessage answer = await Stub.PostAsync(path, new { refresh_token = refresh });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        JsonElement body = await Stub.JsonAsync(answer);
        Assert.Equal(["access_token", "token_type", "expires_in"], body.EnumerateObject().Select(field => field.Name));
        Assert.Equal("Bearer", body.GetProperty("token_type").GetString());
        Assert.Equal(3600, body.GetProperty("expires_in").GetInt32());
        using DeviceSocket socket = await Stub.OpenAsync(body.GetProperty("access_token").GetString());
        await socket.SendAsync("hello");
        Assert.Equal("Echo: hello", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Without_rotation_a_refresh_token_may_be_used_again()
    {
        (_, string refresh) = await Stub.ClaimTokensAsync();

        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(Stub, refresh)).Status);
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(Stub, refresh)).Status);
    }

    [Fact]
    public async Task With_rotation_every_answer_holds_the_next_refresh_token()
    {
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { RotateRefresh = true });
        (_, string first) = await stub.ClaimTokensAsync();

        (HttpStatusCode status, string? second) = await RefreshAsync(stub, first);
        (HttpStatusCode nextStatus, string? third) = await RefreshAsync(stub, second!);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (status, nextStatus));
        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
    }

    [Fact]
    public async Task A_refresh_token_that_is_used_again_after_rotation_ends_its_whole_family()
    {
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { RotateRefresh = true });
        (_, string first) = await stub.ClaimTokensAsync();
        (_, string? second) = await RefreshAsync(stub, first);

        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(stub, first)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(stub, second!)).Status);
        (_, string other) = await stub.ClaimTokensAsync();
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(stub, other)).Status);
    }

    [Fact]
    public async Task Of_two_refreshes_at_once_with_one_rotating_token_only_one_succeeds()
    {
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { RotateRefresh = true });
        (_, string refresh) = await stub.ClaimTokensAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RefreshAsync(stub, refresh)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_expired_refresh_token_is_answered_401()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { Clock = clock, RefreshLifetimeSeconds = 60 });
        (_, string refresh) = await stub.ClaimTokensAsync();

        clock.Advance(TimeSpan.FromSeconds(58));
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(stub, refresh)).Status);
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(stub, refresh)).Status);
    }

    [Fact]
    public async Task An_access_token_does_not_refresh()
    {
        (string access, _) = await Stub.ClaimTokensAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(Stub, access)).Status);
    }

    [Fact]
    public async Task A_removed_device_is_answered_401_and_a_disabled_one_403()
    {
        (_, string refresh) = await Stub.ClaimTokensAsync();

        Stub.Server.Registry.SetEnabled(StubFixture.DeviceId, enabled: false);
        Assert.Equal(HttpStatusCode.Forbidden, (await RefreshAsync(Stub, refresh)).Status);
        Stub.Server.Registry.Remove(StubFixture.DeviceId);
        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(Stub, refresh)).Status);
    }

    [Theory]
    [InlineData("not a token"), InlineData(""), InlineData(null)]
    public async Task A_refresh_without_a_printable_token_is_answered_422_and_names_the_field(string? token)
    {
        using HttpResponseMessage answer = await Stub.PostAsync(StubFixture.RefreshPath, new { refresh_token = token });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("refresh_token", (await Stub.JsonAsync(answer)).GetProperty("detail")[0].GetProperty("loc")[1].GetString());
    }

    [Theory]
    [InlineData("a.b.c"), InlineData("garbage"), InlineData("....")]
    public async Task A_refresh_with_garbage_is_answered_401(string token) =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(Stub, token)).Status);

    [Fact]
    public async Task Tokens_are_still_good_after_a_restart_on_the_same_folder_and_not_on_another()
    {
        using var folder = new TempFolder();
        string refresh;
        await using (StubFixture first = await StubFixture.StartAsync(options => options with { DataFolder = folder.FullName }))
        {
            (_, refresh) = await first.ClaimTokensAsync();
        }

        await using StubFixture again = await StubFixture.StartAsync(options => options with { DataFolder = folder.FullName });
        await using StubFixture other = await StubFixture.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(again, refresh)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(other, refresh)).Status);
    }

    private static async Task<(HttpStatusCode Status, string? NextRefresh)> RefreshAsync(StubFixture stub, string refresh)
    {
        using HttpResponseMessage answer = await stub.PostAsync(StubFixture.RefreshPath, new { refresh_token = refresh });
        JsonElement body = await stub.JsonAsync(answer);
        return (answer.StatusCode, body.TryGetProperty("refresh_token", out JsonElement next) ? next.GetString() : null);
    }
}
