using System.Buffers.Binary;
using System.Net.Security;
using System.Security.Authentication;
using TeddyFirmware.Dialing;
using TeddyFirmware.Wire;

namespace VirtualDevice.Platform;

/// <summary>TLS as a board has it: 1.2 and nothing else (contract, section 5), with the cipher suites of its Mbed TLS.</summary>
/// <remarks>The size of a record is left as it is: .NET has no setting for it.</remarks>
internal static class BoardTls
{
    // OpenSSL picks among them as the server does, so their order is of no weight.
    private static readonly TlsCipherSuite[] s_boardSuites =
        [.. Hex.Decode(ClientHello.Suites).Chunk(2).Select(number => (TlsCipherSuite)BinaryPrimitives.ReadUInt16BigEndian(number))];

    /// <summary>Takes away what a board does not have.</summary>
    public static void Limit(SslClientAuthenticationOptions options)
    {
        options.EnabledSslProtocols = SslProtocols.Tls12;

        // Windows has no way to say it for one connection, and macOS' own TLS neither.
        if (OperatingSystem.IsLinux())
        {
            options.CipherSuitesPolicy = new CipherSuitesPolicy(s_boardSuites);
        }
    }
}
