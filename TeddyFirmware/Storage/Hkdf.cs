using System;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Storage
{
    /// <summary>HKDF with HMAC-SHA256 (RFC 5869).</summary>
    public static class Hkdf
    {
        /// <summary>The length of HMAC-SHA256's result, in bytes.</summary>
        public const int HashBytes = 32;

        /// <summary>Step 1, extract (RFC 5869, 2.2).</summary>
        /// <param name="cryptography">The machine's HMAC.</param>
        /// <param name="salt">The salt; an empty one stands for 32 zero bytes.</param>
        /// <param name="keyMaterial">The input keying material.</param>
        /// <returns>The pseudorandom key, 32 bytes.</returns>
        public static byte[] Extract(ICryptography cryptography, byte[] salt, byte[] keyMaterial)
        {
            byte[] key = new byte[HashBytes];
            byte[] effectiveSalt = salt.Length == 0 ? new byte[HashBytes] : salt;
            cryptography.HmacSha256(effectiveSalt, keyMaterial, 0, keyMaterial.Length, key, 0);
            return key;
        }

        /// <summary>Step 2, expand (RFC 5869, 2.3).</summary>
        /// <param name="cryptography">The machine's HMAC.</param>
        /// <param name="pseudorandomKey">What <see cref="Extract"/> returned.</param>
        /// <param name="info">What the key is for.</param>
        /// <param name="length">How many bytes are wanted, 1–255 × 32.</param>
        /// <returns>The output keying material.</returns>
        /// <exception cref="ArgumentException">More is wanted than HKDF can give.</exception>
        public static byte[] Expand(ICryptography cryptography, byte[] pseudorandomKey, byte[] info, int length) =>
            Expand(cryptography, pseudorandomKey, info, 0, length);

        /// <summary>Step 2, expand (RFC 5869, 2.3), with the end of an array as the info.</summary>
        /// <param name="cryptography">The machine's HMAC.</param>
        /// <param name="pseudorandomKey">What <see cref="Extract"/> returned.</param>
        /// <param name="info">The array whose end tells what the key is for.</param>
        /// <param name="infoOffset">Where that begins.</param>
        /// <param name="length">How many bytes are wanted, 1–255 × 32.</param>
        /// <returns>The output keying material.</returns>
        /// <exception cref="ArgumentException">More is wanted than HKDF can give.</exception>
        public static byte[] Expand(ICryptography cryptography, byte[] pseudorandomKey, byte[] info, int infoOffset, int length)
        {
            if (length < 1 || length > 255 * HashBytes)
            {
                throw new ArgumentException("length");
            }

            // One array for T(i-1) | info | i: the first round leaves T(0), which is empty, out.
            int infoLength = info.Length - infoOffset;
            byte[] input = new byte[HashBytes + infoLength + 1];
            byte[] output = new byte[length];
            Array.Copy(info, infoOffset, input, HashBytes, infoLength);
            int done = 0;
            for (int round = 1; done < length; round++)
            {
                input[input.Length - 1] = (byte)round;
                int skipped = round == 1 ? HashBytes : 0;
                cryptography.HmacSha256(pseudorandomKey, input, skipped, input.Length - skipped, input, 0);
                int part = length - done < HashBytes ? length - done : HashBytes;
                Array.Copy(input, 0, output, done, part);
                done += part;
            }

            return output;
        }
    }
}
