using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServerStub;
using ServerStub.Deployed;
using ServerStub.Tokens;

namespace VirtualDevice.Tests.EndToEnd;

/// <summary>The eight items of the integration checklist (contract, section 8), one test each.</summary>
public sealed class AcceptanceTests
{
    [Theory]
    [InlineData(StubProfile.Contract), InlineData(StubProfile.Deployed)]
    public async Task Item_1_The_device_reaches_the_server_URL(StubProfile profile)
    {
        await using Bench bench = await StartAsync(profile);
        await using BenchDevice device = bench.Start();

        StubEvent answered = await bench.WaitForAsync(StubEventKind.ClaimAnswered);

        Assert.Equal(Bench.DeviceId, answered.DeviceId);
        Assert.Contains("server=https://localhost", device.Log.All);
    }

    [Theory]
    [InlineData("bytes", NonceForm.Bytes, StubProfile.Contract)]
    [InlineData("text", NonceForm.Text, StubProfile.Contract)]
    [InlineData("bytes", NonceForm.Bytes, StubProfile.Deployed)]
    [InlineData("text", NonceForm.Text, StubProfile.Deployed)]
    public async Task Item_2_The_claim_accepts_HMAC_requests_of_both_nonce_forms(string deviceForm, NonceForm serverForm, StubProfile profile)
    {
        await using Bench bench = await StartAsync(profile, options => options with { ClaimNonce = serverForm });
        await using BenchDevice device = bench.Start(nonceForm: deviceForm);

        Assert.Equal(200, (await bench.WaitForAsync(StubEventKind.ClaimAnswered)).Status);
        await device.Log.WaitForAsync("claim    status=200");
    }

    [Theory]
    [InlineData(StubProfile.Contract), InlineData(StubProfile.Deployed)]
    public async Task Item_3_The_JWT_is_well_formed_and_the_device_seals_it(StubProfile profile)
    {
        await using Bench bench = await StartAsync(profile);

        (int status, string body) = await bench.ClaimAsync();

        Assert.Equal(200, status);
        using JsonDocument tokens = JsonDocument.Parse(body);
        string suffix = profile == StubProfile.Contract ? "" : "_token";
        AssertToken(tokens.RootElement.GetProperty("access" + suffix).GetString()!, "device_access", 3600, bench, profile);
        AssertToken(tokens.RootElement.GetProperty("refresh" + suffix).GetString()!, "device_refresh", 7 * 24 * 3600, bench, profile);
        await using BenchDevice device = bench.Start();
        await device.Log.WaitForAsync("sealed access_lifetime_s=3600");
    }

    [Theory]
    [InlineData(StubProfile.Contract), InlineData(StubProfile.Deployed)]
    public async Task Item_4_The_WebSocket_accepts_the_connection_and_echoes(StubProfile profile)
    {
        await using Bench bench = await StartAsync(profile);
        await using BenchDevice device = bench.Start();

        await bench.WaitForAsync(StubEventKind.SessionOpened);
        await device.FirstEchoAsync();

        Assert.StartsWith("Echo: {", await device.NextMessageAsync());
        if (profile == StubProfile.Contract)
        {
            Assert.StartsWith("{\"type\":\"processed\",\"seq\":1,", await device.NextMessageAsync());
        }

        device.Send("good morning");
        Assert.Equal("Echo: good morning", await device.NextMessageAsync());
        if (profile == StubProfile.Contract)
        {
            Assert.Equal("{\"type\":\"processed\",\"seq\":2,\"length\":12}", await device.NextMessageAsync());
        }
    }

    [Theory]
    [InlineData(StubProfile.Contract), InlineData(StubProfile.Deployed)]
    public async Task Item_5_Token_validation_lets_the_device_in_and_everybody_else_not(StubProfile profile)
    {
        await using Bench bench = await StartAsync(profile);
        await using BenchDevice device = await bench.Start().OnlineAsync();

        (string, string) refusal = profile == StubProfile.Contract ? ("opened", "closed 1008") : ("refused HttpStatus 403 -", "");
        Assert.Equal(refusal, await bench.OpenSessionAsync(Bench.DeviceId, "not.a.token"));
        Assert.Equal(refusal, await bench.OpenSessionAsync(Bench.DeviceId, null));
        Assert.Equal(1, bench.Count(StubEventKind.SessionOpened));

        // A good one is let in, so that the refusals mean something.
        RegisteredDevice own = bench.Stub.Registry.Development;
        string id = profile == StubProfile.Contract ? own.DeviceId : own.DeviceId.ToLowerInvariant();
        Assert.Equal(("opened", "text Echo: hello"), await bench.OpenSessionAsync(id, bench.Stub.Tokens.Issue(own.DeviceId, own.ChildId).Access, "hello"));
    }

