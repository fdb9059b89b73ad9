using nanoFramework.TestFramework;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.Wire
{
    /// <summary>Numbers in JSON (RFC 8259, section 6).</summary>
    [TestClass]
    public class JsonNumberTests
    {
        private const long Absent = -7;

        [TestMethod]
        public void Whole_numbers_are_read()
        {
            AreRead("0", 0);
            AreRead("-0", 0);
            AreRead("7", 7);
            AreRead("-7", -7);
            AreRead("3600", 3600);
            AreRead("999999999999999", 999999999999999);
            AreRead("-999999999999999", -999999999999999);
        }

        [TestMethod]
        public void A_fraction_is_cut_off()
        {
            AreRead("1.0", 1);
            AreRead("1767225600.999", 1767225600);
            AreRead("-2.75", -2);
            AreRead("0.5", 0);
        }

        [TestMethod]
        [DataRow("1e3")]
        [DataRow("1E3")]
        [DataRow("1e+3")]
        [DataRow("1.5e-3")]
        [DataRow("1000000000000000")]
        [DataRow("-1000000000000000")]
        [DataRow("123456789012345678901234567890")]
        [DataRow("9223372036854775808")]
        public void Exponents_and_huge_numbers_are_legal_and_absent(string number)
        {
            AreRead(number, Absent);
            Assert.IsTrue(JsonDoc.IsWhole("{\"n\":" + number + "}"));
        }

        [TestMethod]
        [DataRow("\"5\""), DataRow("true"), DataRow("null"), DataRow("{}"), DataRow("[5]")]
        public void What_is_no_number_is_absent(string value) => AreRead(value, Absent);

        [TestMethod]
        [DataRow("01"), DataRow("-01"), DataRow("00"), DataRow("+1"), DataRow("-"), DataRow(".5"), DataRow("1.")]
        [DataRow("1.e3"), DataRow("1e"), DataRow("1e+"), DataRow("1e3.5"), DataRow("1,5"), DataRow("0x10"), DataRow("1_000")]
        [DataRow("--1"), DataRow("NaN"), DataRow("Infinity"), DataRow("-Infinity"), DataRow("1 2"), DataRow("1f")]
        public void What_only_looks_like_a_number_is_malformed(string number) => Assert.IsFalse(JsonDoc.IsWhole("{\"n\":" + number + "}"));

        private static void AreRead(string number, long expected) =>
            Assert.AreEqual(expected, JsonDoc.First("{\"n\":" + number + "}").GetInteger(Absent), number);
    }
}
