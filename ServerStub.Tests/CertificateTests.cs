using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;

namespace ServerStub.Tests;

/// <summary>Contract section 5: TLS, with certificates that the stub makes itself.</summary>
public sealed class CertificateTests : StubTests
{
    [Theory]
    [InlineData("localhost"), InlineData("127.0.0.1"), InlineData("[::1]")]
    public async Task The_certificate_is_good_for_every_loopback_name(string host) =>
        Assert.Equal(HttpStatusCode.OK, await Stub.GetStatusAsync($"https://{host}:{Stub.Server.Port}/health"));

    [Theory]
    [InlineData(SslProtocols.Tls12), InlineData(SslProtocols.Tls13)]
    public async Task Both_versions_of_tls_are_spoken(SslProtocols version)
    {
        using var http = new HttpClient(TrustingClient.Handler(Stub.Server.CaPemPath, version)) { BaseAddress = Stub.Server.BaseUri };

        using HttpResponseMessage answer = await http.GetAsync("/health", Stub.Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_client_that_trusts_another_stubs_authority_refuses_and_sends_nothing()
    {
        await using StubFixture other = await StubFixture.StartAsync();
        using var http = new HttpClient(TrustingClient.Handler(other.Server.CaPemPath)) { BaseAddress = Stub.Server.BaseUri };

        HttpRequestException problem = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/health", Stub.Stop));

        Assert.Equal(HttpRequestError.SecureConnectionError, problem.HttpRequestError);
    }

    [Fact]
    public async Task An_expired_certificate_is_served_where_the_clock_is_set_back_and_a_client_refuses_it()
    {
        var threeYearsAgo = new FakeTimeProvider(DateTimeOffset.UtcNow.AddYears(-3));
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { CertificateClock = threeYearsAgo });

        await Assert.ThrowsAsync<HttpRequestException>(() => stub.Http.GetAsync("/health", stub.Stop));
    }

    [Fact]
    public async Task The_authority_may_sign_and_the_server_may_only_serve()
    {
        using var folder = new TempFolder();
        (X509Certificate2 authority, X509Certificate2 server) = await StartAndLoadAsync(folder);

        X509BasicConstraintsExtension constraints = authority.Extensions.OfType<X509BasicConstraintsExtension>().Single();
        Assert.True(constraints is { CertificateAuthority: true, PathLengthConstraint: 0, Critical: true });
        Assert.Equal(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign,
            authority.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages);
        Assert.False(server.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        Assert.Equal("1.3.6.1.5.5.7.3.1", server.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages[0].Value);
        Assert.True(server.MatchesHostname(Dns.GetHostName()));
        Assert.False(authority.HasPrivateKey);
        Assert.DoesNotContain("PRIVATE", await File.ReadAllTextAsync(folder["ca.pem"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_start_keeps_both_certificates()
    {
        using var folder = new TempFolder();

        (X509Certificate2 authority, X509Certificate2 server) = await StartAndLoadAsync(folder);
        (X509Certificate2 sameAuthority, X509Certificate2 sameServer) = await StartAndLoadAsync(folder);

        Assert.Equal((authority.Thumbprint, server.Thumbprint), (sameAuthority.Thumbprint, sameServer.Thumbprint));
    }

    [Fact]
    public async Task A_new_name_renews_the_servers_certificate_and_keeps_the_authority()
    {
        using var folder = new TempFolder();

        (X509Certificate2 authority, X509Certificate2 server) = await StartAndLoadAsync(folder);
        (X509Certificate2 sameAuthority, X509Certificate2 newServer) = await StartAndLoadAsync(
            folder, options => options with { CertificateNames = ["bench.example", "203.0.113.9"] });

        Assert.Equal(authority.Thumbprint, sameAuthority.Thumbprint);
        Assert.NotEqual(server.Thumbprint, newServer.Thumbprint);
        Assert.True(newServer.MatchesHostname("bench.example"));
        Assert.True(newServer.MatchesHostname("203.0.113.9"));
    }

    [Theory]
    [InlineData(380, false, false)]
    [InlineData(391, false, true)]
    [InlineData(3644, true, true)]
    public async Task Certificates_are_renewed_a_week_before_they_run_out(int daysLater, bool isNewAuthority, bool isNewServer)
    {
        using var folder = new TempFolder();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);

        (X509Certificate2 authority, X509Certificate2 server) = await StartAndLoadAsync(folder, options => options with { CertificateClock = clock });
        clock.Advance(TimeSpan.FromDays(daysLater));
        (X509Certificate2 laterAuthority, X509Certificate2 laterServer) =
            await StartAndLoadAsync(folder, options => options with { CertificateClock = clock });

        Assert.Equal(isNewAuthority, authority.Thumbprint != laterAuthority.Thumbprint);
        Assert.Equal(isNewServer, server.Thumbprint != laterServer.Thumbprint);
        Assert.True(laterServer.NotAfter <= laterAuthority.NotAfter);
    }

    [Theory]
    [InlineData("server.key"), InlineData("server.pem"), InlineData("ca.key")]
    public async Task A_damaged_file_is_replaced(string name)
    {
        using var folder = new TempFolder();
        await StartAndLoadAsync(folder);
        await File.WriteAllTextAsync(folder[name], "damaged", TestContext.Current.CancellationToken);

        await using StubFixture stub = await StubFixture.StartAsync(options => options with { DataFolder = folder.FullName });
        Assert.Equal(HttpStatusCode.OK, await stub.GetStatusAsync("/health"));
    }

    [Fact]
    public async Task What_is_private_is_readable_by_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists in place of mode bits.");
        using var folder = new TempFolder();
        await StartAndLoadAsync(folder);

        foreach (string name in new[] { "ca.key", "server.key", "token.key", "devices.json" })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(folder[name]).UnixFileMode);
        }

        Assert.Empty(Directory.GetFiles(folder.FullName, "*.tmp"));
    }

    private static async Task<(X509Certificate2 Authority, X509Certificate2 Server)> StartAndLoadAsync(
        TempFolder folder, Func<StubOptions, StubOptions>? change = null)
    {
        await using StubFixture stub = await StubFixture.StartAsync(options =>
            (change?.Invoke(options) ?? options) with { DataFolder = folder.FullName });
        return (X509CertificateLoader.LoadCertificateFromFile(stub.Server.CaPemPath),
            X509CertificateLoader.LoadCertificateFromFile(folder["server.pem"]));
    }
}
