using System;
using nanoFramework.TestFramework;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>The tests' own cryptography, by the standards' vectors: what it vouches for is worth as much as these.</summary>
    [TestClass]
    public class SoftwareCryptographyTests
    {
        [TestMethod]
        [DataRow("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
        [DataRow("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
        [DataRow("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
        [DataRow("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu", "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1")]
        public void Fips_180_4_sha256_examples(string message, string hash) => Assert.AreEqual(hash, Bytes.ToHex(Sha256.Hash(Bytes.Of(message))));

        [TestMethod]
        public void Sha256_of_every_length_around_a_block_differs_from_its_neighbour()
        {
            string before = string.Empty;
            for (int length = 50; length < 130; length++)
            {
                string hash = Bytes.ToHex(Sha256.Hash(new byte[length]));
                Assert.AreNotEqual(before, hash);
                before = hash;
            }

            // 64 zero bytes, as coreutils' sha256sum tells it.
            Assert.AreEqual("f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b", Bytes.ToHex(Sha256.Hash(new byte[64])));
        }

        [TestMethod]
        public void Rfc_4231_test_case_1() =>
            Assert.AreEqual("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7", Hmac(Bytes.Repeat(0x0b, 20), Bytes.Of("Hi There")));

        [TestMethod]
        public void Rfc_4231_test_case_2() =>
            Assert.AreEqual("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", Hmac(Bytes.Of("Jefe"), Bytes.Of("what do ya want for nothing?")));

        [TestMethod]
        public void Rfc_4231_test_case_3() =>
            Assert.AreEqual("773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe", Hmac(Bytes.Repeat(0xaa, 20), Bytes.Repeat(0xdd, 50)));

        [TestMethod]
        public void Rfc_4231_test_case_4() => Assert.AreEqual(
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
            Hmac(Bytes.FromHex("0102030405060708090a0b0c0d0e0f10111213141516171819"), Bytes.Repeat(0xcd, 50)));

        [TestMethod]
        [DataRow("Test Using Larger Than Block-Size Key - Hash Key First", "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")]
        [DataRow("This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.", "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2")]
        public void Rfc_4231_test_cases_6_and_7(string message, string mac) => Assert.AreEqual(mac, Hmac(Bytes.Repeat(0xaa, 131), Bytes.Of(message)));

        [TestMethod]
        public void Hmac_takes_parts_of_arrays_and_writes_into_the_message_s_own_array()
        {
            byte[] data = Bytes.Join(Bytes.Of("xx"), Bytes.Join(Bytes.Of("Hi There"), new byte[32]));
            new SoftwareCryptography().HmacSha256(Bytes.Repeat(0x0b, 20), data, 2, 8, data, 10);
            Assert.AreEqual("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7", Bytes.ToHex(Bytes.Slice(data, 10, 32)));
        }

        [TestMethod]
        public void What_stands_for_aes_has_a_way_back_with_the_same_key_and_iv_and_no_other()
        {
            SoftwareCryptography cryptography = new SoftwareCryptography();
            byte[] data = new byte[40];
            cryptography.AesCbcEncrypt(Bytes.Repeat(1, 16), Bytes.Repeat(2, 16), data, 4, 32);
            string sealedHex = Bytes.ToHex(data);
            Assert.AreNotEqual(sealedHex.Substring(8, 32), sealedHex.Substring(40, 32), "two equal blocks");
            cryptography.AesCbcDecrypt(Bytes.Repeat(1, 16), Bytes.Repeat(3, 16), data, 4, 32);
            Assert.AreNotEqual(Bytes.ToHex(new byte[40]), Bytes.ToHex(data), "another IV");
            cryptography.AesCbcEncrypt(Bytes.Repeat(1, 16), Bytes.Repeat(3, 16), data, 4, 32);
            Assert.AreEqual(sealedHex, Bytes.ToHex(data));
            cryptography.AesCbcDecrypt(Bytes.Repeat(1, 16), Bytes.Repeat(2, 16), data, 4, 32);
            Assert.AreEqual(Bytes.ToHex(new byte[40]), Bytes.ToHex(data));
        }

        [TestMethod]
        public void Aes_refuses_what_the_seam_refuses()
        {
            SoftwareCryptography cryptography = new SoftwareCryptography();
            byte[] data = new byte[32];
            Assert.ThrowsException(typeof(ArgumentException), () => cryptography.AesCbcEncrypt(new byte[32], new byte[16], data, 0, 16));
            Assert.ThrowsException(typeof(ArgumentException), () => cryptography.AesCbcEncrypt(new byte[16], new byte[12], data, 0, 16));
            Assert.ThrowsException(typeof(ArgumentException), () => cryptography.AesCbcDecrypt(new byte[16], new byte[16], data, 0, 15));
            Assert.ThrowsException(typeof(ArgumentException), () => cryptography.AesCbcDecrypt(new byte[16], new byte[16], data, 32, 16));
        }

        private static string Hmac(byte[] key, byte[] message)
        {
            byte[] mac = new byte[32];
            new SoftwareCryptography().HmacSha256(key, message, 0, message.Length, mac, 0);
            return Bytes.ToHex(mac);
        }
    }
}
