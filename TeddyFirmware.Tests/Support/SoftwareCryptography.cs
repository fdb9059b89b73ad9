using System;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>The cryptography of the seam in managed code: slow, and runs on every interpreter.</summary>
    public sealed class SoftwareCryptography : ICryptography
    {
        private const int HashBytes = 32;

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
        public void AesCbcEncrypt(byte[] key, byte[] iv, byte[] data, int offset, int count)
        {
            CheckSizes(key, iv, data, offset, count);
            Aes128 aes = new Aes128(key);
            byte[] previous = new byte[Aes128.BlockBytes];
            Array.Copy(iv, 0, previous, 0, previous.Length);
            for (int at = offset; at < offset + count; at += Aes128.BlockBytes)
            {
                Mix(data, at, previous);
                aes.Encrypt(data, at);
                Array.Copy(data, at, previous, 0, previous.Length);
            }
        }

        /// <inheritdoc/>
        public void AesCbcDecrypt(byte[] key, byte[] iv, byte[] data, int offset, int count)
        {
            CheckSizes(key, iv, data, offset, count);
            Aes128 aes = new Aes128(key);
            byte[] previous = new byte[Aes128.BlockBytes];
            byte[] current = new byte[Aes128.BlockBytes];
            Array.Copy(iv, 0, previous, 0, previous.Length);
            for (int at = offset; at < offset + count; at += Aes128.BlockBytes)
            {
                Array.Copy(data, at, current, 0, current.Length);
                aes.Decrypt(data, at);
                Mix(data, at, previous);
                Array.Copy(current, 0, previous, 0, current.Length);
            }
        }

        private static void Mix(byte[] data, int at, byte[] previous)
        {
            for (int i = 0; i < previous.Length; i++)
            {
                data[at + i] ^= previous[i];
            }
        }

        private static void CheckSizes(byte[] key, byte[] iv, byte[] data, int offset, int count)
        {
            CheckRange(data, offset, count);
            if (key.Length != Aes128.BlockBytes || iv.Length != Aes128.BlockBytes || count < 16 || count % 16 != 0)
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
