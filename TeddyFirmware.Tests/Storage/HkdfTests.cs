using System;
using nanoFramework.TestFramework;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Storage
{
    /// <summary>HKDF-SHA256 by the vectors of RFC 5869, appendix A.</summary>
    [TestClass]
    public class HkdfTests
    {
        private static readonly SoftwareCryptography s_cryptography = new SoftwareCryptography();

        [TestMethod]
        public void Rfc_5869_test_case_1() => Derives(
            Bytes.FromHex("000102030405060708090a0b0c"),
            Bytes.Repeat(0x0b, 22),
            Bytes.FromHex("f0f1f2f3f4f5f6f7f8f9"),
            "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");

        [TestMethod]
        public void Rfc_5869_test_case_2() => Derives(
            Range(0x60, 80),
            Range(0x00, 80),
            Range(0xb0, 80),
            "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");

        [TestMethod]
        public void Rfc_5869_test_case_3() => Derives(
            new byte[0],
            Bytes.Repeat(0x0b, 22),
            new byte[0],
            "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");

        [TestMethod]
        public void A_shorter_output_is_the_beginning_of_a_longer_one()
        {
            byte[] whole = Hkdf.Expand(s_cryptography, Bytes.Repeat(1, 32), Bytes.Of("info"), 100);
            for (int length = 1; length < 100; length += 9)
            {
                Assert.AreEqual(Bytes.ToHex(Bytes.Slice(whole, 0, length)), Bytes.ToHex(Hkdf.Expand(s_cryptography, Bytes.Repeat(1, 32), Bytes.Of("info"), length)));
            }
        }

        [TestMethod]
        public void Lengths_out_of_range_are_refused()
        {
            Assert.ThrowsException(typeof(ArgumentException), () => Hkdf.Expand(s_cryptography, new byte[32], new byte[0], 0));
            Assert.ThrowsException(typeof(ArgumentException), () => Hkdf.Expand(s_cryptography, new byte[32], new byte[0], -1));
            Assert.ThrowsException(typeof(ArgumentException), () => Hkdf.Expand(s_cryptography, new byte[32], new byte[0], (255 * 32) + 1));
        }

        private static void Derives(byte[] salt, byte[] material, byte[] info, string key, string output)
        {
            byte[] extracted = Hkdf.Extract(s_cryptography, salt, material);
            Assert.AreEqual(key, Bytes.ToHex(extracted));
            Assert.AreEqual(output, Bytes.ToHex(Hkdf.Expand(s_cryptography, extracted, info, output.Length / 2)));
        }

        private static byte[] Range(int first, int count)
        {
            byte[] range = new byte[count];
            for (int i = 0; i < count; i++)
            {
                range[i] = (byte)(first + i);
            }

            return range;
        }
    }
}
