using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VirtualDevice.Tests.Support;

/// <summary>A certificate authority of one test, and the server certificates it signs.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private readonly X509Certificate2 _authority;

    /// <summary>Makes an authority that is in date for so many years before and after today.</summary>
    public TestAuthority(int years = 2)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=Test CA {Guid.NewGuid():N}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority());
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-years), DateTimeOffset.UtcNow.AddYears(years));
    }

    public string Pem => _authority.ExportCertificatePem();

    public TlsTrust Trust => TlsTrust.FromPem(Pem);

    /// <summary>A server certificate for a name or address, in date from yesterday until tomorrow unless told otherwise.</summary>
    public X509Certificate2 CreateServer(string name = "localhost", DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test server", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = Sign(request, name, notBefore, notAfter);
        using X509Certificate2 withKey = certificate.CopyWithPrivateKey(key);
        return Usable(withKey);
    }

    /// <summary>A server certificate for localhost with the usages given, in date for 100 days.</summary>
    /// <param name="isRsa">RSA 2048, and not P-256.</param>
    /// <param name="usage">Its keyUsage.</param>
    /// <param name="purpose">Its extended key usage; that of TLS servers unless told otherwise.</param>
    public X509Certificate2 CreateServer(bool isRsa, X509KeyUsageFlags usage, string purpose = ServerAuthentication)
    {
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = isRsa
            ? new CertificateRequest("CN=Test server", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=Test server", ecdsa, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        using X509Certificate2 certificate = Sign(request, "localhost", null, DateTimeOffset.UtcNow.AddDays(100), purpose);
        using X509Certificate2 withKey = isRsa ? certificate.CopyWithPrivateKey(rsa) : certificate.CopyWithPrivateKey(ecdsa);
        return Usable(withKey);
    }

    public void Dispose() => _authority.Dispose();

    private X509Certificate2 Sign(
        CertificateRequest request, string name, DateTimeOffset? notBefore, DateTimeOffset? notAfter, string purpose = ServerAuthentication)
    {
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out IPAddress? address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());

        // An authority of ECDSA signs an RSA key only with a generator of its own.
        return request.Create(
            _authority.SubjectName,
            X509SignatureGenerator.CreateForECDsa(_authority.GetECDsaPrivateKey()!),
            notBefore ?? DateTimeOffset.UtcNow.AddDays(-1),
            notAfter ?? DateTimeOffset.UtcNow.AddDays(1),
            Guid.NewGuid().ToByteArray());
    }

    // Schannel cannot use an ephemeral key.
    private static X509Certificate2 Usable(X509Certificate2 withKey) =>
        X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
}
