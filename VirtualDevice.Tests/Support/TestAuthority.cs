using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VirtualDevice.Platform;

namespace VirtualDevice.Tests.Support;

/// <summary>A certificate authority of one test, and the server certificates it signs.</summary>
internal sealed class TestAuthority : IDisposable
{
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
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
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
        using X509Certificate2 certificate = request.Create(
            _authority, notBefore ?? DateTimeOffset.UtcNow.AddDays(-1), notAfter ?? DateTimeOffset.UtcNow.AddDays(1), Guid.NewGuid().ToByteArray());
        using X509Certificate2 withKey = certificate.CopyWithPrivateKey(key);

        // Schannel cannot use an ephemeral key.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    public void Dispose() => _authority.Dispose();
}
