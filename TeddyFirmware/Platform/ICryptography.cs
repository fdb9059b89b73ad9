namespace TeddyFirmware.Platform
{
    /// <summary>
    /// HMAC-SHA256 and AES-128-CBC as the machine's own code computes them, on parts of arrays and without copies
    /// where the machine can.
    /// </summary>
    /// <remarks>
    /// The two class libraries differ exactly here (nanoFramework's <c>Aes</c> has no padding, takes only 16-byte keys
    /// and works without an IV silently; its <c>HMACSHA256</c> wipes the caller's key), so it is a seam.
    /// </remarks>
    public interface ICryptography
    {
        /// <summary>Computes HMAC-SHA256 (RFC 2104) of a part of an array.</summary>
        /// <param name="key">The key, 1 byte or more; it is not changed.</param>
        /// <param name="data">The array that holds the message.</param>
        /// <param name="offset">Where the message begins.</param>
        /// <param name="count">The message's length in bytes; may be 0.</param>
        /// <param name="mac">Takes the 32 bytes of the result; may be <paramref name="data"/> itself, outside the message.</param>
        /// <param name="macOffset">Where the result goes.</param>
        /// <exception cref="System.ArgumentException">A range lies outside its array.</exception>
        void HmacSha256(byte[] key, byte[] data, int offset, int count, byte[] mac, int macOffset);

        /// <summary>Encrypts a part of an array in place with AES-128-CBC, without padding.</summary>
        /// <param name="key">16 bytes.</param>
        /// <param name="iv">16 bytes; not changed.</param>
        /// <param name="data">The array that holds the plain text and takes the cipher text.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length: a multiple of 16, at least 16.</param>
        /// <exception cref="System.ArgumentException">A key, IV or length is not of the size above.</exception>
        void AesCbcEncrypt(byte[] key, byte[] iv, byte[] data, int offset, int count);

        /// <summary>Decrypts a part of an array in place with AES-128-CBC, without looking at padding.</summary>
        /// <param name="key">16 bytes.</param>
        /// <param name="iv">16 bytes; not changed.</param>
        /// <param name="data">The array that holds the cipher text and takes the plain text.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length: a multiple of 16, at least 16.</param>
        /// <exception cref="System.ArgumentException">A key, IV or length is not of the size above.</exception>
        void AesCbcDecrypt(byte[] key, byte[] iv, byte[] data, int offset, int count);
    }
}
