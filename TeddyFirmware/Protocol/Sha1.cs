namespace TeddyFirmware.Protocol
{
    /// <summary>SHA-1 (RFC 3174), for the accept key of a WebSocket upgrade (RFC 6455, 4.2.2) and nothing else.</summary>
    /// <remarks>
    /// The native crypto package has no SHA-1, and the WebSocket library's own is internal (facts page, section 4.1).
    /// The accept key proves that the server speaks WebSocket, not who it is, so SHA-1's weakness does not matter.
    /// </remarks>
    public static class Sha1
    {
        /// <summary>The length of a hash, in bytes.</summary>
        public const int HashBytes = 20;

        private const int BlockBytes = 64;

        /// <summary>Computes the hash of a whole array.</summary>
        /// <param name="message">The message, which may be empty.</param>
        /// <returns>20 bytes.</returns>
        public static byte[] Hash(byte[] message)
        {
            uint[] state = { 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0 };
            byte[] padded = Pad(message);
            uint[] words = new uint[80];
            for (int at = 0; at < padded.Length; at += BlockBytes)
            {
                AddBlock(state, padded, at, words);
            }

            byte[] hash = new byte[HashBytes];
            for (int i = 0; i < HashBytes; i++)
            {
                hash[i] = (byte)(state[i / 4] >> (24 - (8 * (i % 4))));
            }

            return hash;
        }

        // RFC 3174, section 4: a 1 bit, zeros, and the length in bits as the block's last 8 bytes.
        private static byte[] Pad(byte[] message)
        {
            int blocks = (message.Length + 8) / BlockBytes + 1;
            byte[] padded = new byte[blocks * BlockBytes];
            System.Array.Copy(message, padded, message.Length);
            padded[message.Length] = 0x80;
            int bits = message.Length * 8;
            for (int i = 1; i <= 4; i++)
            {
                padded[padded.Length - i] = (byte)bits;
                bits >>= 8;
            }

            return padded;
        }

        // RFC 3174, section 6.1.
        private static void AddBlock(uint[] state, byte[] padded, int at, uint[] words)
        {
            for (int t = 0; t < 80; t++)
            {
                int from = at + (4 * t);
                words[t] = t < 16
                    ? ((uint)padded[from] << 24) | ((uint)padded[from + 1] << 16) | ((uint)padded[from + 2] << 8) | padded[from + 3]
                    : Rotate(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1);
            }

            uint a = state[0];
            uint b = state[1];
            uint c = state[2];
            uint d = state[3];
            uint e = state[4];
            for (int t = 0; t < 80; t++)
            {
                uint mixed = t < 20 ? ((b & c) | (~b & d)) + 0x5A827999
                    : t < 40 ? (b ^ c ^ d) + 0x6ED9EBA1
                    : t < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC
                    : (b ^ c ^ d) + 0xCA62C1D6;
                uint next = Rotate(a, 5) + mixed + e + words[t];
                e = d;
                d = c;
                c = Rotate(b, 30);
                b = a;
                a = next;
            }

            state[0] += a;
            state[1] += b;
            state[2] += c;
            state[3] += d;
            state[4] += e;
        }

        private static uint Rotate(uint value, int bits) => (value << bits) | (value >> (32 - bits));
    }
}
