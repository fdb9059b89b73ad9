using System;
using System.Security.Cryptography;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>HMAC-SHA256 and AES-128-CBC of nanoFramework.System.Security.Cryptography, with its traps closed.</summary>
    /// <remarks>
    /// The native functions (facts page, sections 4.2 and 4.3) know only whole arrays, never check the length of an IV,
    /// and take a missing IV for a random one in silence; an <c>HMACSHA256</c> object wipes its caller's key when it is
    /// disposed. So sizes are checked here, key and IV are set for every call, the MAC is computed by the static
    /// <c>HashData</c>, and parts of arrays go through copies that are wiped.
    /// </remarks>
    public sealed class Esp32Cryptography : ICryptography
    {
        private const int BlockBytes = 16;
        private const int MacBytes = 32;

        /// <inheritdoc/>
        public void HmacSha256(byte[] key, byte[] data, int offset, int count, byte[] mac, int macOffset)
        {
            CheckRange(data, offset, count);
            CheckRange(mac, macOffset, MacBytes);
            if (key == null || key.Length == 0)
            {
                throw new ArgumentException();
            }

            bool isWhole = offset == 0 && count == data.Length;
            byte[] message = isWhole ? data : Copy(data, offset, count);
            byte[] result = HMACSHA256.HashData(key, message);
            if (!isWhole)
            {
                Array.Clear(message, 0, count);
            }

            Array.Copy(result, 0, mac, macOffset, MacBytes);
            Array.Clear(result, 0, MacBytes);
        }

        /// <inheritdoc/>
        public void AesCbcEncrypt(byte[] key, byte[] iv, byte[] data, int offset, int count) => Transform(key, iv, data, offset, count, true);

        /// <inheritdoc/>
        public void AesCbcDecrypt(byte[] key, byte[] iv, byte[] data, int offset, int count) => Transform(key, iv, data, offset, count, false);

        private static void Transform(byte[] key, byte[] iv, byte[] data, int offset, int count, bool encrypts)
        {
            CheckRange(data, offset, count);
            bool areBlocks = count > 0 && count % BlockBytes == 0;
            if (!areBlocks || key == null || key.Length != BlockBytes || iv == null || iv.Length != BlockBytes)
            {
                throw new ArgumentException();
            }

            Aes aes = new Aes(CipherMode.CBC);
            aes.Key = key;
            aes.IV = iv;
            byte[] source = Copy(data, offset, count);
            byte[] result = encrypts ? aes.Encrypt(source) : aes.Decrypt(source);
            Array.Copy(result, 0, data, offset, count);
            Array.Clear(source, 0, count);
            Array.Clear(result, 0, count);
        }

        private static void CheckRange(byte[] array, int offset, int count)
        {
            if (array == null || offset < 0 || count < 0 || offset > array.Length - count)
            {
                throw new ArgumentException();
            }
        }

        private static byte[] Copy(byte[] source, int offset, int count)
        {
            byte[] copy = new byte[count];
            Array.Copy(source, offset, copy, 0, count);
            return copy;
        }
    }
}
