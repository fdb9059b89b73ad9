using ServerStub.Configuration;

namespace ServerStub.Tests;

/// <summary>The devices that a stub knows, and devices.json.</summary>
public sealed class RegistryTests
{
    [Fact]
    public async Task The_first_start_makes_a_device_with_a_secret_and_a_child_of_its_own()
    {
        using var one = new TempFolder();
        using var two = new TempFolder();

        RegisteredDevice first = await DevelopmentDeviceAsync(one);
        RegisteredDevice second = await DevelopmentDeviceAsync(two);

        Assert.Matches(@"\Achild-[0-9a-f]{8}\z", first.ChildId);
        Assert.NotEqual(first.ChildId, second.ChildId);
        Assert.False(first.Secret.SequenceEqual(second.Secret));
        Assert.True(first.Enabled);
    }

    [Fact]
    public async Task The_second_start_finds_the_same_device()
    {
        using var folder = new TempFolder();

        RegisteredDevice first = await DevelopmentDeviceAsync(folder);
        RegisteredDevice again = await DevelopmentDeviceAsync(folder);

        Assert.True(first.Secret.SequenceEqual(again.Secret));
        Assert.Equal(first.ChildId, again.ChildId);
    }

    [Fact]
    public async Task Another_device_id_joins_the_ones_in_the_file()
    {
        using var folder = new TempFolder();
        await DevelopmentDeviceAsync(folder);

        await using StubServer server = await StubServer.StartAsync(
            new StubOptions { DataFolder = folder.FullName, DeviceId = "Teddy-ESP32-0002" }, TestContext.Current.CancellationToken);

        Assert.Equal(["Teddy-ESP32-0001", "Teddy-ESP32-0002"], server.Registry.All.Select(device => device.DeviceId));
    }

    [Fact]
    public async Task A_secret_from_the_settings_wins_and_is_not_written_down()
    {
        using var folder = new TempFolder();
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { DataFolder = folder.FullName });

        Assert.Equal(HttpStatusCode.OK, await stub.ClaimStatusAsync());
        string file = await File.ReadAllTextAsync(folder["devices.json"], stub.Stop);
        Assert.DoesNotContain(Convert.ToHexStringLower(StubFixture.Secret), file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disabled_devices_and_hand_written_ones_are_read_from_the_file()
    {
        using var folder = new TempFolder();
        folder.Write("devices.json", JsonSerializer.Serialize(new
        {
            devices = new[] { new { device_id = "Teddy-ESP32-0007", child_id = "c", secret = new string('a', 64), enabled = false } },
        }));

        await using StubServer server = await StubServer.StartAsync(
            new StubOptions { DataFolder = folder.FullName }, TestContext.Current.CancellationToken);

        Assert.False(server.Registry.Find("teddy-esp32-0007")!.Enabled);
        Assert.Equal(2, server.Registry.All.Count);
    }

    [Theory]
    [InlineData("{", "devices.json(1): devices: must be")]
    [InlineData("null", "devices.json(1): devices: must be")]
    [InlineData("{\"devices\":null}", "devices.json(1): devices: must be")]
    [InlineData("{\"devices\":[\n{\"device_id\":\"Teddy-ESP32-0007\"}]}", "devices.json(2): devices: must be")]
    [InlineData("{\"devices\":[{\"device_id\":\"x\",\"child_id\":\"c\",\"secret\":\"s3cr3t\",\"enabled\":true}]}", "devices.json: devices[0].device_id: must be 8 to 64")]
    [InlineData("{\"devices\":[{\"device_id\":\"Teddy-ESP32-0007\",\"child_id\":\"c\",\"secret\":\"s3cr3t\",\"enabled\":true}]}", "devices.json: devices[0].secret: must be 64 hex")]
    public async Task A_malformed_file_is_reported_and_left_as_it_is(string content, string expected)
    {
        using var folder = new TempFolder();
        folder.Write("devices.json", content);

        SettingsException problem = await Assert.ThrowsAsync<SettingsException>(() =>
            StubServer.StartAsync(new StubOptions { DataFolder = folder.FullName }, TestContext.Current.CancellationToken));

        Assert.StartsWith(expected, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", problem.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(folder["devices.json"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_device_shows_the_last_four_characters_of_its_name_only()
    {
        var device = new RegisteredDevice("Teddy-ESP32-0001", "child123", StubFixture.Secret);

        Assert.Equal("…0001", device.ToString());
        Assert.Equal("…", Redact.DeviceId("short"));
        Assert.Equal("…a??b", Redact.DeviceId("Teddy-ESP32-a\r\nb"));
    }

    private static async Task<RegisteredDevice> DevelopmentDeviceAsync(TempFolder folder)
    {
        await using StubServer server = await StubServer.StartAsync(
            new StubOptions { DataFolder = folder.FullName }, TestContext.Current.CancellationToken);
        return server.Registry.Development;
    }
}
