using System.Security.Cryptography.X509Certificates;

namespace ServerStub.Tls;

/// <summary>
/// Makes the development authority and the server's certificate. ECDSA on P-256 with SHA-256: Mbed TLS 3.6 (the board),
/// Schannel, OpenSSL and Apple's TLS all take it, its certificates and signatures are a fraction of RSA's on a board
/// whose native heap is short, and a key is made in a millisecond where RSA-2048 takes up to a second.
/// </summary>
internal static class CertificateFactory
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    // A certificate is valid from yesterday: a board's clock may be a little behind the PC's.
    private static readonly TimeSpan s_backdate = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_authorityLifetime = TimeSpan.FromDays(3650);

    // Apple's TLS refuses more than 825 days even from private authorities.
    private static readonly TimeSpan s_serverLifetime = TimeSpan.FromDays(397);

    public static X509Certificate2 CreateAuthority(DateTimeOffset now)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // A name of its own, so that a chain is never tried against another machine's development authority.
        string name = $"CN=Teddy development CA {RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(now - s_backdate, now + s_authorityLifetime);
    }

    public static X509Certificate2 CreateServer(X509Certificate2 authority, IEnumerable<string> names, DateTimeOffset now) => CreateServer(
        authority, names,
        Later(now - s_backdate, authority.NotBefore.ToUniversalTime()),
        Earlier(now + s_serverLifetime, authority.NotAfter.ToUniversalTime()));

    public static X509Certificate2 CreateServer(
        X509Certificate2 authority, IEnumerable<string> names, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Teddy server stub", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(AlternativeNames(names));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using X509Certificate2 certificate = request.Create(authority, notBefore, notAfter, NewSerial());
        return certificate.CopyWithPrivateKey(key);
    }

    private static X509Extension AlternativeNames(IEnumerable<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (string name in names)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
            {
                builder.AddIpAddress(address);
            }
            else
            {
                builder.AddDnsName(name);
            }
        }

        return builder.Build();
    }

    // RFC 5280, 4.1.2.2: positive and at most 20 bytes.
    private static byte[] NewSerial()
    {
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x3f) | 0x40);
        return serial;
    }

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
