namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>Published vectors, computed on parts of arrays.</summary>
public sealed class PcCryptographyTests
{
    private readonly PcCryptography _cryptography = new();

    [Theory]
    [InlineData("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "4869205468657265", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")]
    [InlineData("4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd", "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe")]
    [InlineData("0102030405060708090a0b0c0d0e0f10111213141516171819", "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd", "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b")]
    public void HMAC_gives_the_results_of_RFC_4231(string key, string data, string expected)
    {
        byte[] message = Convert.FromHexString(data);
        byte[] buffer = new byte[3 + message.Length + 32 + 1];
        message.CopyTo(buffer, 3);
        byte[] secret = Convert.FromHexString(key);

        _cryptography.HmacSha256(secret, buffer, 3, message.Length, buffer, 3 + message.Length);

        Assert.Equal(expected, Convert.ToHexStringLower(buffer.AsSpan(3 + message.Length, 32)));
        Assert.Equal(key, Convert.ToHexStringLower(secret));
        Assert.Equal(0, buffer[^1]);
    }

    [Theory]
    [InlineData(6, "Test Using Larger Than Block-Size Key - Hash Key First", "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")]
    [InlineData(7, "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.", "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2")]
    public void HMAC_takes_the_long_keys_of_RFC_4231(int number, string text, string expected)
    {
        byte[] key = new byte[131];
        Array.Fill(key, (byte)0xaa);
        byte[] data = Encoding.ASCII.GetBytes(text);
        byte[] mac = new byte[32];

        _cryptography.HmacSha256(key, data, 0, data.Length, mac, 0);

        Assert.True(expected == Convert.ToHexStringLower(mac), $"case {number}");
    }

    [Fact]
    public void AES_128_CBC_gives_the_results_of_NIST_SP_800_38A_in_place_and_back()
    {
        const string Plain = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";
        const string Cipher = "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b273bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7";
        byte[] key = Convert.FromHexString("2b7e151628aed2a6abf7158809cf4f3c");
        byte[] iv = Convert.FromHexString("000102030405060708090a0b0c0d0e0f");
        byte[] data = [0xEE, .. Convert.FromHexString(Plain), 0xEE];

        _cryptography.AesCbcEncrypt(key, iv, data, 1, 64);
        Assert.Equal("ee" + Cipher + "ee", Convert.ToHexStringLower(data));

        _cryptography.AesCbcDecrypt(key, iv, data, 1, 64);
        Assert.Equal("ee" + Plain + "ee", Convert.ToHexStringLower(data));
        Assert.Equal("000102030405060708090a0b0c0d0e0f", Convert.ToHexStringLower(iv));
    }

    [Theory]
    [InlineData(32, 16, 16)]
    [InlineData(16, 12, 16)]
    [InlineData(16, 16, 15)]
    [InlineData(16, 16, 0)]
    [InlineData(16, 16, 64)]
    public void AES_refuses_what_the_board_could_not_do(int keyBytes, int ivBytes, int count)
    {
        byte[] data = new byte[32];

        Assert.ThrowsAny<ArgumentException>(() => _cryptography.AesCbcEncrypt(new byte[keyBytes], new byte[ivBytes], data, 0, count));
        Assert.ThrowsAny<ArgumentException>(() => _cryptography.AesCbcDecrypt(new byte[keyBytes], new byte[ivBytes], data, 0, count));
    }

    [Fact]
    public void HMAC_refuses_an_empty_key_and_ranges_outside_the_arrays()
    {
        Assert.ThrowsAny<ArgumentException>(() => _cryptography.HmacSha256([], new byte[4], 0, 4, new byte[32], 0));
        Assert.ThrowsAny<ArgumentException>(() => _cryptography.HmacSha256([1], new byte[4], 1, 4, new byte[32], 0));
        Assert.ThrowsAny<ArgumentException>(() => _cryptography.HmacSha256([1], new byte[4], 0, 4, new byte[32], 1));
    }
}
