using System.Net.Http.Headers;

namespace ServerStub.Tests;

/// <summary>Contract sections 1 and 2.1: what a malformed claim is told.</summary>
public sealed class ClaimFieldTests : StubTests
{
    private const string SixtyFourHex = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    [Theory]
    [InlineData("device_id", "short-7")]
    [InlineData("device_id", SixtyFourHex + "0")]
    [InlineData("device_id", "Teddy ESP32 0001")]
    [InlineData("device_id", "Teddy-ESP32-0001\n")]
    [InlineData("device_id", "Teddy-ESP32-００01")]
    [InlineData("device_id", null)]
    [InlineData("child_id", "")]
    [InlineData("child_id", SixtyFourHex + "0")]
    [InlineData("child_id", "child/../x")]
    [InlineData("nonce", "00112233445566")]
    [InlineData("nonce", "001122334455667")]
    [InlineData("nonce", "00112233445566778")]
    [InlineData("nonce", SixtyFourHex + "00")]
    [InlineData("nonce", "0011223344556677889900112233445g")]
    [InlineData("hmac_hex", SixtyFourHex + "00")]
    [InlineData("hmac_hex", "00112233")]
    [InlineData("hmac_hex", "zz112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")]
    [InlineData("firmware_version", "1.0.0+build")]
    [InlineData("firmware_version", "1.0.0-0123456789-0123456789-01234")]
    public async Task A_field_of_the_wrong_form_is_answered_422_and_named_without_its_value(string field, string? value)
    {
        Dictionary<string, object?> claim = StubFixture.Claim();
        claim[field] = value;

        using HttpResponseMessage answer = await Stub.PostClaimAsync(claim);

        await AssertNamesAsync(Stub, answer, field);
        if (value?.Length > 6)
        {
            Assert.DoesNotContain(value, await answer.Content.ReadAsStringAsync(Stub.Stop), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("device_id"), InlineData("child_id"), InlineData("nonce"), InlineData("hmac_hex")]
    public async Task A_missing_field_is_answered_422_and_named(string field)
    {
        Dictionary<string, object?> claim = StubFixture.Claim().Without(field);

        using HttpResponseMessage answer = await Stub.PostClaimAsync(claim);

        await AssertNamesAsync(Stub, answer, field);
    }

    [Theory]
    [InlineData("device_id"), InlineData("child_id"), InlineData("nonce"), InlineData("hmac_hex"), InlineData("firmware_version")]
    public async Task A_field_that_is_no_string_is_answered_422_and_named(string field)
    {
        Dictionary<string, object?> claim = StubFixture.Claim();
        claim[field] = 12345678;

        using HttpResponseMessage answer = await Stub.PostClaimAsync(claim);

        await AssertNamesAsync(Stub, answer, field);
    }

    [Fact]
    public async Task Several_wrong_fields_are_all_named()
    {
        Dictionary<string, object?> claim = StubFixture.Claim().With("nonce", "x").With("hmac_hex", "y");

        using HttpResponseMessage answer = await Stub.PostClaimAsync(claim);

        Assert.Equal(["nonce", "hmac_hex"], await FieldsAsync(Stub, answer));
    }

    [Theory]
    [InlineData(""), InlineData("{"), InlineData("[]"), InlineData("null"), InlineData("\"text\"")]
    [InlineData("{\"device_id\":\"Teddy-ESP32-0001\",\"device_id\":\"Teddy-ESP32-0002\"}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]")]
    [InlineData("{\"device_id\":\"\\ud800-ESP32-0001\"}")]
    public async Task A_body_that_is_not_one_json_object_of_the_form_is_answered_422(string body)
    {
        using var content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));

        using HttpResponseMessage answer = await Stub.Http.PostAsync(StubFixture.ClaimPath, content, Stub.Stop);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.All(await LocationsAsync(Stub, answer), location => Assert.Equal("body", location[0]));
    }

    [Fact]
    public async Task A_field_that_is_given_twice_is_answered_422()
    {
        string body = JsonSerializer.Serialize(StubFixture.Claim());
        using var content = new StringContent(
            body[..^1] + $",\"nonce\":\"{StubFixture.NewNonce()}\"}}", MediaTypeHeaderValue.Parse("application/json"));

        using HttpResponseMessage answer = await Stub.Http.PostAsync(StubFixture.ClaimPath, content, Stub.Stop);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task An_unknown_field_and_a_missing_version_are_no_mistakes()
    {
        Dictionary<string, object?> claim = StubFixture.Claim().Without("firmware_version");
        claim["uptime"] = new { Seconds = 3 };

        Assert.Equal(HttpStatusCode.OK, await Stub.ClaimStatusAsync(claim));
    }

    private static async Task AssertNamesAsync(StubFixture stub, HttpResponseMessage answer, string field)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal([field], await FieldsAsync(stub, answer));
    }

    private static async Task<IEnumerable<string>> FieldsAsync(StubFixture stub, HttpResponseMessage answer) =>
        (await LocationsAsync(stub, answer)).Select(location => location[1]);

    private static async Task<List<string[]>> LocationsAsync(StubFixture stub, HttpResponseMessage answer) =>
        [.. (await stub.JsonAsync(answer)).GetProperty("detail").EnumerateArray()
            .Select(error => error.GetProperty("loc").Deserialize<string[]>()!)];
}
