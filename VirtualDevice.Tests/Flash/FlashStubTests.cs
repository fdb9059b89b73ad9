using ServerStub;

namespace VirtualDevice.Tests.Flash;

/// <summary>flash.ps1 -Stub: from nf.config to a device that has been claimed and is in session with the stub.</summary>
public sealed class FlashStubTests : FlashBenchTests
{
    // The machine's address for the board; nobody has it here, and connections go to loopback instead.
    private const string Address = "192.0.2.7";

    [Fact]
    public async Task From_nf_config_by_flash_ps1_to_a_device_that_claims_and_opens_its_session()
    {
        int port = await MakeAuthorityAsync();

        FlashResult result = Flash(port);

        result.AssertEnded(0);
        await using StubServer stub = await StartAsync(port);
        string folder = Bench.PathOf("board");
        new FolderFlash(Path.Combine(folder, PcPlatform.FlashFolder)).Write("provision.json", result.Call("send").Bytes("provision.json"));
        byte[] bundle = result.Call("send").Bytes("ca.pem");
        var trust = TlsTrust.FromPem(Encoding.ASCII.GetString(bundle, 0, bundle.Length - 1));
        await using var device = new BenchDevice(folder, new ServerLink(trust, new IPEndPoint(IPAddress.Loopback, stub.Port)));

        await device.FirstEchoAsync();

        Assert.Contains("provisioning file imported, sealed, wiped and deleted", device.Log.All);
        Assert.Contains($"settings device=*0001 server=https://{Address}:{port}", device.Log.All);
        Assert.Contains("claim    status=200", device.Log.All);
        Assert.Contains(stub.Events.Recent, next => next.Kind == StubEventKind.SessionOpened);
        Assert.False(Directory.Exists(result.Workspace!));
    }

