using ServerStub.Configuration;
using ServerStub.Deployed;

namespace ServerStub.Tests.Deployed;

/// <summary>Each row of <see cref="DeployedHabits"/>, seen from the device's side.</summary>
public sealed class DeployedHabitTests
{
    private const string OwnId = "teddy-esp32-9999";

    [Fact]
    public async Task A_claim_gets_about_1900_bytes_of_body_and_1100_of_headers_and_the_sessions_address()
    {
        await using StubFixture stub = await StubFixture.StartAsync(DeployedHabits.TurnOnAll);

        using HttpResponseMessage answer = await stub.PostClaimAsync(StubFixture.Claim());

        string body = await answer.Content.ReadAsStringAsync(stub.Stop);
        Assert.InRange(Encoding.UTF8.GetByteCount(body), 1800, 2000);
        Assert.InRange((answer.Headers.ToString() + answer.Content.Headers).Length, 1050, 1400);
        using JsonDocument json = JsonDocument.Parse(body);
        Assert.Equal($"wss://localhost:{stub.Server.Port}/ws/esp32/{StubFixture.DeviceId}",
            json.RootElement.GetProperty("device_config").GetProperty("websocket_url").GetString());
        Assert.NotEmpty(json.RootElement.GetProperty("access_token").GetString()!);
    }

    [Theory]
    [InlineData(OwnId, 200)]
    [InlineData("ESP32-ABCDEF", 200)]
    [InlineData("robot-esp32-1", 404)]
    public async Task Ids_of_its_own_kind_need_no_registration(string deviceId, int status)
    {
        await using StubFixture stub = await StubFixture.StartAsync(DeployedHabits.TurnOnAll);

        Assert.Equal((HttpStatusCode)status, await stub.ClaimStatusAsync(StubFixture.Claim(deviceId: deviceId)));
        Assert.Equal(status == 200, stub.Server.Registry.Find(deviceId) is not null);
    }

    [Fact]
    public async Task An_id_of_its_own_kind_with_a_wrong_mac_is_refused_and_not_registered()
    {
        await using StubFixture stub = await StubFixture.StartAsync(DeployedHabits.TurnOnAll);

        Assert.Equal(HttpStatusCode.Unauthorized, await stub.ClaimStatusAsync(StubFixture.Claim(deviceId: OwnId, secret: new byte[32])));
        Assert.Null(stub.Server.Registry.Find(OwnId));
    }

    [Theory]
    [InlineData("1.0.0-beta.12345", 200)]
    [InlineData("1.0.0-beta.123456", 500)]
    public async Task A_firmware_version_of_more_than_16_characters_breaks_it(string version, int status)
    {
        await using StubFixture stub = await StubFixture.StartAsync(DeployedHabits.TurnOnAll);
        Dictionary<string, object?> claim = StubFixture.Claim().With("firmware_version", version);

        Assert.Equal((HttpStatusCode)status, await stub.ClaimStatusAsync(claim));
    }

    [Fact]
    public async Task Every_refresh_gets_401()
    {
        await using StubFixture stub = await StubFixture.StartAsync(DeployedHabits.TurnOnAll);
        using HttpResponseMessage claimed = await stub.PostClaimAsync(StubFixture.Claim());
        string refresh = (await stub.JsonAsync(claimed)).GetProperty("refresh_token").GetString()!;

        using HttpResponseMessage answer = await stub.PostAsync(StubFixture.RefreshPath, new { refresh_token = refresh });

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("/ws/nowhere", HttpStatusCode.Forbidden)]
    [InlineData("/ws/esp32/" + StubFixture.DeviceId, HttpStatusCode.Forbidden)]
    public async Task An_upgrade_on_an_unknown_path_or_with_a_bad_token_gets_403(string path, HttpStatusCode status)
    {
        await using StubFixture stub = await StubFixture.StartAsync(DeployedHabits.TurnOnAll);

        string answer = await RawRequest.SendAsync(stub,
            $"GET {path}?token=x HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n" +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {(int)status} ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_request_on_an_unknown_path_gets_404()
    {
        await using StubFixture stub = await StubFixture.StartAsync(DeployedHabits.TurnOnAll);

        Assert.Equal(HttpStatusCode.NotFound, await stub.GetStatusAsync("/nowhere"));
    }

    [Fact]
    public void One_setting_turns_on_all_of_them_and_goes_before_the_single_ones()
    {
        using var folder = new TempFolder();
        string file = folder.Write("nf.config", """
            <configuration><appSettings>
              <add key="stub.profile" value="deployed" /><add key="stub.echo" value="full" />
            </appSettings></configuration>
            """);

        StubOptions options = NfConfig.Load(new NfConfigSources { File = file }).ToStubOptions();

        Assert.Equal(DeployedHabits.TurnOnAll(options), options);
        Assert.NotEqual(new StubOptions { DataFolder = "x" }.Echo, options.Echo);
    }

    [Fact]
    public void Each_habit_changes_something() =>
        Assert.All(DeployedHabits.All, habit =>
        {
            var options = new StubOptions { DataFolder = "x" };
            Assert.NotEqual(options, habit.TurnOn(options));
        });
}
