using nanoFramework.TestFramework;
using TeddyFirmware.Tests.Support;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.Wire
{
    /// <summary>Strings, escapes, and UTF-8 in JSON (RFC 8259, sections 7 and 8).</summary>
    [TestClass]
    public class JsonStringTests
    {
        [TestMethod]
        [DataRow("\\\"", "22")]
        [DataRow("\\\\", "5c")]
        [DataRow("\\/", "2f")]
        [DataRow("\\b", "08")]
        [DataRow("\\f", "0c")]
        [DataRow("\\n", "0a")]
        [DataRow("\\r", "0d")]
        [DataRow("\\t", "09")]
        [DataRow("\\u0041", "41")]
        [DataRow("\\u002B", "2b")]
        [DataRow("\\u003c", "3c")]
        [DataRow("\\u003C", "3c")]
        [DataRow("\\u007f", "7f")]
        [DataRow("\\u0080", "c280")]
        [DataRow("\\u00e9", "c3a9")]
        [DataRow("\\u07FF", "dfbf")]
        [DataRow("\\u0800", "e0a080")]
        [DataRow("\\u20AC", "e282ac")]
        [DataRow("\\uFFFF", "efbfbf")]
        [DataRow("\\uD7FF", "ed9fbf")]
        [DataRow("\\uE000", "ee8080")]
        [DataRow("\\uD83D\\uDE00", "f09f9880")]
        [DataRow("\\uD800\\uDC00", "f0908080")]
        [DataRow("\\uDBFF\\uDFFF", "f48fbfbf")]
        [DataRow("a\\u0042c\\td", "6142630964")]
        public void Every_escape_is_read(string escaped, string hex)
        {
            JsonObjectReader reader = JsonDoc.First("{\"a\":\"" + escaped + "\"}");
            Assert.AreEqual(hex, Bytes.ToHex(Bytes.Of(reader.GetString(100))));
        }

        [TestMethod]
        [DataRow("\\"), DataRow("\\x"), DataRow("\\U0041"), DataRow("\\'"), DataRow("\\0"), DataRow("\\u"), DataRow("\\u1")]
        [DataRow("\\u12"), DataRow("\\u123"), DataRow("\\u123g"), DataRow("\\u 123"), DataRow("\\uD800")]
        [DataRow("\\uD800x"), DataRow("\\uD800\\"), DataRow("\\uD800\\n"), DataRow("\\uD800\\u0041")]
        [DataRow("\\uD800\\uD800"), DataRow("\\uD800\\uE000"), DataRow("\\uDC00"), DataRow("\\uDFFF\\uD800")]
        public void A_broken_escape_is_malformed(string escaped)
        {
            Assert.IsFalse(JsonDoc.IsWhole("{\"a\":\"" + escaped + "\"}"));
            Assert.IsFalse(JsonDoc.IsWhole("{\"" + escaped + "\":1}"));
        }

        [TestMethod]
        public void An_escaped_NUL_is_legal_JSON_and_no_text()
        {
            JsonObjectReader reader = JsonDoc.First("{\"a\":\"x\\u0000y\"}");
            Assert.AreEqual((int)JsonKind.String, (int)reader.Kind);
            Assert.IsNull(reader.GetString(100));
        }

        [TestMethod]
        public void A_raw_control_character_is_malformed()
        {
            for (int control = 0; control < 0x20; control++)
            {
                byte[] json = Bytes.Of("{\"a\":\"x_y\"}");
                json[7] = (byte)control;
                Assert.AreEqual((int)JsonStep.Malformed, (int)JsonDoc.Finish(json), control.ToString());
            }
        }

        [TestMethod]
        public void A_raw_DEL_is_legal()
        {
            byte[] json = Bytes.Of("{\"a\":\"x_y\"}");
            json[7] = 0x7F;
            Assert.AreEqual((int)JsonStep.End, (int)JsonDoc.Finish(json));
        }

        [TestMethod]
        [DataRow("80"), DataRow("bf"), DataRow("c0af"), DataRow("c1bf"), DataRow("c2"), DataRow("c241"), DataRow("e08080")]
        [DataRow("e09fbf"), DataRow("e282"), DataRow("e28241"), DataRow("eda080"), DataRow("edbfbf"), DataRow("f0808080")]
        [DataRow("f08fbfbf"), DataRow("f09f98"), DataRow("f09f9841"), DataRow("f4908080"), DataRow("f5808080")]
        [DataRow("f8888080"), DataRow("fe"), DataRow("ff")]
        public void Invalid_UTF8_is_malformed(string hex)
        {
            byte[] open = Bytes.Of("{\"a\":\"");
            byte[] close = Bytes.Of("\"}");
            byte[] json = Bytes.Join(Bytes.Join(open, Bytes.FromHex(hex)), close);
            Assert.AreEqual((int)JsonStep.Malformed, (int)JsonDoc.Finish(json));
        }

        [TestMethod]
        [DataRow("c280"), DataRow("dfbf"), DataRow("e0a080"), DataRow("ed9fbf"), DataRow("ee8080"), DataRow("efbfbf")]
        [DataRow("f0908080"), DataRow("f48fbfbf")]
        public void The_ends_of_every_UTF8_range_are_read(string hex)
        {
            byte[] json = Bytes.Join(Bytes.Join(Bytes.Of("{\"a\":\""), Bytes.FromHex(hex)), Bytes.Of("\"}"));
            JsonObjectReader reader = new JsonObjectReader(json, json.Length);
            Assert.AreEqual((int)JsonStep.Member, (int)reader.Read());
            Assert.AreEqual(hex, Bytes.ToHex(Bytes.Of(reader.GetString(8))));
            Assert.AreEqual((int)JsonStep.End, (int)reader.Read());
        }

        [TestMethod]
        public void The_length_limit_counts_the_bytes_as_they_stand_in_the_JSON()
        {
            Assert.AreEqual("12345", JsonDoc.First("{\"a\":\"12345\"}").GetString(5));
            Assert.IsNull(JsonDoc.First("{\"a\":\"12345\"}").GetString(4));
            Assert.AreEqual("\n", JsonDoc.First("{\"a\":\"\\n\"}").GetString(2));
            Assert.IsNull(JsonDoc.First("{\"a\":\"\\u000a\"}").GetString(5));
            Assert.AreEqual(string.Empty, JsonDoc.First("{\"a\":\"\"}").GetString(0));
        }

        [TestMethod]
        [DataRow("1"), DataRow("true"), DataRow("false"), DataRow("null"), DataRow("{}"), DataRow("[]"), DataRow("[\"x\"]")]
        public void What_is_no_string_is_no_text(string value) => Assert.IsNull(JsonDoc.First("{\"a\":" + value + "}").GetString(100));
    }
}