    [Fact]
    public async Task Item_6_The_device_id_is_taken_from_the_JWT()
    {
        var other = new RegisteredDevice("Teddy-ESP32-0002", "child2", new byte[32]);
        await using Bench bench = await Bench.StartAsync(options => options with { Devices = [other], Responses = ResponseSpelling.Deployed });
        RegisteredDevice own = bench.Stub.Registry.Development;

        // A good token of one device opens no session of another.
        string token = bench.Stub.Tokens.Issue(own.DeviceId, own.ChildId).Access;
        Assert.Equal(("opened", "closed 1008"), await bench.OpenSessionAsync(other.DeviceId, token));

        // The deployed server lower-cases ids in its tokens: the device has to follow the token.
        await using BenchDevice device = bench.Start();
        StubEvent opened = await bench.WaitForAsync(StubEventKind.SessionOpened);
        Assert.Equal(own.DeviceId.ToLowerInvariant(), opened.DeviceId);
        await device.FirstEchoAsync();
    }

    [Theory]
    [InlineData(StubProfile.Contract), InlineData(StubProfile.Deployed)]
    public async Task Item_7_Errors_are_handled_and_the_device_gets_there_in_the_end(StubProfile profile)
    {
        int requests = 0;
        await using Bench bench = await StartAsync(profile, options => options with
        {
            BeforeEndpoints = app => app.Use((context, next) =>
            {
                if (context.Request.Method != "POST" || Interlocked.Increment(ref requests) > 2)
                {
                    return next(context);
                }

                context.Response.StatusCode = requests == 1 ? 503 : 200;
                context.Response.Headers.RetryAfter = "1";
                return context.Response.WriteAsync(requests == 1 ? "" : "{\"access\":\"no token\"}");
            }),
        });
        await using BenchDevice device = bench.Start();

        await device.FirstEchoAsync();

        Assert.Equal(3, requests);
        Assert.Contains("status=503", device.Log.All);
        Assert.Contains("body=unreadable", device.Log.All);
    }

    [Theory]
    [InlineData(StubProfile.Contract), InlineData(StubProfile.Deployed)]
    public async Task Item_8_The_TLS_certificate_is_verified_and_a_server_of_another_authority_gets_no_byte_of_the_claim(StubProfile profile)
    {
        await using Bench bench = await StartAsync(profile);
        await (await bench.Start("good").OnlineAsync()).DisposeAsync();

        using var authority = new TestAuthority();
        await using var stranger = new RawTlsServer(authority.CreateServer(), peer => peer.UntilEndAsync());
        await using BenchDevice careful = bench.Start("careful", link: new ServerLink(bench.Trust, stranger.EndPoint));

        Assert.Contains("tls-refused", await careful.Log.WaitForAsync("warn  claim"));
        await careful.StopAsync();
        await stranger.ServedAsync();
        Assert.InRange(stranger.Connections, 1, 2);
        Assert.Equal(0, stranger.BytesRead);
    }

    // The whole checklist holds against both kinds of server.
    private static Task<Bench> StartAsync(StubProfile profile, Func<StubOptions, StubOptions>? change = null) => Bench.StartAsync(options =>
    {
        StubOptions changed = profile == StubProfile.Deployed ? DeployedHabits.TurnOnAll(options) : options;
        return change?.Invoke(changed) ?? changed;
    });

    private static void AssertToken(string token, string type, int lifetimeSeconds, Bench bench, StubProfile profile)
    {
        string[] parts = token.Split('.');
        Assert.Equal(3, parts.Length);
        Assert.Equal("HS256", Part(parts[0]).GetProperty("alg").GetString());
        JsonElement claims = Part(parts[1]);
        RegisteredDevice device = bench.Stub.Registry.Development;
        string deviceId = profile == StubProfile.Contract ? device.DeviceId : device.DeviceId.ToLowerInvariant();
        Assert.Equal($"device:{deviceId}:child:{device.ChildId}", claims.GetProperty("sub").GetString());
        Assert.Equal(deviceId, claims.GetProperty("device_id").GetString());
        Assert.Equal(device.ChildId, claims.GetProperty("child_id").GetString());
        Assert.Equal(type, claims.GetProperty("type").GetString());
        Assert.Equal(TokenClaims.TeddyAudience, claims.GetProperty("aud").GetString());
        Assert.Equal(TokenClaims.TeddyIssuer, claims.GetProperty("iss").GetString());
        Assert.NotEqual("", claims.GetProperty("session_id").GetString());
        Assert.Equal(lifetimeSeconds, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
    }

    private static JsonElement Part(string base64Url)
    {
        string base64 = base64Url.Replace('-', '+').Replace('_', '/');
        return JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')))).RootElement;
    }
}
