using nanoFramework.TestFramework;
using TeddyFirmware.Dialing;
using TeddyFirmware.Tests.Support;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.Dialing
{
    /// <summary>The question that a peer is asked before a handshake.</summary>
    [TestClass]
    public class ClientHelloTests
    {
        private const string NameOfExample = "0000000d000b0000086120622e74657374";

        [TestMethod]
        public void Every_length_in_it_is_that_of_what_follows()
        {
            byte[] hello = ClientHello.Build("teddy.example.org", Bytes.Repeat(7, ClientHello.RandomBytes));
            Assert.AreEqual(hello.Length - 5, (int)BigEndian.Read(hello, 3, 2), "record");
            Assert.AreEqual(hello.Length - 9, (int)BigEndian.Read(hello, 6, 3), "message");
            int at = 9 + 2 + 32;
            Assert.AreEqual(0, (int)hello[at], "no session to take up again");
            at += 1 + 2 + (int)BigEndian.Read(hello, at + 1, 2);
            Assert.AreEqual(1, (int)hello[at], "one compression method");
            at += 2;
            Assert.AreEqual(hello.Length - at - 2, (int)BigEndian.Read(hello, at, 2), "extensions");
            at += 2;
            while (at < hello.Length)
            {
                at += 4 + (int)BigEndian.Read(hello, at + 2, 2);
            }

            Assert.AreEqual(hello.Length, at, "the last extension ends with it");
        }

        [TestMethod]
        public void It_names_the_host_and_offers_TLS_1_2_alone()
        {
            string hello = Bytes.ToHex(ClientHello.Build("a b.test", Bytes.Repeat(7, ClientHello.RandomBytes)));
            Assert.IsTrue(hello.StartsWith("160301"));
            Assert.AreEqual("0303" + Bytes.ToHex(Bytes.Repeat(7, 32)), hello.Substring(18, 68));
            Assert.IsTrue(hello.IndexOf(NameOfExample) > 0);
            Assert.AreEqual(-1, hello.IndexOf("002b"), "no supported_versions (RFC 8446, 4.2.1): a server takes that for TLS 1.3");
        }

        [TestMethod]
        public void An_address_is_not_named()
        {
            int named = ClientHello.Build("a.b", Bytes.Repeat(7, ClientHello.RandomBytes)).Length;
            Assert.AreEqual(named - 12, ClientHello.Build("192.168.1.20", Bytes.Repeat(7, ClientHello.RandomBytes)).Length);
            Assert.AreEqual(named + 1, ClientHello.Build("a.b2", Bytes.Repeat(7, ClientHello.RandomBytes)).Length);
        }
    }
}
