using Microsoft.AspNetCore.Builder;

namespace ServerStub.Tests.Control;

/// <summary>Who may use the control API.</summary>
public sealed class GuardTests
{
    private const string Key = "a key of more than sixteen";
    private static readonly IPAddress s_elsewhere = IPAddress.Parse("203.0.113.9");

    public static readonly TheoryData<string, string> Routes = new()
    {
        { "GET", "" }, { "GET", "/devices" }, { "POST", "/devices" }, { "POST", "/devices/000000000000/text" }, { "GET", "/faults" },
        { "POST", "/faults" }, { "DELETE", "/faults" }, { "POST", "/scenarios" }, { "GET", "/events" }, { "GET", "/events/stream" },
        { "POST", "/drain" }, { "DELETE", "/drain" }, { "GET", "/tls" }, { "GET", "/catalogue" }, { "GET", "/no-such-thing" },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task From_elsewhere_without_a_key_every_route_is_403(string method, string path)
    {
        await using StubFixture stub = await StartAsync(s_elsewhere);

        (HttpStatusCode status, JsonElement body) = await stub.ControlAsync(new HttpMethod(method), path, method == "POST" ? new { } : null);

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("stub.controlKey", body.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_page_from_elsewhere_can_call_no_route(string method, string path)
    {
        await using StubFixture stub = await StartAsync(null);

        (HttpStatusCode status, _) = await stub.ControlAsync(
            new HttpMethod(method), path, method == "POST" ? new { } : null, ("Origin", "https://elsewhere.example"));

        Assert.Equal(HttpStatusCode.Forbidden, status);
    }

    [Theory]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost")]
    [InlineData("Origin", "https://localhost:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    public async Task A_foreign_header_is_403(string name, string value)
    {
        await using StubFixture stub = await StartAsync(null);

        (HttpStatusCode status, _) = await stub.ControlAsync(HttpMethod.Get, "", null, (name, value));

        Assert.Equal(HttpStatusCode.Forbidden, status);
    }

    // DNS rebinding: a page of rebound.example, whose name has come to mean 127.0.0.1, is same-origin with itself.
    [Theory]
    [InlineData("rebound.example")]
    [InlineData("localhost.rebound.example")]
    [InlineData("localhost@rebound.example")]
    [InlineData("203.0.113.9")]
    public async Task Another_name_for_this_machine_is_refused(string host)
    {
        await using StubFixture stub = await StartAsync(null);

        string answer = await RawRequest.SendAsync(stub, $"GET /control HTTP/1.1\r\nHost: {host}\r\nOrigin: https://{host}\r\nConnection: close\r\n\r\n");

        Assert.Matches("^HTTP/1.1 (403|400) ", answer);
        Assert.DoesNotContain("\"run\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stubs_own_page_may_call()
    {
        await using StubFixture stub = await StartAsync(null);

        (HttpStatusCode status, _) = await stub.ControlAsync(HttpMethod.Get, "", null,
            ("Origin", stub.Server.BaseUri.GetLeftPart(UriPartial.Authority)), ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Theory]
    [InlineData("X-Control-Key", Key)]
    [InlineData("Authorization", "Bearer " + Key)]
    public async Task From_elsewhere_the_key_opens(string name, string value)
    {
        await using StubFixture stub = await StartAsync(s_elsewhere, Key);

        (HttpStatusCode status, _) = await stub.ControlAsync(HttpMethod.Get, "", null, (name, value));

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Theory]
    [InlineData("X-Control-Key", Key + "x", Key)]
    [InlineData("X-Control-Key", "a key of more than", Key)]
    [InlineData("X-Control-Key", "", Key)]
    [InlineData("X-Control-Key", Key, null)]
    [InlineData("Authorization", "Bearer", Key)]
    [InlineData("Authorization", "Basic " + Key, Key)]
    public async Task A_wrong_key_is_401_even_from_this_machine(string name, string value, string? key)
    {
        await using StubFixture here = await StartAsync(null, key);
        await using StubFixture elsewhere = await StartAsync(s_elsewhere, key);

        Assert.Equal(HttpStatusCode.Unauthorized, (await here.ControlAsync(HttpMethod.Get, "", null, (name, value))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.ControlAsync(HttpMethod.Get, "", null, (name, value))).Status);
    }

    [Fact]
    public async Task A_key_in_the_address_opens_nothing()
    {
        await using StubFixture stub = await StartAsync(s_elsewhere, Key);

        Assert.Equal(HttpStatusCode.Forbidden, (await stub.ControlAsync(HttpMethod.Get, $"?key={Uri.EscapeDataString(Key)}")).Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_that_a_form_could_send_is_415(string mediaType)
    {
        await using StubFixture stub = await StartAsync(null);
        using var content = new StringContent("{}", null, mediaType);

        using HttpResponseMessage answer = await stub.Http.PostAsync("/control/drain", content, stub.Stop);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.False(stub.Server.Sessions.IsDraining);
    }

    [Fact]
    public async Task Health_and_metrics_are_open_to_everybody()
    {
        await using StubFixture stub = await StartAsync(s_elsewhere);

        using HttpResponseMessage health = await stub.Http.GetAsync("/health", stub.Stop);
        using HttpResponseMessage metrics = await stub.Http.GetAsync("/metrics", stub.Stop);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (health.StatusCode, metrics.StatusCode));
    }

    // Kestrel knows only this machine in a test: the middleware says where a request comes from.
    private static Task<StubFixture> StartAsync(IPAddress? from, string? key = null) => StubFixture.StartAsync(options => options with
    {
        ControlKey = key,
        BeforeEndpoints = app => app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = from ?? context.Connection.RemoteIpAddress;
            return next(context);
        }),
    });
}
