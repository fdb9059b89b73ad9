namespace TeddyFirmware.Tests.Support
{
    /// <summary>SHA-256 (FIPS 180-4, 6.2) in managed code, because the stock interpreter has no native one.</summary>
    public static class Sha256
    {
        /// <summary>The block that the function works on, in bytes.</summary>
        public const int BlockBytes = 64;

        private static readonly uint[] s_constants =
        {
            0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
            0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
            0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
            0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
            0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
            0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
            0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
            0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
        };

        /// <summary>Hashes a whole array.</summary>
        /// <param name="data">The message.</param>
        /// <returns>32 bytes.</returns>
        public static byte[] Hash(byte[] data)
        {
            byte[] padded = Pad(data);
            uint[] state =
            {
                0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
            };
            uint[] schedule = new uint[64];
            for (int at = 0; at < padded.Length; at += BlockBytes)
            {
                Expand(padded, at, schedule);
                Compress(state, schedule);
            }

            byte[] hash = new byte[32];
            for (int i = 0; i < hash.Length; i++)
            {
                hash[i] = (byte)(state[i / 4] >> (24 - (8 * (i % 4))));
            }

            return hash;
        }

        private static byte[] Pad(byte[] data)
        {
            int length = ((data.Length + 8) / BlockBytes * BlockBytes) + BlockBytes;
            byte[] padded = new byte[length];
            System.Array.Copy(data, 0, padded, 0, data.Length);
            padded[data.Length] = 0x80;
            long bits = (long)data.Length * 8;
            for (int i = 0; i < 8; i++)
            {
                padded[length - 1 - i] = (byte)(bits >> (8 * i));
            }

            return padded;
        }

        private static void Expand(byte[] data, int at, uint[] w)
        {
            for (int i = 0; i < 16; i++)
            {
                w[i] = ((uint)data[at] << 24) | ((uint)data[at + 1] << 16) | ((uint)data[at + 2] << 8) | data[at + 3];
                at += 4;
            }

            for (int i = 16; i < 64; i++)
            {
                uint a = w[i - 15];
                uint b = w[i - 2];
                uint small0 = ((a >> 7) | (a << 25)) ^ ((a >> 18) | (a << 14)) ^ (a >> 3);
                uint small1 = ((b >> 17) | (b << 15)) ^ ((b >> 19) | (b << 13)) ^ (b >> 10);
                w[i] = w[i - 16] + small0 + w[i - 7] + small1;
            }
        }

        private static void Compress(uint[] state, uint[] w)
        {
            uint a = state[0], b = state[1], c = state[2], d = state[3];
            uint e = state[4], f = state[5], g = state[6], h = state[7];
            for (int i = 0; i < 64; i++)
            {
                uint big1 = ((e >> 6) | (e << 26)) ^ ((e >> 11) | (e << 21)) ^ ((e >> 25) | (e << 7));
                uint first = h + big1 + ((e & f) ^ (~e & g)) + s_constants[i] + w[i];
                uint big0 = ((a >> 2) | (a << 30)) ^ ((a >> 13) | (a << 19)) ^ ((a >> 22) | (a << 10));
                uint second = big0 + ((a & b) ^ (a & c) ^ (b & c));
                h = g;
                g = f;
                f = e;
                e = d + first;
                d = c;
                c = b;
                b = a;
                a = first + second;
            }

            state[0] += a;
            state[1] += b;
            state[2] += c;
            state[3] += d;
            state[4] += e;
            state[5] += f;
            state[6] += g;
            state[7] += h;
        }
    }
}
