namespace TeddyFirmware.Tests.Support
{
    /// <summary>AES-128 on single blocks (FIPS 197) in managed code.</summary>
    public sealed class Aes128
    {
        /// <summary>The length of a block and of a key, in bytes.</summary>
        public const int BlockBytes = 16;

        private const int Rounds = 10;

        private static readonly byte[] Box = MakeBox();
        private static readonly byte[] InverseBox = Invert(Box);

        private readonly byte[] _roundKeys;

        /// <summary>Initializes a new instance of the <see cref="Aes128"/> class.</summary>
        /// <param name="key">16 bytes.</param>
        public Aes128(byte[] key) => _roundKeys = Expand(key);

        /// <summary>Encrypts one block in place.</summary>
        /// <param name="data">The array.</param>
        /// <param name="at">Where the block begins.</param>
        public void Encrypt(byte[] data, int at)
        {
            AddRoundKey(data, at, 0);
            for (int round = 1; round <= Rounds; round++)
            {
                Substitute(data, at, Box);
                ShiftRows(data, at, 1);
                if (round < Rounds)
                {
                    MixColumns(data, at);
                }

                AddRoundKey(data, at, round);
            }
        }

        /// <summary>Decrypts one block in place.</summary>
        /// <param name="data">The array.</param>
        /// <param name="at">Where the block begins.</param>
        public void Decrypt(byte[] data, int at)
        {
            for (int round = Rounds; round >= 1; round--)
            {
                AddRoundKey(data, at, round);
                if (round < Rounds)
                {
                    UnmixColumns(data, at);
                }

                ShiftRows(data, at, 3);
                Substitute(data, at, InverseBox);
            }

            AddRoundKey(data, at, 0);
        }

        private void AddRoundKey(byte[] data, int at, int round)
        {
            for (int i = 0; i < BlockBytes; i++)
            {
                data[at + i] ^= _roundKeys[(round * BlockBytes) + i];
            }
        }

        private static void Substitute(byte[] data, int at, byte[] box)
        {
            for (int i = at; i < at + BlockBytes; i++)
            {
                data[i] = box[data[i]];
            }
        }

        // Row r moves left by r columns; by 3r columns is the way back.
        private static void ShiftRows(byte[] data, int at, int step)
        {
            byte[] row = new byte[4];
            for (int r = 1; r < 4; r++)
            {
                for (int c = 0; c < 4; c++)
                {
                    row[c] = data[at + r + (4 * ((c + (r * step)) % 4))];
                }

                for (int c = 0; c < 4; c++)
                {
                    data[at + r + (4 * c)] = row[c];
                }
            }
        }

        private static void MixColumns(byte[] data, int at)
        {
            for (int i = at; i < at + BlockBytes; i += 4)
            {
                int all = data[i] ^ data[i + 1] ^ data[i + 2] ^ data[i + 3];
                int first = data[i];
                data[i] ^= (byte)(all ^ Double(data[i] ^ data[i + 1]));
                data[i + 1] ^= (byte)(all ^ Double(data[i + 1] ^ data[i + 2]));
                data[i + 2] ^= (byte)(all ^ Double(data[i + 2] ^ data[i + 3]));
                data[i + 3] ^= (byte)(all ^ Double(data[i + 3] ^ first));
            }
        }

        // The inverse matrix is the matrix itself after this step ("The Design of Rijndael", 4.1.3).
        private static void UnmixColumns(byte[] data, int at)
        {
            for (int i = at; i < at + BlockBytes; i += 4)
            {
                int even = Double(Double(data[i] ^ data[i + 2]));
                int odd = Double(Double(data[i + 1] ^ data[i + 3]));
                data[i] ^= (byte)even;
                data[i + 1] ^= (byte)odd;
                data[i + 2] ^= (byte)even;
                data[i + 3] ^= (byte)odd;
            }

            MixColumns(data, at);
        }

        private static byte[] Expand(byte[] key)
        {
            byte[] keys = new byte[(Rounds + 1) * BlockBytes];
            System.Array.Copy(key, 0, keys, 0, BlockBytes);
            int constant = 1;
            for (int i = BlockBytes; i < keys.Length; i++)
            {
                int previous = keys[i - 4];
                if (i % BlockBytes < 4)
                {
                    // The word before, rotated by a byte; the rotation takes its first byte last.
                    int rotated = i % BlockBytes == 3 ? keys[i - 7] : keys[i - 3];
                    previous = Box[rotated] ^ (i % BlockBytes == 0 ? constant : 0);
                }

                keys[i] = (byte)(keys[i - BlockBytes] ^ previous);
                constant = i % BlockBytes == 15 ? Double(constant) : constant;
            }

            return keys;
        }

        private static int Double(int value) => ((value << 1) ^ ((value & 0x80) != 0 ? 0x1B : 0)) & 0xFF;

        // 3 generates the field: p walks through all its elements, q through their inverses.
        private static byte[] MakeBox()
        {
            byte[] box = new byte[256];
            int p = 1;
            int q = 1;
            do
            {
                p ^= Double(p);
                q = (q ^ (q << 1)) & 0xFF;
                q = (q ^ (q << 2)) & 0xFF;
                q = (q ^ (q << 4)) & 0xFF;
                q ^= (q & 0x80) != 0 ? 0x09 : 0;
                int twice = q | (q << 8);
                box[p] = (byte)(q ^ (twice >> 7) ^ (twice >> 6) ^ (twice >> 5) ^ (twice >> 4) ^ 0x63);
            }
            while (p != 1);
            box[0] = 0x63;
            return box;
        }

        private static byte[] Invert(byte[] box)
        {
            byte[] inverse = new byte[256];
            for (int i = 0; i < 256; i++)
            {
                inverse[box[i]] = (byte)i;
            }

            return inverse;
        }
    }
}
