using System.Net.Security;
using System.Security.Authentication;

namespace VirtualDevice.Doctor.Checks;

/// <summary>A handshake as a board does it: TLS 1.2 and nothing else (contract, section 5), with the cipher suites of its Mbed TLS.</summary>
internal sealed class Tls12Check : IDoctorCheck
{
    // nf-interpreter, sdkconfig.default: ECDHE with AES in GCM and CBC; no ChaCha20. The suites of plain RSA are left out on purpose.
    private static readonly TlsCipherSuite[] s_boardSuites =
    [
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256,
    ];

    /// <inheritdoc />
    public async Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop)
    {
        try
        {
            Handshake handshake = await Handshake.RunAsync(context, AsBoard, stop);
            if (handshake.IsDone)
            {
                return [Finding.Ok("the server takes TLS 1.2 alone, as a board offers it")];
            }
        }
        catch (TimeoutException)
        {
            // Refused in silence.
        }

        return [Finding.Fail(
            "the server refuses TLS 1.2: a PC gets through, a board does not",
            "let the server accept TLS 1.2 with ECDHE and AES-GCM, beside 1.3")];
    }

    private static void AsBoard(SslClientAuthenticationOptions options)
    {
        options.EnabledSslProtocols = SslProtocols.Tls12;

        // Windows has no way to say it for one connection, and macOS' own TLS neither.
        if (OperatingSystem.IsLinux())
        {
            options.CipherSuitesPolicy = new CipherSuitesPolicy(s_boardSuites);
        }
    }
}
