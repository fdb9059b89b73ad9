using System;
using System.Text;
using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.OnDevice
{
    /// <summary>What the core takes for granted of HMAC-SHA256 and AES-128-CBC.</summary>
    [TestClass]
    public class CryptographyContract
    {
        private const string Key1 = "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b";
        private const string Mac1 = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
        private const string AesKey = "2b7e151628aed2a6abf7158809cf4f3c";
        private const string AesIv = "000102030405060708090a0b0c0d0e0f";
        private const string Plain =
            "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
            + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

        private const string Cipher =
            "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"
            + "73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7";

        /// <summary>RFC 4231, test cases 1, 2 and 3.</summary>
        /// <param name="key">The key, in hex.</param>
        /// <param name="data">The message, in hex.</param>
        /// <param name="mac">The result, in hex.</param>
        [TestMethod]
        [DataRow(Key1, "4869205468657265", Mac1)]
        [DataRow("4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
        [DataRow("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd", "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe")]
        public void HmacMatchesRfc4231(string key, string data, string mac)
        {
            byte[] message = Hex.Decode(data);
            byte[] result = new byte[32];
            PlatformUnderTest.Create().Cryptography.HmacSha256(Hex.Decode(key), message, 0, message.Length, result, 0);
            Assert.AreEqual(mac, Hex.Encode(result, 32));
        }

        /// <summary>RFC 4231, test case 6: a key longer than a block is hashed first.</summary>
        [TestMethod]
        public void HmacTakesLongKeys()
        {
            byte[] key = new byte[131];
            for (int i = 0; i < key.Length; i++)
            {
                key[i] = 0xaa;
            }

            byte[] message = Encoding.UTF8.GetBytes("Test Using Larger Than Block-Size Key - Hash Key First");
            byte[] result = new byte[32];
            PlatformUnderTest.Create().Cryptography.HmacSha256(key, message, 0, message.Length, result, 0);
            Assert.AreEqual("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54", Hex.Encode(result, 32));
        }

        /// <summary>An empty message has a MAC too; HKDF asks for it.</summary>
        [TestMethod]
        public void HmacTakesAnEmptyMessage()
        {
            byte[] result = new byte[32];
            PlatformUnderTest.Create().Cryptography.HmacSha256(Encoding.UTF8.GetBytes("key"), new byte[4], 2, 0, result, 0);
            Assert.AreEqual("5d5d139563c95b5967b9bd9a8c9b233a9dedb45072794cd232dc1b74832607d0", Hex.Encode(result, 32));
        }

        /// <summary>Part of an array, with the result in the same array; the key stays as it was, for the next call too.</summary>
        [TestMethod]
        public void HmacLeavesItsKeyAndItsNeighboursAlone()
        {
            ICryptography cryptography = PlatformUnderTest.Create().Cryptography;
            byte[] key = Hex.Decode(Key1);
            byte[] buffer = new byte[3 + 8 + 32 + 2];
            Array.Copy(Hex.Decode("4869205468657265"), 0, buffer, 3, 8);
            for (int i = 0; i < 2; i++)
            {
                cryptography.HmacSha256(key, buffer, 3, 8, buffer, 11);
                Assert.AreEqual("0000004869205468657265" + Mac1 + "0000", Hex.Encode(buffer, buffer.Length));
                Assert.AreEqual(Key1, Hex.Encode(key, key.Length));
            }
        }

        /// <summary>NIST SP 800-38A, F.2.1 and F.2.2.</summary>
        [TestMethod]
        public void AesMatchesNist()
        {
            ICryptography cryptography = PlatformUnderTest.Create().Cryptography;
            byte[] data = Hex.Decode(Plain);
            cryptography.AesCbcEncrypt(Hex.Decode(AesKey), Hex.Decode(AesIv), data, 0, data.Length);
            Assert.AreEqual(Cipher, Hex.Encode(data, data.Length));
            cryptography.AesCbcDecrypt(Hex.Decode(AesKey), Hex.Decode(AesIv), data, 0, data.Length);
            Assert.AreEqual(Plain, Hex.Encode(data, data.Length));
        }

        /// <summary>In place, in the middle of an array; key and IV stay as they were.</summary>
        [TestMethod]
        public void AesWorksInPlace()
        {
            ICryptography cryptography = PlatformUnderTest.Create().Cryptography;
            byte[] key = Hex.Decode(AesKey);
            byte[] iv = Hex.Decode(AesIv);
            byte[] buffer = new byte[5 + 16 + 3];
            Array.Copy(Hex.Decode(Plain), 0, buffer, 5, 16);
            cryptography.AesCbcEncrypt(key, iv, buffer, 5, 16);
            Assert.AreEqual("0000000000" + Cipher.Substring(0, 32) + "000000", Hex.Encode(buffer, buffer.Length));
            cryptography.AesCbcDecrypt(key, iv, buffer, 5, 16);
            Assert.AreEqual("0000000000" + Plain.Substring(0, 32) + "000000", Hex.Encode(buffer, buffer.Length));
            Assert.AreEqual(AesKey, Hex.Encode(key, 16));
            Assert.AreEqual(AesIv, Hex.Encode(iv, 16));
        }

        /// <summary>A key, IV or length of the wrong size is refused, and nothing is changed.</summary>
        /// <param name="keyBytes">The key's length.</param>
        /// <param name="ivBytes">The IV's length.</param>
        /// <param name="offset">Where the data begins.</param>
        /// <param name="count">The data's length.</param>
        [TestMethod]
        [DataRow(32, 16, 0, 16), DataRow(15, 16, 0, 16), DataRow(16, 12, 0, 16), DataRow(16, 0, 0, 16)]
        [DataRow(16, 16, 0, 15), DataRow(16, 16, 0, 0), DataRow(16, 16, 20, 16), DataRow(16, 16, -1, 16)]
        public void AesRefusesWrongSizes(int keyBytes, int ivBytes, int offset, int count)
        {
            byte[] data = new byte[32];
            ICryptography cryptography = PlatformUnderTest.Create().Cryptography;
            Refused.By(() => cryptography.AesCbcEncrypt(new byte[keyBytes], new byte[ivBytes], data, offset, count));
            Assert.AreEqual(Hex.Encode(new byte[32], 32), Hex.Encode(data, 32));
        }

        /// <summary>So are ranges outside their arrays.</summary>
        /// <param name="offset">Where the message begins.</param>
        /// <param name="count">Its length.</param>
        /// <param name="macOffset">Where the result goes.</param>
        [TestMethod]
        [DataRow(0, 41, 0), DataRow(-1, 4, 0), DataRow(0, -4, 0), DataRow(0, 4, 9)]
        public void HmacRefusesWrongRanges(int offset, int count, int macOffset)
        {
            ICryptography cryptography = PlatformUnderTest.Create().Cryptography;
            Refused.By(() => cryptography.HmacSha256(new byte[16], new byte[40], offset, count, new byte[40], macOffset));
        }
    }
}
