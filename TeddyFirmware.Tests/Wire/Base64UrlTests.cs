using nanoFramework.TestFramework;
using TeddyFirmware.Tests.Support;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.Wire
{
    /// <summary>base64url without padding (RFC 4648, sections 5 and 10).</summary>
    [TestClass]
    public class Base64UrlTests
    {
        [TestMethod]
        [DataRow("", ""), DataRow("Zg", "66"), DataRow("Zm8", "666f"), DataRow("Zm9v", "666f6f")]
        [DataRow("Zm9vYg", "666f6f62"), DataRow("Zm9vYmE", "666f6f6261"), DataRow("Zm9vYmFy", "666f6f626172")]
        public void Rfc_4648_section_10_vectors(string text, string hex) => Assert.AreEqual(hex, Decode(text));

        [TestMethod]
        [DataRow("-_-_", "fbffbf"), DataRow("_-_-", "ffeffe"), DataRow("FPucA9l-", "14fb9c03d97e")]
        [DataRow("AAAA", "000000"), DataRow("____", "ffffff")]
        public void The_two_letters_of_the_URL_alphabet_are_read(string text, string hex) => Assert.AreEqual(hex, Decode(text));

        [TestMethod]
        [DataRow("Zg=="), DataRow("Zg="), DataRow("Zm9v+"), DataRow("Zm9v/A"), DataRow("Zm 9v"), DataRow("Zm9v\n")]
        [DataRow("Zm.9"), DataRow("Zm9\u00e9"), DataRow("A"), DataRow("AAAAA")]
        public void Padding_other_alphabets_and_impossible_lengths_are_refused(string text) => Assert.AreEqual("(null)", Decode(text));

        [TestMethod]
        public void The_alphabet_has_64_letters_and_no_more()
        {
            int letters = 0;
            for (int value = 0; value < 256; value++)
            {
                letters += Base64Url.IsText(new byte[] { 0x41, (byte)value }, 0, 2) ? 1 : 0;
            }

            Assert.AreEqual(64, letters);
        }

        [TestMethod]
        public void Every_byte_survives_the_way_there_and_back()
        {
            for (int length = 1; length < 40; length++)
            {
                byte[] data = new byte[length];
                new ScriptedRandom(length).Fill(data);
                Assert.AreEqual(Bytes.ToHex(data), Decode(TestToken.Encode(data)));
            }
        }

        [TestMethod]
        public void Only_the_range_is_looked_at()
        {
            byte[] text = Bytes.Of("!!Zm9v!!");
            Assert.IsTrue(Base64Url.IsText(text, 2, 4));
            Assert.IsFalse(Base64Url.IsText(text, 1, 4));
            Assert.IsFalse(Base64Url.IsText(text, 2, 0), "nothing is no text");
            Assert.AreEqual("666f6f", Bytes.ToHex(Base64Url.Decode(text, 2, 4)));
        }

        private static string Decode(string text)
        {
            byte[] letters = Bytes.Of(text);
            return Bytes.ToHex(Base64Url.Decode(letters, 0, letters.Length));
        }
    }
}
