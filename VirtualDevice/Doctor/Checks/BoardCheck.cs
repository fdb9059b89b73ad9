using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace VirtualDevice.Doctor.Checks;

/// <summary>The chain's keys, signatures and usages, against what a board's Mbed TLS takes.</summary>
/// <remarks>
/// The runtime leaves Mbed TLS its default profile (nf-interpreter, ssl_generic_init_internal.cpp; Mbed TLS 3.6,
/// mbedtls_x509_crt_profile_default): SHA-256 and longer, RSA from 2048 bits, curves from 256 bits. Its RSA runs on the chip's
/// multiplier (CONFIG_MBEDTLS_HARDWARE_MPI), which ends at 4096 bits, on the ESP32-C3 at 3072. Unlike OpenSSL it wants a keyUsage to
/// fit the suite, also for RSA (ssl_tls.c, mbedtls_ssl_check_cert_usage): digitalSignature for ECDHE, keyEncipherment for RSA.
/// </remarks>
internal sealed class BoardCheck : IDoctorCheck
{
    private const int MinRsaBits = 2048;
    private const int MaxRsaBits = 4096;

    private static readonly string[] s_curves = ["P-256", "P-384", "P-521", "secP256k1", "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1"];

    private static readonly string[] s_hashes = ["SHA256", "SHA384", "SHA512", "RSA-PSS"];

    /// <inheritdoc />
    public Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop)
    {
        // A server may keep one chain for TLS 1.3 and another for 1.2.
        Handshake seen = context.BoardHandshake ?? context.Handshake;
        int suite = context.Peer.Flight!.Suite;
        return Task.FromResult(Judge(seen.Chain, suite == 0 || Tls12Check.IsEphemeral((TlsCipherSuite)suite)));
    }

    /// <summary>Judges a chain, the server's certificate first and the root last.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="isEphemeral">The suite takes its keys from ECDHE, and not from the certificate.</param>
    internal static Finding[] Judge(IReadOnlyList<CertificateFacts> chain, bool isEphemeral = true)
    {
        var findings = new List<Finding>();
        X509KeyUsageFlags needed = isEphemeral ? X509KeyUsageFlags.DigitalSignature : X509KeyUsageFlags.KeyEncipherment;
        if (!chain[0].May(needed))
        {
            findings.Add(Finding.Fail(
                $"\"{chain[0].Name}\" has the keyUsage {chain[0].Usage}, without {needed}: a board refuses it",
                "get a certificate with the keyUsage digitalSignature, or with none"));
        }

        if (!chain[0].IsForServers)
        {
            findings.Add(Finding.Fail(
                $"\"{chain[0].Name}\" is not for TLS servers by its extended key usage: a board refuses it",
                "get a certificate with the extended key usage serverAuth, or with none"));
        }

        for (int i = 0; i < chain.Count; i++)
        {
            // The root is trusted for its key; nobody checks its signature on itself.
            bool isRoot = i == chain.Count - 1;
            if (Problem(chain[i], isRoot) is { } problem)
            {
                findings.Add(Finding.Fail(
                    $"\"{chain[i].Name}\" {problem}: a board refuses it",
                    isRoot ? "use a server certificate of another authority" : "get a certificate with RSA 2048 to 4096 or P-256, signed with SHA-256"));
            }
        }

        string keys = string.Join(", ", chain.Select(Key).Distinct());
        return findings.Count > 0 ? [.. findings] : [Finding.Ok($"Mbed TLS takes the chain: {keys}; usages fit")];
    }

    private static string? Problem(CertificateFacts link, bool isRoot) =>
        link.KeyBits is > 0 and < MinRsaBits ? $"has an RSA key of only {link.KeyBits} bits"
        : link.KeyBits > MaxRsaBits ? $"has an RSA key of {link.KeyBits} bits, more than the chip can do"
        : link.KeyBits == 0 && !s_curves.Contains(link.Key, StringComparer.OrdinalIgnoreCase) ? $"has a key of a kind or curve ({link.Key}) that is not known to it"
        : !isRoot && !s_hashes.Contains(link.SignatureHash) ? $"is signed with {link.SignatureHash}"
        : null;

    private static string Key(CertificateFacts link) => link.KeyBits > 0 ? $"RSA {link.KeyBits}" : link.Key;
}
