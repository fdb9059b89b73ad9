using nanoFramework.TestFramework;
using TeddyFirmware.Tests.Support;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.Wire
{
    /// <summary>Hexadecimal text.</summary>
    [TestClass]
    public class HexTests
    {
        [TestMethod]
        public void Every_byte_is_written_in_lower_case_and_read_back()
        {
            byte[] all = new byte[256];
            for (int i = 0; i < all.Length; i++)
            {
                all[i] = (byte)i;
            }

            string text = Hex.Encode(all, all.Length);
            Assert.StartsWith("000102030405060708090a0b0c0d0e0f10", text);
            Assert.EndsWith("fdfeff", text);
            Assert.AreEqual(text, Hex.Encode(Hex.Decode(text), 256));
        }

        [TestMethod]
        public void Both_cases_are_read()
        {
            Assert.AreEqual("abcdef", Bytes.ToHex(Hex.Decode("ABCDEF")));
            Assert.AreEqual("abcdef", Bytes.ToHex(Hex.Decode("aBcDeF")));
        }

        [TestMethod]
        public void Only_the_wanted_bytes_are_written()
        {
            Assert.AreEqual("0102", Hex.Encode(new byte[] { 1, 2, 3 }, 2));
            Assert.AreEqual(string.Empty, Hex.Encode(new byte[] { 1 }, 0));
        }

        [TestMethod]
        [DataRow("0"), DataRow("012"), DataRow("0g"), DataRow("g0"), DataRow(" 0"), DataRow("0x"), DataRow("/0")]
        [DataRow(":0"), DataRow("@0"), DataRow("`0"), DataRow("-1")]
        public void Other_text_is_refused(string text) => Assert.IsNull(Hex.Decode(text));

        [TestMethod]
        public void Null_is_refused_and_nothing_is_nothing()
        {
            Assert.IsNull(Hex.Decode(null));
            Assert.AreEqual(0, Hex.Decode(string.Empty).Length);
        }

        [TestMethod]
        public void Twenty_two_characters_are_digits()
        {
            int digits = 0;
            for (int letter = 0; letter < 256; letter++)
            {
                digits += Hex.Value(letter) >= 0 ? 1 : 0;
            }

            Assert.AreEqual(22, digits);
        }
    }
}
