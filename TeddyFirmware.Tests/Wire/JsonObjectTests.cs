using System.Text;
using nanoFramework.TestFramework;
using TeddyFirmware.Tests.Support;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.Wire
{
    /// <summary>Objects, nesting, and what is not JSON (RFC 8259).</summary>
    [TestClass]
    public class JsonObjectTests
    {
        [TestMethod]
        public void Members_come_in_order_with_their_kinds()
        {
            byte[] json = Bytes.Of(" { \"s\" : \"x\" , \"n\":-1.5e3,\"t\":true,\"f\":false,\"z\":null,\"o\":{\"s\":[1,{}]},\"a\":[ ] }\r\n\t ");
            JsonObjectReader reader = new JsonObjectReader(json, json.Length);
            IsMember(reader, "s", JsonKind.String);
            IsMember(reader, "n", JsonKind.Number);
            IsMember(reader, "t", JsonKind.True);
            IsMember(reader, "f", JsonKind.False);
            IsMember(reader, "z", JsonKind.Null);
            IsMember(reader, "o", JsonKind.Object);
            IsMember(reader, "a", JsonKind.Array);
            Assert.AreEqual((int)JsonStep.End, (int)reader.Read());
            Assert.AreEqual((int)JsonKind.None, (int)reader.Kind);
        }

        [TestMethod]
        public void Only_the_bytes_within_the_length_are_read()
        {
            byte[] json = Bytes.Of("{\"a\":1}garbage");
            Assert.AreEqual((int)JsonStep.End, (int)JsonDoc.Finish(json, 7));
            Assert.AreEqual((int)JsonStep.Malformed, (int)JsonDoc.Finish(json, 8));
        }

        [TestMethod]
        public void An_empty_object_ends_at_once()
        {
            Assert.IsTrue(JsonDoc.IsWhole("{}"));
            Assert.IsTrue(JsonDoc.IsWhole(" { \n } "));
        }

        [TestMethod]
        public void Duplicate_members_all_come()
        {
            byte[] json = Bytes.Of("{\"a\":1,\"a\":2}");
            JsonObjectReader reader = new JsonObjectReader(json, json.Length);
            reader.Read();
            Assert.AreEqual(1L, reader.GetInteger(-1));
            reader.Read();
            Assert.IsTrue(reader.NameIs("a"));
            Assert.AreEqual(2L, reader.GetInteger(-1));
        }

        [TestMethod]
        public void A_name_with_escapes_is_known()
        {
            JsonObjectReader reader = JsonDoc.First("{\"acc\\u0065ss\\u005ftoken\":1}");
            Assert.IsTrue(reader.NameIs("access_token"));
            Assert.IsFalse(reader.NameIs("access"));
            Assert.IsFalse(reader.NameIs("access_token2"));
        }

        [TestMethod]
        public void A_name_is_compared_whole_and_with_its_case()
        {
            JsonObjectReader reader = JsonDoc.First("{\"access\":1}");
            Assert.IsTrue(reader.NameIs("access"));
            Assert.IsFalse(reader.NameIs("Access"));
            Assert.IsFalse(reader.NameIs("acces"));
            Assert.IsFalse(reader.NameIs("access_token"));
            Assert.IsFalse(reader.NameIs(string.Empty));
            Assert.IsTrue(JsonDoc.First("{\"\":1}").NameIs(string.Empty));
        }

        [TestMethod]
        public void Names_inside_nested_values_are_not_members()
        {
            byte[] json = Bytes.Of("{\"child_profile\":{\"access\":\"inner\",\"list\":[{\"access\":[]}]},\"access\":\"outer\"}");
            JsonObjectReader reader = new JsonObjectReader(json, json.Length);
            reader.Read();
            Assert.IsTrue(reader.NameIs("child_profile"));
            reader.Read();
            Assert.AreEqual("outer", reader.GetString(10));
            Assert.AreEqual((int)JsonStep.End, (int)reader.Read());
        }

        [TestMethod]
        public void Nesting_is_followed_to_30_and_no_further()
        {
            Assert.IsTrue(JsonDoc.IsWhole(Nested("[", "]", 30)));
            Assert.IsFalse(JsonDoc.IsWhole(Nested("[", "]", 31)));
            Assert.IsTrue(JsonDoc.IsWhole(Nested("{\"a\":", "}", 30)));
            Assert.IsFalse(JsonDoc.IsWhole(Nested("{\"a\":", "}", 31)));
            Assert.IsFalse(JsonDoc.IsWhole(Nested("[", "]", 4000)));
        }

        [TestMethod]
        public void Mixed_nesting_closes_with_its_own_brackets()
        {
            Assert.IsTrue(JsonDoc.IsWhole("{\"a\":[{\"b\":[[],{\"c\":[1,2]}]},3]}"));
            Assert.IsFalse(JsonDoc.IsWhole("{\"a\":[{\"b\":[[],{\"c\":[1,2]]}},3]}"));
            Assert.IsFalse(JsonDoc.IsWhole("{\"a\":[}"));
            Assert.IsFalse(JsonDoc.IsWhole("{\"a\":{]}"));
        }

        [TestMethod]
        [DataRow(""), DataRow(" "), DataRow("null"), DataRow("[]"), DataRow("[{\"a\":1}]"), DataRow("\"a\""), DataRow("1")]
        [DataRow("{"), DataRow("}"), DataRow("{,}"), DataRow("{\"a\"}"), DataRow("{\"a\":}"), DataRow("{\"a\" 1}")]
        [DataRow("{\"a\"::1}"), DataRow("{\"a\":1,}"), DataRow("{,\"a\":1}"), DataRow("{\"a\":1,,\"b\":2}")]
        [DataRow("{\"a\":1 \"b\":2}"), DataRow("{\"a\":1;\"b\":2}"), DataRow("{a:1}"), DataRow("{'a':1}"), DataRow("{1:1}")]
        [DataRow("{\"a\":1}}"), DataRow("{\"a\":1}{}"), DataRow("{\"a\":1}x"), DataRow("{\"a\":[1,]}")]
        [DataRow("{\"a\":[,1]}"), DataRow("{\"a\":[1 2]}"), DataRow("{\"a\":{\"b\":1,}}"), DataRow("{\"a\":{\"b\"}}")]
        [DataRow("{\"a\":{1}}"), DataRow("{\"a\":tru}"), DataRow("{\"a\":truE}"), DataRow("{\"a\":True}")]
        [DataRow("{\"a\":nul}"), DataRow("{\"a\":undefined}"), DataRow("{\"a\":falsey}"), DataRow("{\"a\":'x'}")]
        [DataRow("{\"a\":\"x}"), DataRow("{\"a\":1}//"), DataRow("{/**/\"a\":1}")]
        public void What_is_no_JSON_object_is_malformed(string json) => Assert.IsFalse(JsonDoc.IsWhole(json));

        [TestMethod]
        public void A_byte_order_mark_is_malformed()
        {
            byte[] json = Bytes.Join(Bytes.FromHex("efbbbf"), Bytes.Of("{}"));
            Assert.AreEqual((int)JsonStep.Malformed, (int)JsonDoc.Finish(json));
        }

        [TestMethod]
        public void A_document_cut_at_any_byte_is_malformed()
        {
            byte[] json = Bytes.Of("{\"access\":\"a.b\\u0041\\uD83D\\uDE00\u00e9\",\"n\":[-1.5e+3,{\"t\":true,\"f\":false},null],\"e\":{}}");
            Assert.AreEqual((int)JsonStep.End, (int)JsonDoc.Finish(json));
            for (int length = 0; length < json.Length; length++)
            {
                Assert.AreEqual((int)JsonStep.Malformed, (int)JsonDoc.Finish(json, length), length.ToString());
            }
        }

        [TestMethod]
        public void Any_byte_changed_to_any_other_never_throws()
        {
            byte[] json = Bytes.Of("{\"a\":\"\\u0041\",\"n\":[-1.5e+3,{\"t\":true}]}");
            for (int at = 0; at < json.Length; at++)
            {
                byte kept = json[at];
                for (int value = 0; value < 256; value += 5)
                {
                    json[at] = (byte)value;
                    JsonDoc.Finish(json);
                }

                json[at] = kept;
            }
        }

        [TestMethod]
        [DataRow("{\"a\":01,\"b\":2}"), DataRow("{\"a\":1 \"b\":2}"), DataRow("{\"a\":[1}],\"b\":2}")]
        public void After_malformed_there_is_no_more(string json)
        {
            byte[] text = Bytes.Of(json);
            JsonObjectReader reader = new JsonObjectReader(text, text.Length);
            while (reader.Read() == JsonStep.Member)
            {
            }

            Assert.AreEqual((int)JsonStep.Malformed, (int)reader.Read());
        }

        private static void IsMember(JsonObjectReader reader, string name, JsonKind kind)
        {
            Assert.AreEqual((int)JsonStep.Member, (int)reader.Read(), name);
            Assert.IsTrue(reader.NameIs(name), name);
            Assert.AreEqual((int)kind, (int)reader.Kind, name);
        }

        // The depth counts from the value of the first member on.
        private static string Nested(string open, string close, int depth)
        {
            StringBuilder text = new StringBuilder();
            text.Append("{\"x\":");
            for (int i = 0; i < depth; i++)
            {
                text.Append(open);
            }

            text.Append(open == "[" ? string.Empty : "1");
            for (int i = 0; i < depth; i++)
            {
                text.Append(close);
            }

            text.Append("}");
            return text.ToString();
        }
    }
}
