using System;
using System.Text;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Dialing
{
    /// <summary>A ClientHello like that of a board's Mbed TLS (RFC 5246, 7.4.1.2): TLS 1.2, with the name of the host.</summary>
    /// <remarks>
    /// It asks a peer whether it answers at all, before a handshake that nothing can interrupt (facts page, 16.6), and
    /// tells the doctor what the peer would agree to with a board.
    /// </remarks>
    public static class ClientHello
    {
        /// <summary>How many random bytes it takes.</summary>
        public const int RandomBytes = 32;

        /// <summary>The cipher suites, four hexadecimal digits each, IANA's numbers.</summary>
        /// <remarks>Mbed TLS 3.6 as nf-interpreter's sdkconfig.default leaves it: AES in GCM and CBC, keys by ECDHE and RSA, neither ChaCha20 nor DHE.</remarks>
        public const string Suites = "c02cc030c024c028c00ac014c02bc02fc023c027c009c013" + "009d003d0035009c003c002f";

        private const int ServerNameHeadBytes = 9;

        // Says that secure renegotiation is understood (RFC 5746, 3.3).
        private const string RenegotiationSuite = "00ff";

        // Groups x25519, P-256, P-384, P-521 (RFC 8422, 5.1.1); points uncompressed; signatures by ECDSA, RSA-PSS and RSA
        // with SHA-256 to SHA-512 (RFC 8446, 4.2.3); extended master secret (RFC 7627).
        private const string Extensions =
            "000a000a0008001d001700180019" + "000b00020100" + "000d00140012" + "040305030603" + "080408050806" + "040105010601" + "00170000";

        /// <summary>Builds one.</summary>
        /// <param name="host">The host's name; an address goes unnamed (RFC 6066, 3).</param>
        /// <param name="random">The client's random bytes, <see cref="RandomBytes"/> of them.</param>
        /// <returns>The whole record.</returns>
        public static byte[] Build(string host, byte[] random)
        {
            byte[] suites = Hex.Decode(Suites + RenegotiationSuite);
            byte[] extensions = Hex.Decode(Extensions);
            byte[] name = HostName.IsAddress(host) ? new byte[0] : Encoding.UTF8.GetBytes(host);
            int nameBytes = name.Length == 0 ? 0 : ServerNameHeadBytes + name.Length;
            int bodyBytes = 2 + RandomBytes + 1 + 2 + suites.Length + 2 + 2 + nameBytes + extensions.Length;
            byte[] record = new byte[5 + 4 + bodyBytes];

            // Version 3.1 outside: old servers stumble over a newer one there (RFC 5246, E.1).
            BigEndian.Write(record, 0, 3, 0x160301);
            BigEndian.Write(record, 3, 2, 4 + bodyBytes);
            BigEndian.Write(record, 5, 4, 0x01000000 + bodyBytes);
            BigEndian.Write(record, 9, 2, 0x0303);
            Array.Copy(random, 0, record, 11, RandomBytes);
            int at = 11 + RandomBytes + 1;
            BigEndian.Write(record, at, 2, suites.Length);
            Array.Copy(suites, 0, record, at + 2, suites.Length);
            at += 2 + suites.Length;

            // One way to compress: none.
            BigEndian.Write(record, at, 2, 0x0100);
            BigEndian.Write(record, at + 2, 2, nameBytes + extensions.Length);
            at = WriteServerName(record, at + 4, name);
            Array.Copy(extensions, 0, record, at, extensions.Length);
            return record;
        }

        // RFC 6066, section 3; type 0 of extension and of name is the zero that is there already.
        private static int WriteServerName(byte[] record, int at, byte[] name)
        {
            if (name.Length == 0)
            {
                return at;
            }

            BigEndian.Write(record, at + 2, 2, name.Length + 5);
            BigEndian.Write(record, at + 4, 2, name.Length + 3);
            BigEndian.Write(record, at + 7, 2, name.Length);
            Array.Copy(name, 0, record, at + ServerNameHeadBytes, name.Length);
            return at + ServerNameHeadBytes + name.Length;
        }
    }
}
