using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VirtualDevice.Doctor;

/// <summary>What the doctor needs to know of a certificate; outlives it.</summary>
/// <param name="Name">Its subject, shortened to the common name where there is one.</param>
/// <param name="NotBefore">From when it is good.</param>
/// <param name="NotAfter">Until when.</param>
/// <param name="IsAuthority">It may sign others.</param>
/// <param name="Key">The kind of its key: RSA, a curve such as P-256, or the algorithm's name.</param>
/// <param name="KeyBits">The length of an RSA key; 0 for others.</param>
/// <param name="SignatureHash">The hash of the signature on it, such as SHA256; its algorithm's name where that tells none.</param>
/// <param name="Usage">Its keyUsage; null without that extension, and then it may do everything (RFC 5280, 4.2.1.3).</param>
/// <param name="Purposes">Its extended key usage, as OIDs; null without that extension, and then it is for everything (4.2.1.12).</param>
internal sealed record CertificateFacts(
    string Name,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    bool IsAuthority,
    string Key,
    int KeyBits,
    string SignatureHash,
    X509KeyUsageFlags? Usage = null,
    string[]? Purposes = null)
{
    private const string RsaPss = "1.2.840.113549.1.1.10";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string AnyPurpose = "2.5.29.37.0";

    /// <summary>It may be a TLS server's.</summary>
    public bool IsForServers => Purposes is null || Purposes.Intersect([ServerAuthentication, AnyPurpose]).Any();

    /// <summary>Looks at a certificate.</summary>
    public static CertificateFacts Of(X509Certificate2 certificate)
    {
        using RSA? rsa = certificate.GetRSAPublicKey();
        return new CertificateFacts(
            certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
            certificate.NotBefore.ToUniversalTime(),
            certificate.NotAfter.ToUniversalTime(),
            certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(extension => extension.CertificateAuthority),
            rsa is null ? Curve(certificate) : "RSA",
            rsa?.KeySize ?? 0,
            Hash(certificate.SignatureAlgorithm),
            certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages,
            certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } purposes
                ? [.. purposes.EnhancedKeyUsages.Cast<Oid>().Select(oid => oid.Value ?? "?")]
                : null);
    }

    /// <summary>Whether its key may be used so.</summary>
    public bool May(X509KeyUsageFlags use) => Usage is null || (Usage & use) != 0;

    /// <summary>Whole days until it ends; negative when it has.</summary>
    public int DaysLeft(DateTimeOffset now) => (int)Math.Floor((NotAfter - now).TotalDays);

    private static string Curve(X509Certificate2 certificate)
    {
        try
        {
            using ECDsa? key = certificate.GetECDsaPublicKey();
            string? name = key?.ExportParameters(includePrivateParameters: false).Curve.Oid.FriendlyName;

            // NIST's names; each platform has its own for the same curve.
            return name?.Replace("ECDSA_P", "P-", StringComparison.Ordinal).Replace("nistP", "P-", StringComparison.Ordinal)
                ?? OfOid(certificate.PublicKey.Oid);
        }
        catch (CryptographicException)
        {
            // A curve that this machine does not know.
            return OfOid(certificate.PublicKey.Oid);
        }
    }

    // Named by .NET as "sha256RSA", "sha256ECDSA", and so on; RSA-PSS keeps its hash in parameters, which Mbed TLS reads too.
    private static string Hash(Oid algorithm)
    {
        string name = OfOid(algorithm).ToUpperInvariant();
        string? hash = new[] { "SHA256", "SHA384", "SHA512", "SHA1", "MD5" }.FirstOrDefault(name.StartsWith);
        return hash ?? (algorithm.Value == RsaPss ? "RSA-PSS" : OfOid(algorithm));
    }

    private static string OfOid(Oid oid) => oid.FriendlyName ?? oid.Value ?? "?";
}
