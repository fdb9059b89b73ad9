using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using ServerStub.Claims;
using ServerStub.Devices;
using ServerStub.Tests.Support;

namespace ServerStub.Tests;

/// <summary>Contract section 2: the claim.</summary>
public sealed class ClaimTests
{
    private const string VectorNonce = "000102030405060708090a0b0c0d0e0f";
    private const string VectorMacOfBytes = "57b5599560b22a1b7a29e1543369ddb8be2835c53ceff1cdaa20b9415fe8eaf8";
    private const string VectorMacOfText = "3ef1e46b4d5b2517a2b791f1fb423399aae637ceb7010ce92a8624a2c6957b2f";

    [Theory]
    [InlineData(NonceForm.Bytes, VectorMacOfBytes)]
    [InlineData(NonceForm.Text, VectorMacOfText)]
    public void The_mac_of_the_check_vector_is_the_contracts(NonceForm form, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(
            ClaimMac.Compute(StubFixture.Secret, StubFixture.DeviceId, StubFixture.ChildId, VectorNonce, form)));

    [Theory]
    [InlineData(NonceForm.Bytes, VectorMacOfBytes, HttpStatusCode.OK)]
    [InlineData(NonceForm.Text, VectorMacOfText, HttpStatusCode.OK)]
    [InlineData(NonceForm.Bytes, VectorMacOfText, HttpStatusCode.Unauthorized)]
    [InlineData(NonceForm.Text, VectorMacOfBytes, HttpStatusCode.Unauthorized)]
    public async Task The_check_vector_claims_with_its_own_form_of_nonce_only(NonceForm form, string mac, HttpStatusCode expected)
    {
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { ClaimNonce = form });
        Dictionary<string, object?> claim = StubFixture.Claim(VectorNonce);
        claim["hmac_hex"] = mac;

        using HttpResponseMessage answer = await stub.PostClaimAsync(claim);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task A_right_claim_gets_exactly_two_tokens_that_no_cache_may_store()
    {
        await using StubFixture stub = await StubFixture.StartAsync();

        using HttpResponseMessage answer = await stub.PostClaimAsync(StubFixture.Claim());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        JsonElement body = await stub.JsonAsync(answer);
        Assert.Equal(["access", "refresh"], body.EnumerateObject().Select(field => field.Name));
        Assert.All(body.EnumerateObject(), field => Assert.Equal(3, field.Value.GetString()!.Split('.').Length));
    }

    [Fact]
    public async Task The_deployed_spelling_has_its_seven_fields_and_lower_cases_the_device_in_its_tokens()
    {
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { Responses = ResponseSpelling.Deployed });

        using HttpResponseMessage answer = await stub.PostClaimAsync(StubFixture.Claim());