    [Fact]
    public async Task The_stub_knows_the_device_the_board_gets_and_keeps_those_it_knew()
    {
        int port = await MakeAuthorityAsync();
        Bench.WriteSettings("nf.local.config", ("wifi.password", FlashBench.WifiPassword));
        FlashResult first = Flash(port, "Teddy-ESP32-0002");
        FlashResult second = Flash(port, "Teddy-ESP32-0003");

        await using StubServer stub = await StartAsync(port);

        foreach (FlashResult result in new[] { first, second })
        {
            var settings = FlashTests.Settings(result);
            RegisteredDevice known = stub.Registry.Find(settings.DeviceId)!;
            Assert.Equal(settings.OobSecret, known.Secret.ToArray());
            Assert.Equal(settings.ChildId, known.ChildId);
            Assert.StartsWith("child-", settings.ChildId, StringComparison.Ordinal);
            Assert.DoesNotContain(settings.ChildId, result.Output);
        }

        Assert.NotEqual(FlashTests.Settings(first).ChildId, FlashTests.Settings(second).ChildId);
        Assert.NotNull(stub.Registry.Find("Teddy-ESP32-0001"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Bench.PathOf(".teddy/stub/devices.json")));
        }
    }

    [Fact]
    public async Task Flashed_twice_the_device_is_in_the_registry_once()
    {
        int port = await MakeAuthorityAsync();
        Flash(port);
        Flash(port);

        using JsonDocument devices = JsonDocument.Parse(File.ReadAllText(Bench.PathOf(".teddy/stub/devices.json")));

        Assert.Equal(1, devices.RootElement.GetProperty("devices").GetArrayLength());
    }

    [Fact]
    public async Task The_bundle_holds_the_stubs_authority_beside_the_roots()
    {
        byte[] bundle = Flash(await MakeAuthorityAsync()).Call("send").Bytes("ca.pem");
        string text = Encoding.ASCII.GetString(bundle);

        Assert.Equal(7, text.Split("-----BEGIN CERTIFICATE-----").Length - 1);
        Assert.Contains(File.ReadAllText(Bench.PathOf(".teddy/stub/ca.pem")).Trim(), text);
        Assert.Equal(0, bundle[^1]);
        Assert.True(bundle.Length <= 16384);
    }

    [Fact]
    public async Task A_stub_that_runs_gets_the_boards_secret_in_place_of_its_own_and_the_same_row_again_without_a_word()
    {
        await using StubServer stub = await StartAsync(0);
        byte[] before = stub.Registry.Find("Teddy-ESP32-0001")!.Secret.ToArray();

        FlashResult first = Flash(stub.Port);
        FlashResult second = Flash(stub.Port);

        foreach (FlashResult result in new[] { first, second })
        {
            result.AssertEnded(0, says: "the running stub knows it now");
        }

        Assert.NotEqual(before, stub.Registry.Find("Teddy-ESP32-0001")!.Secret.ToArray());
        Assert.Equal(FlashTests.Settings(first).OobSecret, stub.Registry.Find("Teddy-ESP32-0001")!.Secret.ToArray());
        Assert.Contains(Convert.ToHexStringLower(FlashTests.Settings(first).OobSecret), File.ReadAllText(Bench.PathOf(".teddy/stub/devices.json")));
    }

    [Fact]
    public async Task A_stub_that_runs_and_does_not_take_the_device_is_told()
    {
        await using StubServer stub = await StartAsync(0);
        Settings(stub.Port);

        FlashResult result = Bench.FlashWith([], "$options.IsStub = $true; function Send-StubCall { param($Run, $Method) @{ GET = '200'; POST = '409' }[$Method] }");

        result.AssertEnded(14, says: "the running stub did not take the device (409): it would refuse the board's claim");
        Assert.DoesNotContain("done: ", result.Output);
    }

    [Fact]
    public async Task A_server_on_the_stubs_port_that_is_not_the_stub_gets_no_secret()
    {
        await MakeAuthorityAsync();
        using var other = new TempFolder();
        await using StubServer impostor = await StubServer.StartAsync(
            new StubOptions { DataFolder = other["stub"] }, TestContext.Current.CancellationToken);

        FlashResult result = Flash(impostor.Port);

        result.AssertEnded(14, says: "does not answer as the stub of this repository (AuthenticationException)", steps: "");
        Assert.Equal(["Teddy-ESP32-0001"], impostor.Registry.All.Select(device => device.DeviceId));
    }

    [Fact]
    public async Task A_stub_that_has_never_run_makes_its_authority_first()
    {
        int port = FreePort.Take();
        Settings(port);
        Bench.Dotnet($"mkdir -p '{Bench.PathOf(".teddy/stub")}'\ncp '{Bench.PathOf("made.pem")}' '{Bench.PathOf(".teddy/stub/ca.pem")}'");
        using (var other = new TempFolder())
        {
            await (await StubServer.StartAsync(new StubOptions { DataFolder = other["stub"] }, TestContext.Current.CancellationToken)).DisposeAsync();
            File.Copy(other["stub/ca.pem"], Bench.PathOf("made.pem"));
        }

        FlashResult result = Bench.FlashBuilding("$options.IsStub = $true");

        result.AssertEnded(0);
        Assert.Equal("run --project ServerStub -- --prepare", Bench.DotnetCalls());
        Assert.Contains(File.ReadAllText(Bench.PathOf("made.pem")).Trim(), Encoding.ASCII.GetString(result.Call("send").Bytes("ca.pem")));
    }

    [Theory]
    [InlineData("127.0.0.1", "8443", "stub.address: a board cannot reach the loopback address")]
    [InlineData("0.0.0.0", "0", "stub.port: 0 takes another port at every start")]
    public void A_stub_that_no_board_could_reach_is_told(string address, string port, string problem)
    {
        Bench.WriteSettings("nf.config", ("wifi.ssid", "Nursery"), ("stub.address", address), ("stub.port", port));

        FlashResult result = Bench.Flash("-Stub");

        result.AssertEnded(2, says: problem, steps: "");
    }

    [Fact]
    public async Task A_damaged_devices_json_is_told_without_its_content_and_left_alone()
    {
        int port = await MakeAuthorityAsync();
        Bench.Write(".teddy/stub/devices.json", "{\"devices\":[{\"secret\":\"s3cr3t\"");

        FlashResult result = Flash(port);

        Assert.Equal(14, result.Code);
        Assert.DoesNotContain("s3cr3t", result.Output);
        Assert.Equal("{\"devices\":[{\"secret\":\"s3cr3t\"", File.ReadAllText(Bench.PathOf(".teddy/stub/devices.json")));
        Assert.False(Directory.Exists(result.Workspace!));
    }

    private FlashResult Flash(int port, string deviceId = "Teddy-ESP32-0001")
    {
        Settings(port, deviceId);
        return Bench.Flash("-Stub");
    }

    private void Settings(int port, string deviceId = "Teddy-ESP32-0001") =>
        Bench.WriteSettings("nf.config", ("wifi.ssid", "Nursery"), ("stub.address", Address), ("stub.port", port.ToString()), ("device.id", deviceId));

    // The stub has run once, and is not running now. Its port is free: nobody else was given it yet.
    private async Task<int> MakeAuthorityAsync()
    {
        await using (await StartAsync(0))
        {
        }

        return FreePort.Take();
    }

    private Task<StubServer> StartAsync(int port) => StubServer.StartAsync(new StubOptions
    {
        DataFolder = Bench.PathOf(".teddy/stub"),
        Port = port,
        CertificateNames = [Address],
        ClaimsPerMinute = 0,
    }, TestContext.Current.CancellationToken);
}
