using System.Collections;
using System.Text;
using nanoFramework.TestFramework;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.OnDevice
{
    /// <summary>What the core takes for granted of the JSON that it sends: that its own strict reader, and so a server, reads it.</summary>
    [TestClass]
    public class JsonContract
    {
        /// <summary>Each type of value that the core writes.</summary>
        [TestMethod]
        public void WritesFlatJson()
        {
            Hashtable members = new Hashtable();
            members["device_id"] = "TEDDY-001";
            members["uptime"] = 4000000000L;
            members["free"] = 12345;
            members["negative"] = -7;
            members["ok"] = true;
            members["no"] = false;
            string json = PlatformUnderTest.Create().Json.Write(members);
            Assert.IsTrue(json.StartsWith("{") && json.EndsWith("}"), "no object");
            Assert.IsTrue(Has(json, "\"device_id\":\"TEDDY-001\""), "string");
            Assert.IsTrue(Has(json, "\"uptime\":4000000000"), "long");
            Assert.IsTrue(Has(json, "\"free\":12345"), "int");
            Assert.IsTrue(Has(json, "\"negative\":-7"), "negative");
            Assert.IsTrue(Has(json, "\"ok\":true"), "true");
            Assert.IsTrue(Has(json, "\"no\":false"), "false");
        }

        /// <summary>Tokens, MACs and firmware versions: every character that occurs in them comes out as it went in.</summary>
        /// <param name="value">The value.</param>
        [TestMethod]
        [DataRow("")]
        [DataRow("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.a-b_c")]
        [DataRow("2026-07-01T10:20:30Z")]
        [DataRow("a\"b\\c")]
        [DataRow("+/=<>&'")]
        [DataRow("1.0.0-rc.1")]
        [DataRow("true")]
        [DataRow("12")]
        public void StringsComeOutAsTheyWentIn(string value)
        {
            Hashtable members = new Hashtable();
            members["v"] = value;
            byte[] json = Encoding.UTF8.GetBytes(PlatformUnderTest.Create().Json.Write(members));
            JsonObjectReader reader = new JsonObjectReader(json, json.Length);
            Assert.AreEqual((int)JsonStep.Member, (int)reader.Read(), "no member");
            Assert.IsTrue(reader.NameIs("v"), "name");
            Assert.AreEqual(value, reader.GetString(200));
            Assert.AreEqual((int)JsonStep.End, (int)reader.Read(), "more than a member");
        }

        // White space between tokens is allowed, so it is taken out before comparing.
        private static bool Has(string json, string member)
        {
            StringBuilder dense = new StringBuilder();
            char[] letters = json.ToCharArray();
            for (int i = 0; i < letters.Length; i++)
            {
                if (letters[i] != ' ' && letters[i] != '\n' && letters[i] != '\r')
                {
                    dense.Append(letters[i]);
                }
            }

            return dense.ToString().IndexOf(member) >= 0;
        }
    }
}
