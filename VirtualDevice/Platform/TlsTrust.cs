using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VirtualDevice.Platform;

/// <summary>The authorities that a device trusts, and how it checks a server against them (contract, section 5).</summary>
/// <remarks>
/// Chain, dates and host name are always checked, and only against these authorities: the PC's own have no say. There is
/// no way to switch that off. Revocation is not asked for, because the board cannot ask either, and a PC that is stricter
/// than the board would hide what the board does.
/// </remarks>
public sealed class TlsTrust
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private readonly X509Certificate2[] _authorities;

    private TlsTrust(X509Certificate2[] authorities) => _authorities = authorities;

    /// <summary>The authorities, in the bundle's order.</summary>
    internal IReadOnlyList<X509Certificate2> Authorities => _authorities;

    /// <summary>Reads a CA bundle.</summary>
    /// <param name="path">A PEM file with one or more certificates.</param>
    /// <returns>The trust in just these.</returns>
    /// <exception cref="CryptographicException">It holds no certificate, or a broken one.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TlsTrust FromPemFile(string path) => FromPem(File.ReadAllText(path));

    /// <summary>Reads a CA bundle.</summary>
    /// <param name="pem">PEM text with one or more certificates.</param>
    /// <returns>The trust in just these.</returns>
    /// <exception cref="CryptographicException">It holds no certificate, or a broken one.</exception>
    public static TlsTrust FromPem(string pem)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        return authorities.Count > 0
            ? new TlsTrust([.. authorities])
            : throw new CryptographicException("There is no certificate in the PEM text.");
    }

    /// <summary>The settings of one handshake.</summary>
    /// <param name="utcNow">The device's time, by which certificates are in date or not.</param>
    internal SslClientAuthenticationOptions CreateOptions(DateTimeOffset utcNow)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationTime = utcNow.LocalDateTime,

            // A certificate must not be able to send us to a host of its choice for a missing link of its chain.
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(_authorities);
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        return new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = policy,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,

            // Every connection proves itself anew, as on the board; devices of one process share no TLS session.
            AllowTlsResume = false,
        };
    }
}
