using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace VirtualDevice.Tests.Doctor;

/// <summary>Name, port and TLS: each thing that can be wrong with them, by its line, its fix and its exit code.</summary>
public sealed class DoctorConnectionTests : IDisposable
{
    private readonly DoctorBench _doctor = new();

    public void Dispose() => _doctor.Dispose();

    [Fact]
    public async Task A_host_that_nobody_knows_fails_with_13_and_the_rest_is_skipped()
    {
        DoctorReport report = await _doctor.RunAsync("https://no-such-host.invalid", _doctor.WriteBundle());

        report.AssertRow("dns", exitCode: 13, mark: "FAIL", fix: "check");
        Assert.All(
            new[] { "tcp", "tls", "tls 1.2", "board", "health", "clock", "claim", "session" },
            name => Assert.Equal("skip pointless while \"dns\" fails", $"{report.MarkOf(name)} {report.TextOf(name)}"));
        Assert.Equal("ok", report.MarkOf("mac"));
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_fails_with_14()
    {
        DoctorReport report = await _doctor.RunAsync($"https://localhost:{FreePort.Take()}", _doctor.WriteBundle());

        report.AssertRow("tcp", exitCode: 14, says: "refused: nobody listens there", fix: "start the server");
        report.AssertRow("tls", mark: "skip");
    }

    [Fact]
    public async Task A_server_of_a_foreign_authority_fails_with_15_and_nothing_is_sent_to_it()
    {
        using var foreign = new TestAuthority();
        await using var server = new RawTlsServer(ContractServer.InDate(foreign), peer => peer.UntilEndAsync());

        DoctorReport report = await _doctor.RunAsync(server, _doctor.Authority);

        report.AssertRow("tls", exitCode: 15, says: "of no authority in the bundle", fix: "name the bundle with the server's authority");
        report.AssertRow("claim", mark: "skip");
        Assert.Equal(0, server.BytesRead);
    }

    [Fact]
    public async Task A_certificate_that_has_expired_fails_with_15_and_tells_the_day_and_our_clock()
    {
        DateTimeOffset end = DateTimeOffset.UtcNow.AddDays(-3);
        DoctorReport report = await RunAgainstAsync(_doctor.Authority.CreateServer(notBefore: end.AddDays(-30), notAfter: end));

        report.AssertRow("tls", exitCode: 15, says: $"expired on {end:yyyy-MM-dd}", fix: "renew the certificate");
        report.AssertRow("tls", says: $"clock says {DateTimeOffset.UtcNow:yyyy}");
    }

    [Fact]
    public async Task A_clock_before_the_certificates_time_fails_with_15_and_the_clock_is_to_be_set()
    {
        await using var server = new RawTlsServer(ContractServer.InDate(_doctor.Authority), peer => peer.UntilEndAsync());

        DoctorReport report = await _doctor.RunAsync(server, _doctor.Authority, new ShiftedTime(TimeSpan.FromDays(-30)));

        report.AssertRow("tls", exitCode: 15, says: "is good from", fix: "set this machine's clock");
    }

    [Fact]
    public async Task A_certificate_for_another_name_fails_with_15_and_tells_the_names()
    {
        DoctorReport report = await RunAgainstAsync(_doctor.Authority.CreateServer("elsewhere.example", notAfter: DateTimeOffset.UtcNow.AddDays(100)));

        report.AssertRow("tls", exitCode: 15, says: "not for localhost, but for elsewhere.example", fix: "use a URL with one of these names");
    }

    [Fact]
    public async Task Two_things_wrong_with_a_certificate_are_two_lines()
    {
        DateTimeOffset end = DateTimeOffset.UtcNow.AddDays(-3);
        DoctorReport report = await RunAgainstAsync(_doctor.Authority.CreateServer("elsewhere.example", end.AddDays(-30), end));

        Assert.Contains("expired on", report.TextOf("tls"));
        Assert.Contains("not for localhost", report.TextOf("tls"));
        Assert.Contains("2 failed", report.Text);
    }

    [Fact]
    public async Task A_certificate_with_few_days_left_is_a_warning_and_ends_with_0()
    {
        await using var server = new ContractServer();

        DoctorReport report = await _doctor.RunAsync(server.Raw, server.Authority, new ShiftedTime(TimeSpan.FromDays(90)));

        report.AssertRow("tls", mark: "warn", says: "days left: certificate 9", fix: "renew");
        report.AssertRow("session", mark: "ok");
    }

    [Fact]
    public async Task A_server_of_TLS_1_3_alone_fails_with_16_although_a_PC_gets_through()
    {
        await using var server = new RawTlsServer(ContractServer.InDate(_doctor.Authority), peer => peer.UntilEndAsync(), SslProtocols.Tls13);

        DoctorReport report = await _doctor.RunAsync(server, _doctor.Authority, stepDeadline: TimeSpan.FromSeconds(5));

        Assert.Equal(16, report.ExitCode);
        Assert.StartsWith("TLS 1.3", report.TextOf("tls"));
        report.AssertRow("tls 1.2", mark: "FAIL", fix: "let the server accept TLS 1.2");
    }

    [Theory]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384)]
    public async Task A_suite_that_a_board_has_is_taken_and_told(TlsCipherSuite suite)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only OpenSSL lets a server choose its suites.");
        await using var server = new ContractServer(change: Only(suite));

        DoctorReport report = await _doctor.RunAsync(server.Raw, server.Authority);

        report.AssertRow("tls 1.2", exitCode: 0, mark: "ok", says: suite.ToString());
    }

    [Fact]
    public async Task A_server_whose_only_suite_no_board_has_fails_with_16()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only OpenSSL lets a server choose its suites.");
        await using var server = new ContractServer(change: Only(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256));

        DoctorReport report = await _doctor.RunAsync(server.Raw, server.Authority);

        Assert.Equal(("ok", 16), (report.MarkOf("tls"), report.ExitCode));
        Assert.Contains("handshake_failure", report.TextOf("tls 1.2"));
    }

    // Mbed TLS 3.6 wants digitalSignature with ECDHE (ssl_tls.c, mbedtls_ssl_check_cert_usage); OpenSSL only of an ECDSA key.
    [Theory]
    [InlineData(true, X509KeyUsageFlags.KeyEncipherment, "ok")]
    [InlineData(false, X509KeyUsageFlags.NonRepudiation, "warn")]
    public async Task A_certificate_whose_keyUsage_forbids_signing_fails_with_17_and_not_for_want_of_TLS_1_2(bool isRsa, X509KeyUsageFlags usage, string mark)
    {
        await using var server = new ContractServer(authority => authority.CreateServer(isRsa, usage));

        DoctorReport report = await _doctor.RunAsync(server.Raw, server.Authority);

        Assert.Equal((mark, 17), (report.MarkOf("tls 1.2"), report.ExitCode));
        Assert.Contains($"has the keyUsage {usage}, without DigitalSignature", report.TextOf("board"));
    }

    [Fact]
    public async Task A_keyUsage_for_signing_is_all_that_is_needed()
    {
        await using var server = new ContractServer(authority => authority.CreateServer(isRsa: true, X509KeyUsageFlags.DigitalSignature));

        Assert.Equal("ok", (await _doctor.RunAsync(server.Raw, server.Authority)).MarkOf("board"));
    }

    [Fact]
    public async Task A_certificate_for_clients_fails_with_15_and_is_called_that()
    {
        const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
        await using var server = new ContractServer(
            authority => authority.CreateServer(isRsa: false, X509KeyUsageFlags.DigitalSignature, ClientAuthentication));

        DoctorReport report = await _doctor.RunAsync(server.Raw, server.Authority);

        report.AssertRow("tls", exitCode: 15, says: "extended key usage");
        Assert.Contains("1 failed", report.Text);
    }

    [Fact]
    public async Task A_server_of_TLS_1_2_alone_is_all_that_a_board_needs()
    {
        await using var server = new RawTlsServer(ContractServer.InDate(_doctor.Authority), peer => peer.UntilEndAsync(), SslProtocols.Tls12);

        DoctorReport report = await _doctor.RunAsync(server, _doctor.Authority, stepDeadline: TimeSpan.FromSeconds(5));

        Assert.StartsWith("TLS 1.2", report.TextOf("tls"));
        Assert.Equal("ok", report.MarkOf("tls 1.2"));
    }

    [Fact]
    public async Task A_port_that_says_nothing_fails_with_15_within_the_deadline()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        DoctorReport report = await _doctor.RunAsync(
            $"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}", _doctor.WriteBundle(), stepDeadline: TimeSpan.FromSeconds(5));

        report.AssertRow("tls", exitCode: 15, says: "takes the connection and says nothing");
    }

    [Fact]
    public async Task A_port_that_speaks_no_TLS_fails_with_15()
    {
        await using var plain = new RawTcpServer((stream, stop) => stream.WriteAsync("HTTP/1.0 400 Bad Request\r\n\r\n"u8.ToArray(), stop).AsTask());

        DoctorReport report = await _doctor.RunAsync($"https://localhost:{plain.EndPoint.Port}", _doctor.WriteBundle());

        report.AssertRow("tls", exitCode: 15, says: "breaks off the handshake");
    }

    private static Action<SslServerAuthenticationOptions> Only(TlsCipherSuite suite) => options =>
    {
        // Those of TLS 1.3 are beside the point.
#pragma warning disable CA1416 // The tests that call this have looked.
        options.CipherSuitesPolicy = new CipherSuitesPolicy([suite, TlsCipherSuite.TLS_AES_128_GCM_SHA256]);
#pragma warning restore CA1416
    };

    private async Task<DoctorReport> RunAgainstAsync(X509Certificate2 certificate)
    {
        await using var server = new RawTlsServer(certificate, peer => peer.UntilEndAsync());
        return await _doctor.RunAsync(server, _doctor.Authority);
    }
}
