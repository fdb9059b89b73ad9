namespace VirtualDevice.Tests.Doctor;

/// <summary>What can be wrong before anything is asked of the network. The server's name is one that nobody knows.</summary>
public sealed class DoctorSettingsTests : IDisposable
{
    private const string Nobody = "https://no-such-host.invalid";
    private readonly DoctorBench _doctor = new();

    public void Dispose() => _doctor.Dispose();

    [Fact]
    public async Task A_bad_setting_fails_with_2_and_its_line_and_only_the_MAC_is_still_checked()
    {
        _doctor.Write("nf.config", ("device.id", DoctorBench.DeviceId), ("claim.nonce", "both"));

        DoctorReport report = await _doctor.RunAsync();

        Assert.Equal(2, report.ExitCode);
        Assert.Equal("nf.config(3): claim.nonce: must be \"bytes\" or \"text\"", report.TextOf("config"));
        Assert.Contains("fix: mend line 3 of nf.config", report.AfterOf("config"));
        Assert.Equal("skip", report.MarkOf("device"));
        Assert.Equal("skip", report.MarkOf("session"));
        Assert.Equal("ok", report.MarkOf("mac"));
    }

    [Fact]
    public async Task Each_bad_setting_has_a_line()
    {
        _doctor.Write("nf.config", ("claim.nonce", "both"), ("stub.port", "many"));

        DoctorReport report = await _doctor.RunAsync();

        Assert.Contains("nf.config(2): claim.nonce", report.TextOf("config"));
        Assert.Contains("nf.config(3): stub.port", report.TextOf("config"));
        Assert.Contains("2 failed", report.Text);
    }

    [Fact]
    public async Task A_malformed_secret_fails_with_2_and_is_not_shown()
    {
        _doctor.Write("nf.local.config", ("child.id", DoctorBench.ChildId), ("device.secret", DoctorBench.Secret + "00"));

        DoctorReport report = await _doctor.RunAsync(Nobody);

        report.AssertRow("config", exitCode: 2, says: "nf.local.config(3): device.secret: must be 64 hex characters", fix: "mend line 3 of nf.local.config");
    }

    [Fact]
    public async Task A_missing_secret_fails_with_11_and_tells_where_it_belongs()
    {
        _doctor.Write("nf.local.config", ("child.id", DoctorBench.ChildId));

        DoctorReport report = await _doctor.RunAsync(Nobody, _doctor.WriteBundle());

        Assert.Equal(11, report.ExitCode);
        Assert.Equal("device …0042, device.secret not set", report.TextOf("device"));
        Assert.Contains("TEDDY_DEVICE_SECRET", report.AfterOf("device"));
        Assert.Equal("FAIL", report.MarkOf("dns"));
    }

    [Fact]
    public async Task The_example_of_the_contract_is_no_secret()
    {
        _doctor.Write("nf.local.config", ("child.id", DoctorBench.ChildId), ("device.secret", Convert.ToHexString([.. Enumerable.Range(0, 32).Select(value => (byte)value)])));

        DoctorReport report = await _doctor.RunAsync(Nobody, _doctor.WriteBundle());

        report.AssertRow("device", mark: "warn", says: "anybody can guess");
    }

    [Theory]
    [InlineData(null, "server.caFile is empty")]
    [InlineData("missing.pem", "missing.pem cannot be read")]
    [InlineData("nf.config", "nf.config holds no certificate")]
    public async Task A_bundle_that_is_none_fails_with_12_and_TLS_is_not_tried(string? file, string says)
    {
        DoctorReport report = await _doctor.RunAsync("https://localhost:9", file is null ? null : Path.Combine(_doctor.Folder, file));

        report.AssertRow("ca", exitCode: 12, says: says, fix: "name a PEM file");
        Assert.Equal("pointless while \"ca\" fails", report.TextOf("tls"));
    }

    [Fact]
    public async Task An_authority_that_ends_soon_is_a_warning()
    {
        DoctorReport report = await _doctor.RunAsync(Nobody, _doctor.WriteBundle(), time: new ShiftedTime(TimeSpan.FromDays(600)));

        report.AssertRow("ca", mark: "warn", fix: "add the authority's successor");
    }

    [Fact]
    public async Task A_bundle_that_has_expired_fails_with_12()
    {
        DoctorReport report = await _doctor.RunAsync(Nobody, _doctor.WriteBundle(), time: new ShiftedTime(TimeSpan.FromDays(1000)));

        report.AssertRow("ca", exitCode: 12, says: "expired");
    }

    [Fact]
    public async Task A_server_certificate_in_the_place_of_an_authority_is_a_warning()
    {
        using var server = _doctor.Authority.CreateServer();

        DoctorReport report = await _doctor.RunAsync(Nobody, _doctor.WriteBundle(server.ExportCertificatePem()));

        report.AssertRow("ca", mark: "warn", says: "may not sign others");
    }

    [Fact]
    public async Task A_bundle_too_long_for_a_board_is_a_warning()
    {
        DoctorReport report = await _doctor.RunAsync(Nobody, _doctor.WriteBundle(string.Concat(Enumerable.Repeat(_doctor.Authority.Pem + "\n", 11))));

        Assert.Equal("warn", report.MarkOf("ca"));
        Assert.StartsWith("11 authorities", report.TextOf("ca"));
    }

    [Fact]
    public async Task A_stub_on_any_free_port_has_to_be_named()
    {
        _doctor.Write("nf.config", ("stub.port", "0"));

        DoctorReport report = await _doctor.RunAsync();

        report.AssertRow("config", exitCode: 2, fix: "give stub.port a number");
    }
}
