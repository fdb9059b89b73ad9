using System.Threading;
using nanoFramework.TestFramework;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.OnDevice
{
    /// <summary>What the core takes for granted of a WebSocket transport.</summary>
    [TestClass]
    public class WebSocketContract
    {
        /// <summary>Every close code of the peer is seen as it came, once.</summary>
        /// <param name="code">The code.</param>
        [TestMethod]
        [DataRow(1000), DataRow(1001), DataRow(1008), DataRow(1011), DataRow(1012), DataRow(1013), DataRow(3000)]
        [DataRow(4503)]
        public void TheCloseCodeIsSeen(int code) => SocketProbe.Opened("/contract/ws/close/" + code.ToString()).WaitForClose(code);

        /// <summary>The end of the stream without a close frame is 1006, soon.</summary>
        [TestMethod]
        public void TheEndOfTheStreamIsSeen() => SocketProbe.Opened("/contract/ws/drop").WaitForClose(1006);

        /// <summary>A refused upgrade tells its status and Retry-After.</summary>
        /// <param name="status">The status.</param>
        [TestMethod]
        [DataRow(401), DataRow(403), DataRow(404), DataRow(429), DataRow(503)]
        public void ARefusedUpgradeTellsItsStatus(int status)
        {
            SocketProbe probe = new SocketProbe().Open(ContractServer.Url("/contract/ws/refuse/" + status.ToString()));
            probe.IsRefused(OpenFailure.HttpStatus);
            Assert.AreEqual(status, probe.Status);
            Assert.AreEqual("7", probe.RetryAfter);
        }

        /// <summary>A certificate of another authority is refused.</summary>
        [TestMethod]
        public void AForeignAuthorityIsRefused() =>
            new SocketProbe().Open(ContractServer.ForeignUrl("/contract/ws/echo")).IsRefused(OpenFailure.TlsRefused);

        /// <summary>The deadline holds where the upgrade has no answer.</summary>
        [TestMethod]
        public void TheDeadlineHolds() => new SocketProbe().Open(ContractServer.Url("/contract/ws/noanswer"), 4000).IsRefused(OpenFailure.TimedOut);

        /// <summary>Fragments are joined, and a ping between them is answered by the transport.</summary>
        [TestMethod]
        public void FragmentsAreJoined()
        {
            SocketProbe probe = SocketProbe.Opened("/contract/ws/fragments");
            probe.WaitForTexts(1);
            Assert.AreEqual("abc", probe.Text(0));
            probe.Transport.Abort();
        }

        /// <summary>A message of another kind is counted and dropped; the next text arrives.</summary>
        [TestMethod]
        public void BinaryIsIgnored()
        {
            SocketProbe probe = SocketProbe.Opened("/contract/ws/binary");
            probe.WaitForTexts(1);
            Assert.AreEqual("after", probe.Text(0));
            Assert.AreEqual(1, probe.IgnoredCount);
            probe.Transport.Abort();
        }

        /// <summary>A text that is not UTF-8 ends the connection with 1007, and is not delivered.</summary>
        [TestMethod]
        public void TextIsUtf8()
        {
            SocketProbe probe = SocketProbe.Opened("/contract/ws/badutf8");
            probe.WaitForClose(1007);
            Assert.AreEqual(0, probe.TextCount);
        }

        /// <summary>A ping is answered, which is a sign of life.</summary>
        [TestMethod]
        public void APongIsASignOfLife()
        {
            SocketProbe probe = SocketProbe.Opened("/contract/ws/echo");
            int before = probe.AliveCount;
            probe.Transport.Ping();
            probe.WaitForLife(before);
            probe.Transport.Abort();
        }

        /// <summary>Our close frame is answered, and the answer reported.</summary>
        [TestMethod]
        public void CloseIsAnswered()
        {
            SocketProbe probe = SocketProbe.Opened("/contract/ws/echo");
            probe.Transport.Close(1000);
            probe.WaitForClose(1000);
            Assert.IsFalse(probe.Transport.Send(new byte[1], 1), "sent after the close");
        }

        /// <summary>A text that is not taken is offered again, and none behind it is lost.</summary>
        [TestMethod]
        public void ATextThatIsNotTakenIsOfferedAgain()
        {
            SocketProbe probe = new SocketProbe { Refusals = 10 }.Open(ContractServer.Url("/contract/ws/binary"));
            probe.WaitForTexts(1);
            Assert.AreEqual("after", probe.Text(0));
            Assert.AreEqual(0, probe.Refusals);
            probe.Transport.Abort();
        }

        /// <summary>After an abort nothing is reported, in whatever state it came; the next connection works.</summary>
        [TestMethod]
        public void AbortIsQuietInEveryState()
        {
            IWebSocketTransport transport = PlatformUnderTest.Create().WebSocket;
            transport.Abort();
            SocketProbe opening = new SocketProbe(transport);
            opening.Begin(ContractServer.Url("/contract/ws/noanswer"));
            transport.Abort();
            SocketProbe upgrading = new SocketProbe(transport);
            upgrading.Begin(ContractServer.Url("/contract/ws/noanswer"));
            Thread.Sleep(3000);
            transport.Abort();
            SocketProbe open = SocketProbe.Opened("/contract/ws/echo", transport);
            transport.Abort();
            transport.Abort();
            Assert.IsFalse(transport.Send(new byte[1], 1), "sent after the abort");
            transport.Ping();
            transport.Close(1000);
            SocketProbe next = SocketProbe.Opened("/contract/ws/echo", transport);
            transport.Abort();
            Thread.Sleep(500);
            Assert.AreEqual(0, opening.OpenCount + opening.RefusalCount + upgrading.OpenCount + upgrading.RefusalCount);
            Assert.AreEqual(0, open.CloseCount + next.CloseCount);
        }

        /// <summary>One connection after the other, each closed in another way.</summary>
        [TestMethod]
        public void ReconnectsAgainAndAgain()
        {
            IWebSocketTransport transport = PlatformUnderTest.Create().WebSocket;
            string[] paths = { "close/1000", "drop", "close/4000", "badutf8" };
            int[] codes = { 1000, 1006, 4000, 1007 };
            for (int i = 0; i < 8; i++)
            {
                SocketProbe.Opened("/contract/ws/" + paths[i % paths.Length], transport).WaitForClose(codes[i % codes.Length]);
            }
        }
    }
}
