using nanoFramework.TestFramework;
using TeddyFirmware.Tests.Support;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.Wire
{
    /// <summary>UTF-8 by the table of RFC 3629, section 4.</summary>
    [TestClass]
    public class Utf8Tests
    {
        [TestMethod]
        [DataRow("d8a7d984d8aed8b1"), DataRow("41c3a9d8a720d8b1"), DataRow("e282acefbfbd41d8a7"), DataRow("e0a080ed9fbfe1")]
        [DataRow("ea808020e18080c3a9"), DataRow("f09f9880f48fbfbf41"), DataRow("f09f9880f0bfbfbf"), DataRow("6162e0a4adf09f9880")]
        [DataRow("ed9fbf2ce0a08020"), DataRow("f0908080f1808080")]
        public void Eight_bytes_at_a_time_are_judged_as_one_by_one(string hex)
        {
            // Letters of two, three and four bytes; each byte in turn is every value that there is.
            byte[] letters = Bytes.FromHex(hex + "61");
            for (int at = 0; at < letters.Length; at++)
            {
                byte kept = letters[at];
                for (int value = 0; value < 256; value++)
                {
                    letters[at] = (byte)value;
                    Assert.AreEqual(IsValidOneByOne(letters), Utf8.IsValid(letters, 0, letters.Length), at.ToString() + " " + value.ToString());
                }

                letters[at] = kept;
            }
        }

        // The edges of the table, and what is beside them: overlong, surrogates, above plane 16, cut short, out of place.
        [TestMethod]
        [DataRow("61"), DataRow("c3a9"), DataRow("e0a4ad"), DataRow("20ed9fbf"), DataRow("e4b88020"), DataRow("f09fa7b8"), DataRow("f09fa7b820")]
        public void A_fault_is_found_at_its_place_and_a_letter_passed_whatever_is_around_them(string around)
        {
            string[] letters = { "c280", "dfbf", "e0a080", "e18080", "ecbfbf", "ed8080", "ed9fbf", "ee8080", "efbfbf", "f0908080", "f48fbfbf" };
            string[] faults =
            {
                "c080", "c1bf", "c3", "e08080", "e09fbf", "eda080", "edbfbf", "e0a4", "f0808080", "f08fbfbf", "f4908080", "f5808080", "f09fa7", "80", "bf", "ff"
            };

            for (int before = 0; before < 10; before++)
            {
                for (int i = 0; i < letters.Length + faults.Length; i++)
                {
                    bool isFault = i >= letters.Length;
                    string one = isFault ? faults[i - letters.Length] : letters[i];
                    string front = (before < 8 ? string.Empty : around + around) + "6161616161616161".Substring(0, before % 8 * 2) + around;
                    byte[] text = Bytes.FromHex(front + one + around + around + "6161616161616161");
                    Assert.AreEqual(isFault ? front.Length / 2 : text.Length, Utf8.ValidEnd(text, 0, text.Length), before.ToString() + " " + one);
                }
            }
        }

        [TestMethod]
        public void What_is_appended_is_valid_and_of_the_right_length()
        {
            int[] edges = { 0, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF };
            int[] lengths = { 1, 1, 2, 2, 3, 3, 3, 3, 4, 4 };
            for (int i = 0; i < edges.Length; i++)
            {
                byte[] text = new byte[4];
                int length = Utf8.Append(text, 0, edges[i]);
                Assert.AreEqual(lengths[i], length);
                Assert.AreEqual(length, Utf8.SequenceLength(text, 0, length));
                Assert.IsTrue(Utf8.IsValid(text, 0, length));
            }
        }

        // Of the 65,536 pairs, the two-byte sequences and the pairs of ASCII are valid and nothing else is.
        [TestMethod]
        public void Of_all_pairs_of_bytes_exactly_the_legal_ones_are_valid()
        {
            int valid = 0;
            byte[] pair = new byte[2];
            for (int first = 0; first < 256; first++)
            {
                pair[0] = (byte)first;
                for (int second = 0; second < 256; second++)
                {
                    pair[1] = (byte)second;
                    valid += Utf8.IsValid(pair, 0, 2) ? 1 : 0;
                }
            }

            Assert.AreEqual((128 * 128) + (30 * 64), valid);
        }

        [TestMethod]
        public void Of_all_beginnings_of_three_and_four_bytes_exactly_the_legal_ones_are_valid()
        {
            int threes = 0;
            int fours = 0;
            byte[] text = { 0, 0, 0x80, 0x80 };
            for (int first = 0xE0; first < 256; first++)
            {
                text[0] = (byte)first;
                for (int second = 0; second < 256; second++)
                {
                    text[1] = (byte)second;
                    threes += Utf8.IsValid(text, 0, 3) ? 1 : 0;
                    fours += Utf8.IsValid(text, 0, 4) ? 1 : 0;
                }
            }

            // E0: 32, ED: 32, the other fourteen: 64. F0: 48, F4: 16, F1-F3: 64.
            Assert.AreEqual(32 + 32 + (14 * 64), threes);
            Assert.AreEqual(48 + 16 + (3 * 64), fours);
        }

        [TestMethod]
        public void A_sequence_cut_short_by_the_end_is_invalid()
        {
            byte[] text = Bytes.FromHex("f09f9880e282acc3a9");
            Assert.IsTrue(Utf8.IsValid(text, 0, 9));
            Assert.IsFalse(Utf8.IsValid(text, 0, 3));
            Assert.IsFalse(Utf8.IsValid(text, 0, 6));
            Assert.IsFalse(Utf8.IsValid(text, 0, 8));
            Assert.IsFalse(Utf8.IsValid(text, 1, 8));
            Assert.IsTrue(Utf8.IsValid(text, 4, 3));
            Assert.IsTrue(Utf8.IsValid(text, 9, 0));
        }

        [TestMethod]
        public void A_word_is_found_at_its_place_only()
        {
            byte[] text = Bytes.Of("Echo: x");
            Assert.IsTrue(Utf8.Matches(text, 0, text.Length, "Echo: "));
            Assert.IsTrue(Utf8.Matches(text, 4, text.Length, ": x"));
            Assert.IsFalse(Utf8.Matches(text, 0, text.Length, "echo: "));
            Assert.IsFalse(Utf8.Matches(text, 0, 5, "Echo: "), "the end counts");
            Assert.IsFalse(Utf8.Matches(text, 5, text.Length, " xy"));
        }

        private static bool IsValidOneByOne(byte[] text)
        {
            int at = 0;
            while (at < text.Length)
            {
                int length = Utf8.SequenceLength(text, at, text.Length);
                if (length == 0)
                {
                    return false;
                }

                at += length;
            }

            return true;
        }
    }
}
