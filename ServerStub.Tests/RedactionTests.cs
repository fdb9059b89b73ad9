using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ServerStub.Events;
using ServerStub.Tests.Support;

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
        await stub.Server.StopAsync();

        Assert.All(planted, value => Assert.DoesNotContain(value, log.Text, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("token=", log.Text, StringComparison.OrdinalIgnoreCase);
        Assert.All(log.Lines, line => Assert.StartsWith("ServerStub", line, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<StubEventKind>(), kind => Assert.Contains(kind, log.Text, StringComparison.Ordinal));
        Assert.All(stub.Server.Events.Recent, next => Assert.DoesNotContain('\n', next.ToString()));
        Assert.Contains("device=…0001", log.Text, StringComparison.Ordinal);
    }

    private static async Task<List<string>> RunAsync(StubFixture stub)
    {
        var claim = StubFixture.Claim(childId: PlantedChild);
        using HttpResponseMessage claimed = await stub.PostClaimAsync(claim);
        string[] tokens = [.. (await stub.JsonAsync(claimed)).EnumerateObject()
            .Where(field => field.Value.ValueKind == System.Text.Json.JsonValueKind.String)
            .Select(field => field.Value.GetString()!).Where(value => value.Split('.').Length == 3)];
        Assert.Equal(2, tokens.Length);
        string tokenDevice = JwtText.Payload(tokens[0]).GetProperty("device_id").GetString()!;

        using HttpResponseMessage replayed = await stub.PostClaimAsync(claim);
        var wrong = StubFixture.Claim(childId: PlantedChild, secret: new byte[32]);
        using HttpResponseMessage refused = await stub.PostClaimAsync(wrong);
        using HttpResponseMessage malformed = await stub.PostClaimAsync(new() { ["nonce"] = PlantedText });
        using HttpResponseMessage refreshed = await stub.PostAsync(StubFixture.RefreshPath, new { refresh_token = tokens[1] });
        using HttpResponseMessage unrefreshed = await stub.PostAsync(StubFixture.RefreshPath, new { refresh_token = tokens[0] });
        using HttpResponseMessage boom = await stub.Http.GetAsync($"/boom?token={tokens[0]}", stub.Stop);
        using HttpResponseMessage nowhere = await stub.Http.GetAsync($"/{PlantedChild}?token={tokens[0]}", stub.Stop);
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
