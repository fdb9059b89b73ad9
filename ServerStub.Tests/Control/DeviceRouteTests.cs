namespace ServerStub.Tests.Control;

/// <summary>Devices by the control API.</summary>
public sealed class DeviceRouteTests : StubTests
{
    private const string OtherId = "Teddy-ESP32-0002";

    [Fact]
    public async Task A_device_is_shown_with_its_life_and_without_its_name_child_or_secret()
    {
        Assert.Equal("never", (await DeviceAsync(Stub)).GetProperty("state").GetString());
        (string access, _) = await Stub.ClaimTokensAsync();
        Assert.Equal("claimed", (await DeviceAsync(Stub)).GetProperty("state").GetString());

        using DeviceSocket socket = await Stub.OpenAsync(access);
        await socket.SendAsync("hello");
        await socket.ReceiveAsync();
        await socket.ReceiveAsync();
        JsonElement open = await DeviceAsync(Stub);
        await socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure);
        await Stub.EventAsync(StubEventKind.SessionClosed);
        JsonElement closed = await DeviceAsync(Stub);

        Assert.Equal(("open", "…0001", 1, 1, 200), (
            open.GetProperty("state").GetString(), open.GetProperty("device").GetString(), open.GetProperty("claims").GetInt32(),
            open.GetProperty("sessions").GetInt32(), open.GetProperty("last_claim_status").GetInt32()));
        JsonElement session = open.GetProperty("session");
        Assert.Equal((1, 5, 2), (
            session.GetProperty("texts_in").GetInt32(), session.GetProperty("bytes_in").GetInt32(), session.GetProperty("texts_out").GetInt32()));
        Assert.Matches("^[0-9a-f]{8}$", session.GetProperty("token").GetString());
        Assert.Equal("closed", closed.GetProperty("state").GetString());
        Assert.False(closed.TryGetProperty("session", out _));
        foreach (string secret in new[] { StubFixture.DeviceId, StubFixture.ChildId, access, Convert.ToHexString(StubFixture.Secret) })
        {
            Assert.DoesNotContain(secret, open.ToString() + closed, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_refused_session_does_not_change_the_state_of_an_open_one()
    {
        using DeviceSocket open = await Stub.OpenedSessionAsync();
        using DeviceSocket refused = await Stub.OpenAsync("a.b.c");
        Assert.Equal(1008, await refused.ReceiveCloseAsync());
        await Stub.EventAsync(StubEventKind.SessionClosed);

        Assert.Equal("open", (await DeviceAsync(Stub)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_registered_device_can_claim_and_a_removed_one_cannot()
    {
        byte[] secret = [.. Enumerable.Repeat((byte)9, 32)];

        (HttpStatusCode created, JsonElement device) = await Stub.ControlAsync(
            HttpMethod.Post, "/devices", new { device_id = OtherId, child_id = "kid2", secret = Convert.ToHexString(secret) });
        HttpStatusCode claimed = await Stub.ClaimStatusAsync(StubFixture.Claim(deviceId: OtherId, childId: "kid2", secret: secret));
        (HttpStatusCode removed, _) = await Stub.ControlAsync(HttpMethod.Delete, $"/devices/{device.GetProperty("handle").GetString()}");
        HttpStatusCode after = await Stub.ClaimStatusAsync(StubFixture.Claim(deviceId: OtherId, childId: "kid2", secret: secret));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound),
            (created, claimed, removed, after));
        Assert.DoesNotContain(OtherId, device.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(OtherId, await File.ReadAllTextAsync(DevicesFile(Stub), Stub.Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_made_up_secret_is_kept_where_the_owner_can_read_it_and_shown_nowhere()
    {
        (_, JsonElement device) = await Stub.ControlAsync(HttpMethod.Post, "/devices", new { device_id = OtherId });

        JsonElement kept = JsonDocument.Parse(await File.ReadAllTextAsync(DevicesFile(Stub), Stub.Stop)).RootElement.GetProperty("devices")
            .EnumerateArray().Single(row => row.GetProperty("device_id").GetString() == OtherId);
        byte[] secret = Convert.FromHexString(kept.GetProperty("secret").GetString()!);
        using HttpResponseMessage claimed = await Stub.PostClaimAsync(
            StubFixture.Claim(deviceId: OtherId, childId: kept.GetProperty("child_id").GetString()!, secret: secret));
        Assert.Equal(HttpStatusCode.OK, claimed.StatusCode);
        Assert.DoesNotContain(Convert.ToHexString(secret), device.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_name_that_is_taken_gets_the_new_values_with_replace()
    {
        string secret = new('a', 64);

        (HttpStatusCode status, _) = await Stub.ControlAsync(
            HttpMethod.Post, "/devices", new { device_id = StubFixture.DeviceId, child_id = "other-child", secret, replace = true });

        Assert.Equal(HttpStatusCode.Created, status);
        RegisteredDevice device = Stub.Server.Registry.Find(StubFixture.DeviceId)!;
        Assert.Equal(("other-child", secret), (device.ChildId, Convert.ToHexStringLower(device.Secret)));
        Assert.Single(Stub.Server.Registry.All);
    }

    [Fact]
    public async Task A_name_that_is_taken_in_any_case_is_409_and_the_device_stays_as_it_is()
    {
        (HttpStatusCode status, _) = await Stub.ControlAsync(HttpMethod.Post, "/devices", new { device_id = StubFixture.DeviceId.ToUpperInvariant() });

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal(StubFixture.ChildId, Stub.Device.ChildId);
    }

    [Fact]
    public async Task Wrong_fields_are_all_named_and_no_value_is_repeated()
    {
        (HttpStatusCode status, JsonElement error) = await Stub.ControlAsync(HttpMethod.Post, "/devices", new
        {
            device_id = "planted id",
            child_id = "planted/child",
            secret = "planted",
            enabled = "planted",
            keep = 1,
            planted = 1,
        });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(["planted", "device_id", "child_id", "secret", "enabled", "keep"], error.Fields());
        Assert.DoesNotContain("planted ", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("planted/", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_is_disabled_and_enabled_and_its_session_stays()
    {
        using DeviceSocket socket = await Stub.OpenSessionAsync();
        string path = $"/devices/{await Stub.HandleAsync()}";

        (_, JsonElement disabled) = await Stub.ControlAsync(HttpMethod.Post, path + "/disable");
        HttpStatusCode refused = await Stub.ClaimStatusAsync();
        await socket.SendAsync("still here");
        Assert.Equal("Echo: still here", await socket.ReceiveAsync());
        (_, JsonElement enabled) = await Stub.ControlAsync(HttpMethod.Post, path + "/enable");
        HttpStatusCode accepted = await Stub.ClaimStatusAsync();

        Assert.Equal((false, true), (disabled.GetProperty("enabled").GetBoolean(), enabled.GetProperty("enabled").GetBoolean()));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (refused, accepted));
    }

    [Fact]
    public async Task Text_close_and_drop_reach_the_open_session_and_are_409_without_one()
    {
        string path = $"/devices/{await Stub.HandleAsync()}";
        Assert.Equal(HttpStatusCode.Conflict, (await Stub.ControlAsync(HttpMethod.Post, path + "/text", new { text = "nobody" })).Status);
        using DeviceSocket first = await Stub.OpenSessionAsync();
        StubEvent opened = await Stub.EventAsync(StubEventKind.SessionOpened);

        Assert.Equal(HttpStatusCode.OK, (await Stub.ControlAsync(HttpMethod.Post, path + "/text", new { text = "wake up" })).Status);
        Assert.Equal("wake up", await first.ReceiveAsync());
        Assert.Equal(HttpStatusCode.OK, (await Stub.ControlAsync(HttpMethod.Post, path + "/close", new { code = 1012, reason = "restart" })).Status);
        Assert.Equal(1012, await first.ReceiveCloseAsync());
        using DeviceSocket second = await Stub.OpenSessionAsync();
        await Stub.EventAsync(StubEventKind.SessionOpened, opened.Number);
        Assert.Equal(HttpStatusCode.OK, (await Stub.ControlAsync(HttpMethod.Post, path + "/drop")).Status);

        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(second.ReceiveAsync);
    }

    [Theory]
    [InlineData("/close", "{\"code\":1006}", "code")]
    [InlineData("/close", "{\"code\":999}", "code")]
    [InlineData("/close", "{\"code\":1000,\"reasn\":\"x\"}", "reasn")]
    [InlineData("/text", "{}", "text")]
    [InlineData("/text", "{\"text\":7}", "text")]
    public async Task A_wrong_field_is_422_that_names_it(string action, string body, string field)
    {
        (HttpStatusCode status, JsonElement error) = await Stub.ControlAsync(
            HttpMethod.Post, $"/devices/{await Stub.HandleAsync()}{action}", JsonDocument.Parse(body).RootElement);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, field), (status, Assert.Single(error.Fields())));
    }

    [Fact]
    public async Task An_unknown_handle_is_404()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await Stub.ControlAsync(HttpMethod.Get, "/devices/000000000000")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Stub.ControlAsync(HttpMethod.Get, $"/devices/{StubFixture.DeviceId}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Stub.ControlAsync(HttpMethod.Get, "/events?device=000000000000")).Status);
    }

    private static async Task<JsonElement> DeviceAsync(StubFixture stub) => await stub.GetControlAsync($"/devices/{await stub.HandleAsync()}");

    private static string DevicesFile(StubFixture stub) => Path.Combine(Path.GetDirectoryName(stub.Server.CaPemPath)!, "devices.json");
}
