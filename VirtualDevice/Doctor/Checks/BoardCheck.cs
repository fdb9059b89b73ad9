namespace VirtualDevice.Doctor.Checks;

/// <summary>The chain's keys and signatures, against what a board's Mbed TLS takes.</summary>
/// <remarks>
/// The runtime leaves Mbed TLS its default profile (nf-interpreter, ssl_generic_init_internal.cpp; Mbed TLS 3.6,
/// mbedtls_x509_crt_profile_default): SHA-256 and longer, RSA from 2048 bits, curves from 256 bits. Its RSA runs on the chip's
/// multiplier (CONFIG_MBEDTLS_HARDWARE_MPI), which ends at 4096 bits, on the ESP32-C3 at 3072.
/// </remarks>
internal sealed class BoardCheck : IDoctorCheck
{
    private const int MinRsaBits = 2048;
    private const int MaxRsaBits = 4096;

    private static readonly string[] s_curves = ["P-256", "P-384", "P-521", "secP256k1", "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1"];

    private static readonly string[] s_hashes = ["SHA256", "SHA384", "SHA512", "RSA-PSS"];

    /// <inheritdoc />
    public Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop) => Task.FromResult(Judge(context.Handshake.Chain));

    /// <summary>Judges a chain, the server's certificate first and the root last.</summary>
    internal static Finding[] Judge(IReadOnlyList<CertificateFacts> chain)
    {
        var findings = new List<Finding>();
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
        return findings.Count > 0 ? [.. findings] : [Finding.Ok($"Mbed TLS takes the chain: {keys}")];
    }

    private static string? Problem(CertificateFacts link, bool isRoot) =>
        link.KeyBits is > 0 and < MinRsaBits ? $"has an RSA key of only {link.KeyBits} bits"
        : link.KeyBits > MaxRsaBits ? $"has an RSA key of {link.KeyBits} bits, more than the chip can do"
        : link.KeyBits == 0 && !s_curves.Contains(link.Key, StringComparer.OrdinalIgnoreCase) ? $"has a key of a kind or curve ({link.Key}) that is not known to it"
        : !isRoot && !s_hashes.Contains(link.SignatureHash) ? $"is signed with {link.SignatureHash}"
        : null;

    private static string Key(CertificateFacts link) => link.KeyBits > 0 ? $"RSA {link.KeyBits}" : link.Key;
}
