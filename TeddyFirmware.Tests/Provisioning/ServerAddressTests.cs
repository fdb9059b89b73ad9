using nanoFramework.TestFramework;
using TeddyFirmware.Provisioning;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Provisioning
{
    /// <summary>Addresses, paths, and ids as the provisioning file may give them.</summary>
    [TestClass]
    public class ServerAddressTests
    {
        [TestMethod]
        [DataRow("https://ai-tiddy-bear-v-xuqy.onrender.com")]
        [DataRow("https://localhost:8443")]
        [DataRow("https://192.168.1.10:1")]
        [DataRow("https://HOST:65535")]
        public void A_base_URL_is_https_with_a_host_and_perhaps_a_port(string url) => Assert.IsTrue(ServerAddress.IsBaseUrl(url));

        [TestMethod]
        [DataRow("")]
        [DataRow("https://")]
        [DataRow("https://:443")]
        [DataRow("https://host..example")]
        [DataRow("https://.host")]
        [DataRow("https://host.")]
        [DataRow("https://-host.example")]
        [DataRow("https://host-.example")]
        [DataRow("https://host-")]
        [DataRow("https://0123456789012345678901234567890123456789012345678901234567890123.example")]
        [DataRow("http://host")]
        [DataRow("wss://host")]
        [DataRow("HTTPS://host")]
        [DataRow("host")]
        [DataRow("https://host/")]
        [DataRow("https://host/path")]
        [DataRow("https://host?x=1")]
        [DataRow("https://user@host")]
        [DataRow("https://user:pw@host")]
        [DataRow("https://host:")]
        [DataRow("https://host:0")]
        [DataRow("https://host:65536")]
        [DataRow("https://host:99999999999999")]
        [DataRow("https://host:80:80")]
        [DataRow("https://host:8a")]
        [DataRow("https://ho st")]
        [DataRow("https://h\u00f6st")]
        [DataRow("https://[::1]")]
        [DataRow(" https://host")]
        [DataRow("https://host\r\n")]
        public void Everything_else_is_none(string url) => Assert.IsFalse(ServerAddress.IsBaseUrl(url));

        [TestMethod]
        public void Null_is_nothing()
        {
            Assert.IsFalse(ServerAddress.IsBaseUrl(null));
            Assert.IsFalse(ServerAddress.IsPath(null));
            Assert.IsFalse(Identifier.IsValid(null, 0, 64));
        }

        [TestMethod]
        [DataRow("/", true), DataRow("/api/v1/pair/claim", true), DataRow("/a%20b~", true), DataRow("", false)]
        [DataRow("api", false), DataRow("/a b", false), DataRow("/a?b", false), DataRow("/a#b", false)]
        [DataRow("/a\r\nHost: x", false), DataRow("/\u00e9", false), DataRow("/a\u007f", false), DataRow("/a}b", false)]
        [DataRow("/a\"b", false), DataRow("/a\\b", false), DataRow("/a<b", false), DataRow("/a%2", false)]
        [DataRow("/a%zz", false), DataRow("/a;v=1@b:c,d", true)]
        public void A_path_is_absolute_printable_ASCII_without_a_query(string path, bool isPath) =>
            Assert.AreEqual(isPath, ServerAddress.IsPath(path));

        [TestMethod]
        public void An_id_is_of_64_characters_of_the_set()
        {
            int allowed = 0;
            for (int letter = 1; letter < 128; letter++)
            {
                allowed += Identifier.IsValid(Bytes.Text((char)letter, 3), 1, 64) ? 1 : 0;
            }

            Assert.AreEqual(26 + 26 + 10 + 2, allowed);
            Assert.IsFalse(Identifier.IsValid("caf\u00e9", 1, 64));
        }

        [TestMethod]
        public void An_id_s_length_is_within_both_ends()
        {
            Assert.IsFalse(Identifier.IsValid(Bytes.Text('a', 7), 8, 64));
            Assert.IsTrue(Identifier.IsValid(Bytes.Text('a', 8), 8, 64));
            Assert.IsTrue(Identifier.IsValid(Bytes.Text('a', 64), 8, 64));
            Assert.IsFalse(Identifier.IsValid(Bytes.Text('a', 65), 8, 64));
            Assert.IsFalse(Identifier.IsValid(string.Empty, 1, 64));
        }
    }
}
