using System.Security.Cryptography;

namespace VirtualDevice.Platform;

/// <summary>HMAC-SHA256 and AES-128-CBC of .NET, on spans: nothing is copied.</summary>
public sealed class PcCryptography : ICryptography
{
    private const int AesKeyBytes = 16;
    private const int AesBlockBytes = 16;

    /// <inheritdoc />
    public void HmacSha256(byte[] key, byte[] data, int offset, int count, byte[] mac, int macOffset)
    {
        if (key.Length == 0)
        {
            throw new ArgumentException("A key has 1 byte or more.", nameof(key));
        }

        HMACSHA256.HashData(key, data.AsSpan(offset, count), mac.AsSpan(macOffset, HMACSHA256.HashSizeInBytes));
    }

    /// <inheritdoc />
    public void AesCbcEncrypt(byte[] key, byte[] iv, byte[] data, int offset, int count)
    {
        using Aes aes = Create(key, iv, count);
        Span<byte> part = data.AsSpan(offset, count);
        aes.EncryptCbc(part, iv, part, PaddingMode.None);
    }

    /// <inheritdoc />
    public void AesCbcDecrypt(byte[] key, byte[] iv, byte[] data, int offset, int count)
    {
        using Aes aes = Create(key, iv, count);
        Span<byte> part = data.AsSpan(offset, count);
        aes.DecryptCbc(part, iv, part, PaddingMode.None);
    }

    // .NET would take longer keys, and an empty text: the board does not, so the PC must not either.
    private static Aes Create(byte[] key, byte[] iv, int count)
    {
        if (key.Length != AesKeyBytes || iv.Length != AesBlockBytes || count < AesBlockBytes || count % AesBlockBytes != 0)
        {
            throw new ArgumentException("AES-128-CBC takes a key and an IV of 16 bytes and a text of whole blocks.");
        }

        var aes = Aes.Create();
        aes.Key = key;
        return aes;
    }
}
