namespace VirtualDevice.Tests.Doctor;

/// <summary>The doctor before the real stub, over TLS.</summary>
public sealed class DoctorStubTests : IDisposable
{
    private static readonly string[] s_names =
        ["config", "device", "ca", "dns", "tcp", "tls", "tls 1.2", "board", "health", "clock", "mac", "claim", "session"];

    private readonly DoctorBench _doctor = new();

    public void Dispose() => _doctor.Dispose();

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task With_the_stub_nothing_stands_in_the_way_and_no_fix_is_named(bool refuseUpgrade)
    {
        await using Bench bench = await Bench.StartAsync(options => options with { DeviceId = DoctorBench.DeviceId, RefuseUpgrade = refuseUpgrade });

        DoctorReport report = await _doctor.RunAsync(Url(bench), bench.Stub.CaPemPath);

        Assert.Equal(0, report.ExitCode);
        Assert.All(s_names, name => Assert.Equal("ok", report.MarkOf(name)));
        Assert.DoesNotContain("fix:", report.Text);
        Assert.Contains("device …0042", report.Text);
        Assert.EndsWith("nothing stands in the way\n", report.Text);
    }

    [Fact]
    public async Task Without_claim_no_nonce_is_spent_no_token_made_and_no_session_kept()
    {
        await using Bench bench = await Bench.StartAsync(options => options with { DeviceId = DoctorBench.DeviceId });

        await _doctor.RunAsync(Url(bench), bench.Stub.CaPemPath);

        Assert.Equal([422], bench.Stub.Events.Recent.Where(next => next.Kind == StubEventKind.ClaimAnswered).Select(next => next.Status ?? 0));
        Assert.Equal(0, bench.Count(StubEventKind.SessionOpened));
    }

    [Fact]
    public async Task A_real_claim_is_made_with_this_devices_settings_and_its_tokens_are_not_shown()
    {
        var traffic = new TrafficRecorder();
        await using Bench bench = await StartWithOurDeviceAsync(DoctorBench.Secret, traffic);

        DoctorReport report = await _doctor.RunAsync(Url(bench), bench.Stub.CaPemPath, isClaimReal: true);

        report.AssertRow("claim", exitCode: 0, says: "the real claim gets 200");
        report.AssertRow("session", mark: "ok", says: "with the claim's token is accepted");
        Assert.InRange(traffic.Secrets.Count(), 4, 100);
        Assert.All(traffic.Secrets, secret => Assert.DoesNotContain(secret, report.Text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_real_claim_with_another_secret_fails_with_21_and_says_so()
    {
        await using Bench bench = await StartWithOurDeviceAsync(new string('a', 64));

        DoctorReport report = await _doctor.RunAsync(Url(bench), bench.Stub.CaPemPath, isClaimReal: true);

        report.AssertRow("claim", exitCode: 21, says: "the server knows another secret");
        Assert.Contains("fix: register this device's secret", report.Text);
    }

    [Fact]
    public async Task A_real_claim_of_a_device_that_is_not_registered_says_so()
    {
        await using Bench bench = await Bench.StartAsync();

        DoctorReport report = await _doctor.RunAsync(Url(bench), bench.Stub.CaPemPath, isClaimReal: true);

        report.AssertRow("claim", exitCode: 21, says: "not registered");
        report.AssertRow("session", mark: "FAIL");
        Assert.Contains("register the device", report.AfterOf("session"));
    }

    [Fact]
    public async Task Without_a_server_the_stub_of_this_machine_is_looked_at_with_its_own_authority_and_device()
    {
        await using Bench bench = await Bench.StartAsync();
        _doctor.Write("nf.config", ("stub.port", bench.Stub.Port.ToString()), ("stub.dataFolder", Path.GetDirectoryName(bench.Stub.CaPemPath)!));
        _doctor.Write("nf.local.config");

        DoctorReport report = await _doctor.RunAsync(isClaimReal: true);

        report.AssertRow("config", exitCode: 0, says: "the stub of this machine");
        report.AssertRow("device", says: "of the stub's devices.json");
        report.AssertRow("claim", says: "the real claim gets 200");
    }

    [Fact]
    public async Task Without_a_server_and_without_a_stub_it_tells_how_to_start_one()
    {
        _doctor.Write("nf.config", ("stub.port", "9"), ("device.id", DoctorBench.DeviceId));

        DoctorReport report = await _doctor.RunAsync();

        report.AssertRow("ca", exitCode: 12, says: "it has never run");
        Assert.Contains("dotnet run --project ServerStub", report.AfterOf("ca"));
        Assert.Equal("FAIL", report.MarkOf("tcp"));
        Assert.Contains("dotnet run --project ServerStub", report.AfterOf("tcp"));
    }

    [Fact]
    public async Task A_server_url_that_somebody_has_set_comes_before_the_stub()
    {
        await using Bench bench = await Bench.StartAsync(options => options with { DeviceId = DoctorBench.DeviceId });
        _doctor.Write("nf.config", ("device.id", DoctorBench.DeviceId), ("server.url", Url(bench)), ("server.caFile", bench.Stub.CaPemPath));

        DoctorReport report = await _doctor.RunAsync();

        report.AssertRow("config", exitCode: 0, says: "of server.url");
    }

    [Fact]
    public async Task Nothing_is_written()
    {
        await using Bench bench = await Bench.StartAsync();
        string[] before = Directory.GetFileSystemEntries(_doctor.Folder, "*", SearchOption.AllDirectories);

        await _doctor.RunAsync(Url(bench), bench.Stub.CaPemPath, isClaimReal: true);

        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(_doctor.Folder, "*", SearchOption.AllDirectories).Order());
    }

    private static string Url(Bench bench) => bench.Stub.BaseUri.GetLeftPart(UriPartial.Authority);

    private static Task<Bench> StartWithOurDeviceAsync(string secret, TrafficRecorder? traffic = null) => Bench.StartAsync(options => options with
    {
        DeviceId = DoctorBench.DeviceId,
        ChildId = DoctorBench.ChildId,
        DeviceSecret = Convert.FromHexString(secret),
        BeforeEndpoints = traffic is null ? null : traffic.Use,
    });
}
