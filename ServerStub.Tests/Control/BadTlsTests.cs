using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ServerStub.Tests.Control;

/// <summary>The ports with a bad certificate.</summary>
public sealed class BadTlsTests : StubTests
{
    [Theory]
    [InlineData("wrong_host", SslPolicyErrors.RemoteCertificateNameMismatch, X509ChainStatusFlags.NoError)]
    [InlineData("expired", SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.NotTimeValid)]
    [InlineData("not_yet_valid", SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.NotTimeValid)]
    [InlineData("foreign", SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.PartialChain)]
    public async Task Each_certificate_is_bad_for_one_reason_only_and_a_client_that_hangs_up_is_reported(
        string kind, SslPolicyErrors expected, X509ChainStatusFlags chainStatus)
    {
        int port = (await Stub.PlanAsync(new { at = "tls", @do = kind })).GetProperty("port").GetInt32();

        (SslPolicyErrors errors, X509ChainStatusFlags status) = await BadTlsClient.ConnectAsync(Stub, port, accept: false);

        Assert.Equal((expected, chainStatus), (errors, status));
        StubEvent refused = await Stub.EventAsync(StubEventKind.TlsRefused);
        Assert.Equal((port, kind), (refused.Port, refused.Note));
        JsonElement listed = Assert.Single((await Stub.GetControlAsync("/tls")).GetProperty("ports").EnumerateArray());
        Assert.Equal((port, kind), (listed.GetProperty("port").GetInt32(), listed.GetProperty("certificate").GetString()));
    }

    [Fact]
    public async Task A_client_that_goes_on_is_reported()
    {
        int port = (await Stub.PlanAsync(new { at = "tls", @do = "expired" })).GetProperty("port").GetInt32();

        await BadTlsClient.ConnectAsync(Stub, port, accept: true);

        Assert.Equal(port, (await Stub.EventAsync(StubEventKind.TlsAccepted)).Port);
    }

    [Fact]
    public async Task A_closed_port_is_gone_and_a_taken_one_is_named()
    {
        int port = (await Stub.PlanAsync(new { at = "tls", @do = "foreign" })).GetProperty("port").GetInt32();

        (HttpStatusCode taken, JsonElement error) = await Stub.ControlAsync(HttpMethod.Post, "/faults", new { at = "tls", @do = "foreign", port });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "port"), (taken, Assert.Single(error.Fields())));
        Assert.Equal(HttpStatusCode.NoContent, (await Stub.ControlAsync(HttpMethod.Delete, $"/tls/{port}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Stub.ControlAsync(HttpMethod.Delete, $"/tls/{port}")).Status);

        using var client = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, port, Stub.Stop).AsTask());
    }

    [Fact]
    public async Task The_number_of_ports_is_bounded()
    {
        for (int i = 0; i < 8; i++)
        {
            await Stub.PlanAsync(new { at = "tls", @do = "wrong_host" });
        }

        Assert.Equal(HttpStatusCode.Conflict, (await Stub.ControlAsync(HttpMethod.Post, "/faults", new { at = "tls", @do = "wrong_host" })).Status);
    }
}
