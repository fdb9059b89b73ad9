using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ServerStub.Tests.Support;

/// <summary>A client that trusts one authority only: chain, dates and name are checked, as the device does.</summary>
public static class TrustingClient
{
    public static SocketsHttpHandler Handler(string caPemPath, SslProtocols protocols = SslProtocols.None) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = protocols,
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(caPemPath) },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };
}
