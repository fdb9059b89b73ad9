using System.Security.Cryptography.X509Certificates;
using ServerStub.Storage;

namespace ServerStub.Tls;

/// <summary>
/// The authority and the server's certificate in the data folder: kept from start to start, so that a board that was
/// given ca.pem stays content, and renewed when they run out or a new address is not in them.
/// </summary>
internal sealed class DevelopmentCertificates(DataFolder folder, TimeProvider clock)
{
    private const string AuthorityName = "ca";
    private const string ServerName = "server";
    private static readonly TimeSpan s_renewBefore = TimeSpan.FromDays(7);

    /// <summary>The file to give to the device.</summary>
    public string CaPemPath => folder.PathOf(AuthorityName + ".pem");

    /// <summary>The server's certificate with its key, ready for TLS. The caller has the folder's lock.</summary>
    public X509Certificate2 LoadOrCreate(IReadOnlySet<string> names)
    {
        X509Certificate2? authority = Load(AuthorityName);
        if (authority is null || !IsInDate(authority))
        {
            authority?.Dispose();
            authority = CertificateFactory.CreateAuthority(clock.GetUtcNow());
            Save(AuthorityName, authority);
        }

        using (authority)
        {
            X509Certificate2? server = Load(ServerName);
            if (server is null || !IsInDate(server) || !IsIssuedBy(server, authority) || !names.IsSubsetOf(CertificateNames.Of(server)))
            {
                server?.Dispose();
                server = CertificateFactory.CreateServer(authority, names, clock.GetUtcNow());
                Save(ServerName, server);
            }

            using (server)
            {
                return ForTls(server);
            }
        }
    }

    /// <summary>A certificate that a device must refuse, ready for TLS; kept nowhere.</summary>
    public X509Certificate2 CreateBad(string kind)
    {
        using X509Certificate2 authority = Load(AuthorityName) ?? throw new InvalidOperationException("The authority is gone from the data folder.");
        using X509Certificate2 bad = BadCertificates.Create(kind, authority, clock.GetUtcNow());
        return ForTls(bad);
    }

    private bool IsInDate(X509Certificate2 certificate)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return certificate.NotBefore.ToUniversalTime() <= now && now + s_renewBefore < certificate.NotAfter.ToUniversalTime();
    }

    private static bool IsIssuedBy(X509Certificate2 server, X509Certificate2 authority)
    {
        ReadOnlyMemory<byte>? issuerKey = server.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier;
        ReadOnlyMemory<byte>? authorityKey = authority.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifierBytes;
        return issuerKey is { } issuer && authorityKey is { } key && issuer.Span.SequenceEqual(key.Span);
    }

    private X509Certificate2? Load(string name)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(folder.PathOf(name + ".pem"), folder.PathOf(name + ".key"));
        }
        catch (Exception problem) when (problem is IOException or CryptographicException or ArgumentException)
        {
            // Missing, half of a pair, or damaged: a development certificate is made anew rather than repaired.
            return null;
        }
    }

    private void Save(string name, X509Certificate2 certificate)
    {
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        folder.Write(name + ".key", Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
        folder.Write(name + ".pem", Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"));
    }

    // Schannel cannot use the ephemeral key that CreateFromPem gives; by way of PKCS #12 it gets one it can. The other
    // systems do not mind, so there is one way for all.
    private static X509Certificate2 ForTls(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
}
