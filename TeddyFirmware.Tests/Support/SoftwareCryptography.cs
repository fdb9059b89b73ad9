using System;
using TeddyFirmware.Platform;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>
    /// The cryptography of the seam in managed code, for interpreters that have none: HMAC as it is, and a cipher that stands for AES. Its key,
    /// its IV, its sizes and its direction count as those of AES do; what AES itself makes of them is tested with each
    /// platform's own (OnDevice/CryptographyContract.cs).
    /// </summary>
    public sealed class SoftwareCryptography : ICryptography
    {
        private const int HashBytes = 32;
        private const int BlockBytes = 16;

        /// <inheritdoc/>
        public void HmacSha256(byte[] key, byte[] data, int offset, int count, byte[] mac, int macOffset)
        {
            CheckRange(data, offset, count);
            CheckRange(mac, macOffset, HashBytes);
            byte[] shortKey = key.Length > Sha256.BlockBytes ? Sha256.Hash(key) : key;
            byte[] inner = new byte[Sha256.BlockBytes + count];
            byte[] outer = new byte[Sha256.BlockBytes + HashBytes];
            for (int i = 0; i < Sha256.BlockBytes; i++)
            {
                int keyByte = i < shortKey.Length ? shortKey[i] : 0;
                inner[i] = (byte)(keyByte ^ 0x36);
                outer[i] = (byte)(keyByte ^ 0x5C);
            }

            Array.Copy(data, offset, inner, Sha256.BlockBytes, count);
            Array.Copy(Sha256.Hash(inner), 0, outer, Sha256.BlockBytes, HashBytes);
            Array.Copy(Sha256.Hash(outer), 0, mac, macOffset, HashBytes);
        }

        /// <inheritdoc/>
        public void AesCbcEncrypt(byte[] key, byte[] iv, byte[] data, int offset, int count) => Shift(key, iv, data, offset, count, 1);

        /// <inheritdoc/>
        public void AesCbcDecrypt(byte[] key, byte[] iv, byte[] data, int offset, int count) => Shift(key, iv, data, offset, count, -1);

        private void Shift(byte[] key, byte[] iv, byte[] data, int offset, int count, int direction)
        {
            CheckSizes(key, iv, data, offset, count);
            byte[] seed = new byte[HashBytes];
            HmacSha256(key, iv, 0, iv.Length, seed, 0);
            byte[] stream = new byte[count];
            new ScriptedRandom((int)BigEndian.Read(seed, 1, 3)).Fill(stream);
            for (int i = 0; i < count; i++)
            {
                data[offset + i] = (byte)(data[offset + i] + (direction * stream[i]));
            }
        }

        private static void CheckSizes(byte[] key, byte[] iv, byte[] data, int offset, int count)
        {
            CheckRange(data, offset, count);
            if (key.Length != BlockBytes || iv.Length != BlockBytes || count < BlockBytes || count % BlockBytes != 0)
            {
                throw new ArgumentException();
            }
        }

        private static void CheckRange(byte[] array, int offset, int count)
        {
            if (offset < 0 || count < 0 || offset + count > array.Length)
            {
                throw new ArgumentException();
            }
        }
    }
}
