using System.Net.Security;
using System.Security.Authentication;

namespace ServerStub.Tests.Support;

/// <summary>Requests that no HTTP library would send.</summary>
public static class RawRequest
{
    /// <summary>Sends these characters over TLS; all that comes back until the end of the connection.</summary>
    public static async Task<string> SendAsync(StubFixture stub, string request)
    {
        await using SslStream tls = await ConnectAsync(stub);
        await tls.WriteAsync(Encoding.Latin1.GetBytes(request), stub.Stop);
        using var reader = new StreamReader(tls, Encoding.UTF8);
        return await reader.ReadToEndAsync(stub.Stop);
    }

    /// <summary>A TLS connection to the stub, which owns its socket.</summary>
    public static async Task<SslStream> ConnectAsync(StubFixture stub)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", stub.Server.Port, stub.Stop);
        var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(Options(stub), stub.Stop);
        return tls;
    }

    /// <summary>The settings of a client that trusts the stub's authority only.</summary>
    public static SslClientAuthenticationOptions Options(StubFixture stub, SslProtocols protocols = SslProtocols.None)
    {
        using SocketsHttpHandler handler = TrustingClient.Handler(stub.Server.CaPemPath, protocols);
        return new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = protocols,
            CertificateChainPolicy = handler.SslOptions.CertificateChainPolicy,
        };
    }
}