        JsonElement body = await stub.JsonAsync(answer);
        Assert.Equal(
            ["access_token", "refresh_token", "token_type", "expires_in", "device_session_id", "child_profile", "device_config"],
            body.EnumerateObject().Select(field => field.Name));
        Assert.Equal(3600, body.GetProperty("expires_in").GetInt32());
        Assert.Equal("teddy-esp32-0001", JwtText.Payload(body.GetProperty("access_token").GetString()!).GetProperty("device_id").GetString());
    }

    [Fact]
    public async Task The_deployed_spelling_of_an_error_has_a_code_and_no_detail()
    {
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { Responses = ResponseSpelling.Deployed });

        using HttpResponseMessage answer = await stub.PostClaimAsync(StubFixture.Claim(secret: new byte[32]));

        JsonElement error = (await stub.JsonAsync(answer)).GetProperty("error");
        Assert.Equal("HTTP_401", error.GetProperty("code").GetString());
        Assert.True(error.TryGetProperty("correlation_id", out _));
    }

    [Theory]
    [InlineData("hmac_hex")]
    [InlineData("nonce")]
    public async Task Upper_case_hex_is_taken(string field)
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        Dictionary<string, object?> claim = StubFixture.Claim();
        claim[field] = ((string)claim[field]!).ToUpperInvariant();

        using HttpResponseMessage answer = await stub.PostClaimAsync(claim);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_device_is_found_in_any_case_and_its_mac_is_over_the_id_as_sent()
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        string otherCase = StubFixture.DeviceId.ToUpperInvariant();

        using HttpResponseMessage overSentId = await stub.PostClaimAsync(StubFixture.Claim(deviceId: otherCase));
        Dictionary<string, object?> claim = StubFixture.Claim();
        claim["device_id"] = otherCase;
        using HttpResponseMessage overRegisteredId = await stub.PostClaimAsync(claim);

        Assert.Equal(HttpStatusCode.OK, overSentId.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, overRegisteredId.StatusCode);
    }

    [Fact]
    public async Task A_wrong_secret_is_answered_401_without_tokens()
    {
        await using StubFixture stub = await StubFixture.StartAsync();

        using HttpResponseMessage answer = await stub.PostClaimAsync(StubFixture.Claim(secret: new byte[32]));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(["detail"], (await stub.JsonAsync(answer)).EnumerateObject().Select(field => field.Name));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    public async Task A_mac_that_is_wrong_in_one_byte_is_answered_401(int wrongByte)
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        Dictionary<string, object?> claim = StubFixture.Claim();
        byte[] mac = Convert.FromHexString((string)claim["hmac_hex"]!);
        mac[wrongByte] ^= 1;
        claim["hmac_hex"] = Convert.ToHexStringLower(mac);

        using HttpResponseMessage answer = await stub.PostClaimAsync(claim);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task An_unknown_device_is_answered_404()
    {
        await using StubFixture stub = await StubFixture.StartAsync();

        using HttpResponseMessage answer = await stub.PostClaimAsync(StubFixture.Claim(deviceId: "Teddy-ESP32-9999"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task An_unknown_child_is_answered_404_but_only_to_the_device_itself()
    {
        await using StubFixture stub = await StubFixture.StartAsync();

        using HttpResponseMessage own = await stub.PostClaimAsync(StubFixture.Claim(childId: "another-child"));
        using HttpResponseMessage stranger = await stub.PostClaimAsync(StubFixture.Claim(childId: "another-child", secret: new byte[32]));

        Assert.Equal(HttpStatusCode.NotFound, own.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
    }

    [Fact]
    public async Task A_disabled_device_is_answered_403_until_it_is_enabled_again()
    {
        await using StubFixture stub = await StubFixture.StartAsync();

        Assert.True(stub.Server.Registry.SetEnabled(StubFixture.DeviceId, enabled: false));
        using HttpResponseMessage disabled = await stub.PostClaimAsync(StubFixture.Claim());
        Assert.True(stub.Server.Registry.SetEnabled(StubFixture.DeviceId, enabled: true));
        using HttpResponseMessage enabled = await stub.PostClaimAsync(StubFixture.Claim());

        Assert.Equal(HttpStatusCode.Forbidden, disabled.StatusCode);
        Assert.Equal(HttpStatusCode.OK, enabled.StatusCode);
    }

    [Fact]
    public async Task A_replayed_nonce_is_answered_409()
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        Dictionary<string, object?> claim = StubFixture.Claim();

        using HttpResponseMessage first = await stub.PostClaimAsync(claim);
        using HttpResponseMessage second = await stub.PostClaimAsync(claim);
        claim["nonce"] = ((string)claim["nonce"]!).ToUpperInvariant();
        using HttpResponseMessage inOtherCase = await stub.PostClaimAsync(claim);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, inOtherCase.StatusCode);
    }

    [Theory]
    [InlineData("unknown device", HttpStatusCode.NotFound)]
    [InlineData("disabled device", HttpStatusCode.Forbidden)]
    [InlineData("wrong mac", HttpStatusCode.Unauthorized)]
    [InlineData("wrong child", HttpStatusCode.NotFound)]
    public async Task A_refused_claim_spends_its_nonce_too(string mistake, HttpStatusCode expected)
    {
        var disabled = new RegisteredDevice("Teddy-ESP32-0002", StubFixture.ChildId, StubFixture.Secret, enabled: false);
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { Devices = [disabled] });
        string nonce = StubFixture.NewNonce();
        Dictionary<string, object?> wrong = mistake switch
        {
            "unknown device" => StubFixture.Claim(nonce, deviceId: "Teddy-ESP32-9999"),
            "disabled device" => StubFixture.Claim(nonce, deviceId: disabled.DeviceId),
            "wrong mac" => StubFixture.Claim(nonce, secret: new byte[32]),
            _ => StubFixture.Claim(nonce, childId: "another-child"),
        };

        using HttpResponseMessage refused = await stub.PostClaimAsync(wrong);
        using HttpResponseMessage right = await stub.PostClaimAsync(StubFixture.Claim(nonce));

        Assert.Equal(expected, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, right.StatusCode);
    }

    [Fact]
    public async Task A_malformed_claim_does_not_spend_its_nonce()
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        string nonce = StubFixture.NewNonce();
        Dictionary<string, object?> malformed = StubFixture.Claim(nonce);
        malformed["hmac_hex"] = "short";

        using HttpResponseMessage refused = await stub.PostClaimAsync(malformed);
        using HttpResponseMessage right = await stub.PostClaimAsync(StubFixture.Claim(nonce));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task A_nonce_is_forgotten_when_its_time_is_over_and_not_before()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { Clock = clock, NonceLifetimeSeconds = 600 });
        Dictionary<string, object?> claim = StubFixture.Claim();

        using HttpResponseMessage first = await stub.PostClaimAsync(claim);
        clock.Advance(TimeSpan.FromSeconds(599));
        using HttpResponseMessage inTime = await stub.PostClaimAsync(claim);
        clock.Advance(TimeSpan.FromSeconds(1));
        using HttpResponseMessage afterwards = await stub.PostClaimAsync(claim);

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.OK],
            [first.StatusCode, inTime.StatusCode, afterwards.StatusCode]);
    }

    [Fact]
    public async Task A_full_ledger_answers_503_with_retry_after_and_forgets_nothing()
    {
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { NonceCapacity = 1 });
        Dictionary<string, object?> claim = StubFixture.Claim();

        using HttpResponseMessage first = await stub.PostClaimAsync(claim);
        using HttpResponseMessage full = await stub.PostClaimAsync(StubFixture.Claim());
        using HttpResponseMessage replayed = await stub.PostClaimAsync(claim);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, full.StatusCode);
        Assert.NotNull(full.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.Conflict, replayed.StatusCode);
    }

    [Fact]
    public async Task Claims_beyond_the_limit_are_answered_429_with_retry_after_in_seconds()
    {
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { ClaimsPerMinute = 3 });
        for (int i = 0; i < 3; i++)
        {
            using HttpResponseMessage allowed = await stub.PostClaimAsync(StubFixture.Claim());
            Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        }

        using HttpResponseMessage limited = await stub.PostClaimAsync(StubFixture.Claim());
        using HttpResponseMessage health = await stub.Http.GetAsync("/health", stub.Stop);

        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.InRange(limited.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("Too many requests", (await stub.JsonAsync(limited)).GetProperty("detail").GetString());
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task A_body_of_another_type_is_answered_415()
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        using var content = new StringContent(JsonSerializer.Serialize(StubFixture.Claim()), Encoding.UTF8, "text/plain");

        using HttpResponseMessage answer = await stub.Http.PostAsync(StubFixture.ClaimPath, content, stub.Stop);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_answered_413_with_or_without_a_length(bool chunked)
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        using var content = new StringContent("{\"x\":\"" + new string('a', 9000) + "\"}", MediaTypeHeaderValue.Parse("application/json"));
        using var request = new HttpRequestMessage(HttpMethod.Post, StubFixture.ClaimPath) { Content = content };
        request.Headers.TransferEncodingChunked = chunked;

        using HttpResponseMessage answer = await stub.Http.SendAsync(request, stub.Stop);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Another_method_or_path_gets_a_json_error_and_no_more()
    {
        await using StubFixture stub = await StubFixture.StartAsync();

        using HttpResponseMessage wrongMethod = await stub.Http.GetAsync(StubFixture.ClaimPath, stub.Stop);
        using HttpResponseMessage wrongPath = await stub.Http.GetAsync("/nowhere", stub.Stop);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrongMethod.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, wrongPath.StatusCode);
        Assert.True((await stub.JsonAsync(wrongPath)).TryGetProperty("detail", out _));
        Assert.False(wrongPath.Headers.Contains("Server"));
    }
}
