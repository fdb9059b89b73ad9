using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ServerStub.Tests.Support;

/// <summary>A client at a port with a bad certificate: one that hangs up, or one that goes on.</summary>
public static class BadTlsClient
{
    /// <summary>Connects; what was wrong with the certificate.</summary>
    public static async Task<(SslPolicyErrors, X509ChainStatusFlags)> ConnectAsync(StubFixture stub, int port, bool accept)
    {
        (SslPolicyErrors Errors, X509ChainStatusFlags Status) seen = default;
        SslClientAuthenticationOptions options = RawRequest.Options(stub);
        options.RemoteCertificateValidationCallback = (_, _, chain, errors) =>
        {
            seen = (errors, chain!.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, next) => all | next.Status));
            return accept;
        };
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, stub.Stop);
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsClientAsync(options, stub.Stop);
            await tls.WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), stub.Stop);
            Assert.True(await tls.ReadAsync(new byte[16], stub.Stop) > 0);
        }
        catch (AuthenticationException) when (!accept)
        {
        }

        return seen;
    }
}
