using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServerStub.Tests;

/// <summary>No token, secret, nonce, MAC or child id in any log line, at any level.</summary>
public sealed class RedactionTests
{
    private const string PlantedChild = "planted-child-4711";
    private const string PlantedText = "planted words of a child";

    [Theory]
    [InlineData(ResponseSpelling.Plain, false)]
    [InlineData(ResponseSpelling.Deployed, true)]
    public async Task A_full_run_with_every_kind_of_failure_logs_nothing_that_is_private(ResponseSpelling spelling, bool refuseUpgrade)
    {
        using var log = new CapturedLog();
        await using StubFixture stub = await StubFixture.StartAsync(options => options with
        {
            ChildId = PlantedChild,
            Responses = spelling,
            RefuseUpgrade = refuseUpgrade,
            BeforeEndpoints = app => app.Use((HttpContext context, RequestDelegate next) => context.Request.Path == "/boom"
                ? throw new InvalidOperationException(PlantedText)
                : next(context)),
            ConfigureLogging = logging => logging
                .AddProvider(log).SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft.AspNetCore", LogLevel.Trace),
        });

        List<string> planted = await RunAsync(stub);
        string shown = await RunControlAsync(stub, planted);
        await stub.Server.StopAsync();

        Assert.All(planted, value => Assert.DoesNotContain(value, log.Text, StringComparison.OrdinalIgnoreCase));
        Assert.All(planted, value => Assert.DoesNotContain(value, shown, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("token=", log.Text, StringComparison.OrdinalIgnoreCase);
        Assert.All(log.Lines, line => Assert.StartsWith("ServerStub", line, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<StubEventKind>(), kind => Assert.Contains(kind, log.Text, StringComparison.Ordinal));
        Assert.All(stub.Server.Events.Recent, next => Assert.DoesNotContain('\n', next.ToString()));
        Assert.Contains("device=…0001", log.Text, StringComparison.Ordinal);
    }

    /// <summary>Makes every kind of event that the control API can make; all that it showed meanwhile.</summary>
    private static async Task<string> RunControlAsync(StubFixture stub, List<string> planted)
    {
        const string otherId = "Teddy-ESP32-0002";
        planted.Add(otherId);
        var shown = new StringBuilder();
        (_, JsonElement other) = await stub.ControlAsync(
            HttpMethod.Post, "/devices", new { device_id = otherId, child_id = PlantedChild, secret = Convert.ToHexString(StubFixture.Secret) });
        string path = $"/devices/{other.GetProperty("handle").GetString()}";
        shown.Append(other).Append((await stub.ControlAsync(HttpMethod.Post, path + "/disable")).Body);
        shown.Append((await stub.ControlAsync(HttpMethod.Post, path + "/enable")).Body);
        await stub.ControlAsync(HttpMethod.Delete, path);

        shown.Append(await stub.PlanAsync(new { at = "session", @do = "drop", after_messages = 9, device = stub.Device.DeviceId }));
        await stub.ControlAsync(HttpMethod.Delete, "/faults");
        string access = stub.Server.Tokens.Issue(StubFixture.DeviceId, PlantedChild).Access;
        using DeviceSocket socket = await stub.OpenAsync(access, JwtText.Payload(access).GetProperty("device_id").GetString()!);
        await stub.PlanAsync(new { at = "session", @do = "ping_flood", count = 3 });
        await stub.EventAsync(StubEventKind.PingsSent);
        await stub.PlanAsync(new { at = "session", @do = "half_open" });
        await stub.EventAsync(StubEventKind.SessionFrozen);
        socket.Abort();

        int port = (await stub.PlanAsync(new { at = "tls", @do = "foreign" })).GetProperty("port").GetInt32();
        await BadTlsClient.ConnectAsync(stub, port, accept: false);
        await BadTlsClient.ConnectAsync(stub, port, accept: true);
        await stub.EventAsync(StubEventKind.TlsRefused);
        await stub.EventAsync(StubEventKind.TlsAccepted);
        await stub.ControlAsync(HttpMethod.Delete, $"/tls/{port}");
        await stub.PlanAsync(new { at = "server", @do = "drain" });
        await stub.PlanAsync(new { at = "server", @do = "resume" });

        foreach (string route in new[] { "", "/devices", "/faults", "/events", "/tls" })
        {
            shown.Append(await stub.GetControlAsync(route));
        }

        return shown.Append(await stub.Http.GetStringAsync("/metrics", stub.Stop)).ToString();
    }

    private static async Task<List<string>> RunAsync(StubFixture stub)
    {
        var claim = StubFixture.Claim(childId: PlantedChild);
        using HttpResponseMessage claimed = await stub.PostClaimAsync(claim);
        string[] tokens = [.. (await stub.JsonAsync(claimed)).EnumerateObject()
            .Where(field => field.Value.ValueKind == JsonValueKind.String)
            .Select(field => field.Value.GetString()!).Where(value => value.Split('.').Length == 3)];
        Assert.Equal(2, tokens.Length);
        string tokenDevice = JwtText.Payload(tokens[0]).GetProperty("device_id").GetString()!;

        HttpStatusCode replayed = await stub.ClaimStatusAsync(claim);
        var wrong = StubFixture.Claim(childId: PlantedChild, secret: new byte[32]);
        HttpStatusCode refused = await stub.ClaimStatusAsync(wrong);
        HttpStatusCode malformed = await stub.ClaimStatusAsync(new() { ["nonce"] = PlantedText });
        using HttpResponseMessage refreshed = await stub.PostAsync(StubFixture.RefreshPath, new { refresh_token = tokens[1] });
        using HttpResponseMessage unrefreshed = await stub.PostAsync(StubFixture.RefreshPath, new { refresh_token = tokens[0] });
        using HttpResponseMessage boom = await stub.Http.GetAsync($"/boom?token={tokens[0]}", stub.Stop);
        HttpStatusCode nowhere = await stub.GetStatusAsync($"/{PlantedChild}?token={tokens[0]}");
        Assert.DoesNotContain(PlantedText, await boom.Content.ReadAsStringAsync(stub.Stop), StringComparison.Ordinal);

        using DeviceSocket refusedUpgrade = await stub.OpenAsync(tokens[1], tokenDevice);
        using DeviceSocket unknown = await stub.OpenAsync(tokens[0], "Teddy-ESP32-9999");
        using DeviceSocket socket = await stub.OpenAsync(tokens[0], tokenDevice);
        await socket.SendAsync(PlantedText);
        await socket.ReceiveAsync();
        await socket.ReceiveAsync();
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure);
        await stub.Server.Events.WaitForAsync(
            next => next is { Kind: StubEventKind.SessionClosed, CloseCode: 1000 }, cancellationToken: stub.Stop);

        return
        [
            PlantedChild, PlantedText, (string)claim["nonce"]!, (string)claim["hmac_hex"]!, (string)wrong["nonce"]!, (string)wrong["hmac_hex"]!,
            Convert.ToHexString(StubFixture.Secret), Convert.ToBase64String(StubFixture.Secret), Encoding.Latin1.GetString(StubFixture.Secret),
            StubFixture.DeviceId, .. tokens.SelectMany(token => token.Split('.').Skip(1)),
        ];
    }
}
