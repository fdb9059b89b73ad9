using System.Text;
using nanoFramework.TestFramework;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.OnDevice
{
    /// <summary>What the core takes for granted of texts over a WebSocket transport; apart from the rest, because they fill a board's heap.</summary>
    [TestClass]
    public class WebSocketTextContract
    {
        private const int MaxMessageBytes = 8192;

        /// <summary>Texts of every size that has its own header go out and come back; the caller's array stays as it was.</summary>
        /// <param name="length">The text's length.</param>
        [TestMethod]
        [DataRow(1), DataRow(125), DataRow(126), DataRow(1000), DataRow(4096), DataRow(8186)]
        public void TextsComeBack(int length)
        {
            SocketProbe probe = SocketProbe.Opened("/contract/ws/echo");
            byte[] message = Text(length);
            probe.Send(message);
            probe.WaitForTexts(1);
            Assert.AreEqual(length, probe.LengthOf(0));
            AssertText(length, probe.Bytes(0), "another text came back");
            AssertText(length, message, "the caller's array changed");
            probe.Transport.Abort();
        }

        /// <summary>Several messages, one after the other as each is reported sent, arrive in order.</summary>
        [TestMethod]
        public void MessagesKeepTheirOrder()
        {
            SocketProbe probe = SocketProbe.Opened("/contract/ws/echo");
            for (int i = 0; i < 10; i++)
            {
                probe.Send(Encoding.UTF8.GetBytes("message " + i.ToString()));
            }

            probe.WaitForTexts(10);
            for (int i = 0; i < 10; i++)
            {
                Assert.AreEqual("message " + i.ToString(), probe.Text(i));
            }

            probe.Transport.Abort();
        }

        /// <summary>8,192 bytes arrive; one more is passed over and counted, and the session stays.</summary>
        [TestMethod]
        public void MessagesAreBounded()
        {
            IWebSocketTransport transport = PlatformUnderTest.Create().WebSocket;
            SocketProbe largest = SocketProbe.Opened("/contract/ws/large/" + MaxMessageBytes.ToString(), transport);
            largest.WaitForTexts(1);
            Assert.AreEqual(MaxMessageBytes, largest.LengthOf(0));
            transport.Abort();
            SocketProbe tooLarge = SocketProbe.Opened("/contract/ws/large/" + (MaxMessageBytes + 1).ToString(), transport);
            byte[] next = Encoding.UTF8.GetBytes("next");
            Assert.IsTrue(transport.Send(next, next.Length), "the session has ended");
            tooLarge.WaitForTexts(1);
            Assert.AreEqual("next", tooLarge.Text(0));
            Assert.AreEqual(1, tooLarge.TooLongCount);
            transport.Abort();
        }

        private static byte[] Text(int length)
        {
            byte[] text = new byte[length];
            for (int i = 0; i < length; i++)
            {
                text[i] = Letter(i);
            }

            return text;
        }

        private static byte Letter(int at) => (byte)('a' + (at % 26));

        private static void AssertText(int length, byte[] text, string fault)
        {
            int at = 0;
            while (at < length && text[at] == Letter(at))
            {
                at++;
            }

            Assert.AreEqual(length, at, fault);
        }
    }
}
