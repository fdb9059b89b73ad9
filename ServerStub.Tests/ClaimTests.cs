using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using ServerStub.Claims;

namespace ServerStub.Tests;

/// <summary>Contract section 2: the claim.</summary>
public sealed class ClaimTests : StubTests
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
        Dictionary<string, object?> claim = StubFixture.Claim(VectorNonce).With("hmac_hex", mac);

        Assert.Equal(expected, await stub.ClaimStatusAsync(claim));
    }

    [Fact]
    public async Task A_right_claim_gets_exactly_two_tokens_that_no_cache_may_store()
    {
        using HttpResponseMessage answer = await Stub.PostClaimAsync(StubFixture.Claim());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        JsonElement body = await Stub.JsonAsync(answer);
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
    [InlineData("hmac_hex"), InlineData("nonce")]
    public async Task Upper_case_hex_is_taken(string field)
    {
        Dictionary<string, object?> claim = StubFixture.Claim();
        claim[field] = ((string)claim[field]!).ToUpperInvariant();

        Assert.Equal(HttpStatusCode.OK, await Stub.ClaimStatusAsync(claim));
    }

    [Fact]
    public async Task A_device_is_found_in_any_case_and_its_mac_is_over_the_id_as_sent()
    {
        string otherCase = StubFixture.DeviceId.ToUpperInvariant();

        HttpStatusCode overSentId = await Stub.ClaimStatusAsync(StubFixture.Claim(deviceId: otherCase));
        Dictionary<string, object?> claim = StubFixture.Claim().With("device_id", otherCase);
        HttpStatusCode overRegisteredId = await Stub.ClaimStatusAsync(claim);

        Assert.Equal(HttpStatusCode.OK, overSentId);
        Assert.Equal(HttpStatusCode.Unauthorized, overRegisteredId);
    }

    [Fact]
    public async Task A_wrong_secret_is_answered_401_without_tokens()
    {
        using HttpResponseMessage answer = await Stub.PostClaimAsync(StubFixture.Claim(secret: new byte[32]));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(["detail"], (await Stub.JsonAsync(answer)).EnumerateObject().Select(field => field.Name));
    }

    [Theory]
    [InlineData(0), InlineData(31)]
    public async Task A_mac_that_is_wrong_in_one_byte_is_answered_401(int wrongByte)
    {
        Dictionary<string, object?> claim = StubFixture.Claim();
        byte[] mac = Convert.FromHexString((string)claim["hmac_hex"]!);
        mac[wrongByte] ^= 1;
        claim["hmac_hex"] = Convert.ToHexStringLower(mac);

        Assert.Equal(HttpStatusCode.Unauthorized, await Stub.ClaimStatusAsync(claim));
    }

    [Fact]
    public async Task An_unknown_device_is_answered_404() =>
        Assert.Equal(HttpStatusCode.NotFound, await Stub.ClaimStatusAsync(StubFixture.Claim(deviceId: "Teddy-ESP32-9999")));

    [Fact]
    public async Task An_unknown_child_is_answered_404_but_only_to_the_device_itself()
    {
        Assert.Equal(HttpStatusCode.NotFound, await Stub.ClaimStatusAsync(StubFixture.Claim(childId: "another-child")));
        Assert.Equal(HttpStatusCode.Unauthorized, await Stub.ClaimStatusAsync(StubFixture.Claim(childId: "another-child", secret: new byte[32])));
    }

    [Fact]
    public async Task A_disabled_device_is_answered_403_until_it_is_enabled_again()
    {
        Assert.True(Stub.Server.Registry.SetEnabled(StubFixture.DeviceId, enabled: false));
        HttpStatusCode disabled = await Stub.ClaimStatusAsync();
        Assert.True(Stub.Server.Registry.SetEnabled(StubFixture.DeviceId, enabled: true));
        using HttpResponseMessage enabled = await Stub.PostClaimAsync(StubFixture.Claim());

        Assert.Equal(HttpStatusCode.Forbidden, disabled);
        Assert.Equal(HttpStatusCode.OK, enabled.StatusCode);
    }

    [Fact]
    public async Task A_replayed_nonce_is_answered_409()
    {
        Dictionary<string, object?> claim = StubFixture.Claim();

        HttpStatusCode first = await Stub.ClaimStatusAsync(claim);
        HttpStatusCode second = await Stub.ClaimStatusAsync(claim);
        claim["nonce"] = ((string)claim["nonce"]!).ToUpperInvariant();
        HttpStatusCode inOtherCase = await Stub.ClaimStatusAsync(claim);

        Assert.Equal(HttpStatusCode.OK, first);
        Assert.Equal(HttpStatusCode.Conflict, second);
        Assert.Equal(HttpStatusCode.Conflict, inOtherCase);
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

        HttpStatusCode refused = await stub.ClaimStatusAsync(wrong);
        HttpStatusCode right = await stub.ClaimStatusAsync(StubFixture.Claim(nonce));

        Assert.Equal(expected, refused);
        Assert.Equal(HttpStatusCode.Conflict, right);
    }

    [Fact]
    public async Task A_malformed_claim_does_not_spend_its_nonce()
    {
        string nonce = StubFixture.NewNonce();
        Dictionary<string, object?> malformed = StubFixture.Claim(nonce).With("hmac_hex", "short");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Stub.ClaimStatusAsync(malformed));
        Assert.Equal(HttpStatusCode.OK, await Stub.ClaimStatusAsync(StubFixture.Claim(nonce)));
    }

    [Fact]
    public async Task A_nonce_is_forgotten_when_its_time_is_over_and_not_before()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { Clock = clock, NonceLifetimeSeconds = 600 });
        Dictionary<string, object?> claim = StubFixture.Claim();

        HttpStatusCode first = await stub.ClaimStatusAsync(claim);
        clock.Advance(TimeSpan.FromSeconds(599));
        HttpStatusCode inTime = await stub.ClaimStatusAsync(claim);
        clock.Advance(TimeSpan.FromSeconds(1));
        HttpStatusCode afterwards = await stub.ClaimStatusAsync(claim);

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.OK],
            [first, inTime, afterwards]);
    }

    [Fact]
    public async Task A_full_ledger_answers_503_with_retry_after_and_forgets_nothing()
    {
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { NonceCapacity = 1 });
        Dictionary<string, object?> claim = StubFixture.Claim();

        HttpStatusCode first = await stub.ClaimStatusAsync(claim);
        using HttpResponseMessage full = await stub.PostClaimAsync(StubFixture.Claim());
        HttpStatusCode replayed = await stub.ClaimStatusAsync(claim);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, full.StatusCode);
        Assert.NotNull(full.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.Conflict, replayed);
    }

    [Fact]
    public async Task Claims_beyond_the_limit_are_answered_429_with_retry_after_in_seconds()
    {
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { ClaimsPerMinute = 3 });
        for (int i = 0; i < 3; i++)
        {
            HttpStatusCode allowed = await stub.ClaimStatusAsync();
            Assert.Equal(HttpStatusCode.OK, allowed);
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
        using var content = new StringContent(JsonSerializer.Serialize(StubFixture.Claim()), Encoding.UTF8, "text/plain");

        using HttpResponseMessage answer = await Stub.Http.PostAsync(StubFixture.ClaimPath, content, Stub.Stop);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_body_over_the_limit_is_answered_413_with_or_without_a_length(bool chunked)
    {
        using var content = new StringContent("{\"x\":\"" + new string('a', 9000) + "\"}", MediaTypeHeaderValue.Parse("application/json"));
        using var request = new HttpRequestMessage(HttpMethod.Post, StubFixture.ClaimPath) { Content = content };
        request.Headers.TransferEncodingChunked = chunked;

        using HttpResponseMessage answer = await Stub.Http.SendAsync(request, Stub.Stop);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Another_method_or_path_gets_a_json_error_and_no_more()
    {
        HttpStatusCode wrongMethod = await Stub.GetStatusAsync(StubFixture.ClaimPath);
        using HttpResponseMessage wrongPath = await Stub.Http.GetAsync("/nowhere", Stub.Stop);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrongMethod);
        Assert.Equal(HttpStatusCode.NotFound, wrongPath.StatusCode);
        Assert.True((await Stub.JsonAsync(wrongPath)).TryGetProperty("detail", out _));
        Assert.False(wrongPath.Headers.Contains("Server"));
    }
}
