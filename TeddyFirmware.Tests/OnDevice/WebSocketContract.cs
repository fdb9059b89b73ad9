using System.Threading;
using nanoFramework.TestFramework;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.OnDevice
{
    /// <summary>What the core takes for granted of a WebSocket transport.</summary>
    [TestClass]
    public class WebSocketContract
    {
        private const int DeadlineMs = 15000;

        /// <summary>Every close code of the peer is seen as it came, once.</summary>
        /// <param name="code">The code.</param>
        [TestMethod]
        [DataRow(1000)]
        [DataRow(1001)]
        [DataRow(1008)]
        [DataRow(1011)]
        [DataRow(1012)]
        [DataRow(1013)]
        [DataRow(3000)]
        [DataRow(4503)]
        public void TheCloseCodeIsSeen(int code)
        {
            SocketProbe probe = SocketProbe.Opened(PlatformUnderTest.Create().WebSocket, "/contract/ws/close/" + code.ToString());
            probe.WaitForClose();
            Assert.AreEqual(code, probe.CloseCode);
        }

        /// <summary>The end of the stream without a close frame is 1006, soon.</summary>
        [TestMethod]
        public void TheEndOfTheStreamIsSeen()
        {
            SocketProbe probe = SocketProbe.Opened(PlatformUnderTest.Create().WebSocket, "/contract/ws/drop");
            probe.WaitForClose();
            Assert.AreEqual(1006, probe.CloseCode);
        }

        /// <summary>A refused upgrade tells its status and Retry-After.</summary>
        /// <param name="status">The status.</param>
        [TestMethod]
        [DataRow(401)]
        [DataRow(403)]
        [DataRow(404)]
        [DataRow(429)]
        [DataRow(503)]
        public void ARefusedUpgradeTellsItsStatus(int status)
        {
            SocketProbe probe = new SocketProbe(PlatformUnderTest.Create().WebSocket);
            probe.Open("/contract/ws/refuse/" + status.ToString(), DeadlineMs);
            AssertFailure(OpenFailure.HttpStatus, probe);
            Assert.AreEqual(status, probe.Status);
            Assert.AreEqual("7", probe.RetryAfter);
        }

        /// <summary>A certificate of another authority is refused.</summary>
        [TestMethod]
        public void AForeignAuthorityIsRefused()
        {
            SocketProbe probe = new SocketProbe(PlatformUnderTest.Create().WebSocket);
            probe.OpenUrl(ContractServer.ForeignUrl("/contract/ws/echo"), DeadlineMs);
            AssertFailure(OpenFailure.TlsRefused, probe);
        }

        /// <summary>The deadline holds where the upgrade has no answer.</summary>
        [TestMethod]
        public void TheDeadlineHolds()
        {
            SocketProbe probe = new SocketProbe(PlatformUnderTest.Create().WebSocket);
            probe.Open("/contract/ws/noanswer", 4000);
            AssertFailure(OpenFailure.TimedOut, probe);
        }

        /// <summary>Fragments are joined, and a ping between them is answered by the transport.</summary>
        [TestMethod]
        public void FragmentsAreJoined()
        {
            IWebSocketTransport transport = PlatformUnderTest.Create().WebSocket;
            SocketProbe probe = SocketProbe.Opened(transport, "/contract/ws/fragments");
            probe.WaitForTexts(1);
            Assert.AreEqual("abc", probe.Text(0));
            transport.Abort();
        }

        /// <summary>A message of another kind is counted and dropped; the next text arrives.</summary>
        [TestMethod]
        public void BinaryIsIgnored()
        {
            IWebSocketTransport transport = PlatformUnderTest.Create().WebSocket;
            SocketProbe probe = SocketProbe.Opened(transport, "/contract/ws/binary");
            probe.WaitForTexts(1);
            Assert.AreEqual("after", probe.Text(0));
            Assert.AreEqual(1, probe.IgnoredCount);
            transport.Abort();
        }

        /// <summary>A text that is not UTF-8 ends the connection with 1007, and is not delivered.</summary>
        [TestMethod]
        public void TextIsUtf8()
        {
            SocketProbe probe = SocketProbe.Opened(PlatformUnderTest.Create().WebSocket, "/contract/ws/badutf8");
            probe.WaitForClose();
            Assert.AreEqual(1007, probe.CloseCode);
            Assert.AreEqual(0, probe.TextCount);
        }

        /// <summary>A ping is answered, which is a sign of life.</summary>
        [TestMethod]
        public void APongIsASignOfLife()
        {
            IWebSocketTransport transport = PlatformUnderTest.Create().WebSocket;
            SocketProbe probe = SocketProbe.Opened(transport, "/contract/ws/echo");
            int before = probe.AliveCount;
            transport.Ping();
            for (int waitedMs = 0; probe.AliveCount == before && waitedMs < 5000; waitedMs += 50)
            {
                Thread.Sleep(50);
            }

            Assert.IsTrue(probe.AliveCount > before, "no pong");
            transport.Abort();
        }

        /// <summary>Our close frame is answered, and the answer reported.</summary>
        [TestMethod]
        public void CloseIsAnswered()
        {
            IWebSocketTransport transport = PlatformUnderTest.Create().WebSocket;
            SocketProbe probe = SocketProbe.Opened(transport, "/contract/ws/echo");
            transport.Close(1000);
            probe.WaitForClose();
            Assert.AreEqual(1000, probe.CloseCode);
            Assert.IsFalse(transport.Send(new byte[1], 1), "sent after the close");
        }

        /// <summary>A text that is not taken is offered again, and none behind it is lost.</summary>
        [TestMethod]
        public void ATextThatIsNotTakenIsOfferedAgain()
        {
            IWebSocketTransport transport = PlatformUnderTest.Create().WebSocket;
            SocketProbe probe = new SocketProbe(transport);
            probe.Refusals = 10;
            probe.Open("/contract/ws/binary", DeadlineMs);
            probe.WaitForTexts(1);
            Assert.AreEqual("after", probe.Text(0));
            Assert.AreEqual(0, probe.Refusals);
            transport.Abort();
        }

        /// <summary>After an abort nothing is reported, in whatever state it came; the next connection works.</summary>
        [TestMethod]
        public void AbortIsQuietInEveryState()
        {
            IWebSocketTransport transport = PlatformUnderTest.Create().WebSocket;
            transport.Abort();
            SocketProbe opening = new SocketProbe(transport);
            transport.Open(ContractServer.ToWebSocket(ContractServer.Url("/contract/ws/noanswer")), DeadlineMs, opening);
            transport.Abort();
            SocketProbe upgrading = new SocketProbe(transport);
            transport.Open(ContractServer.ToWebSocket(ContractServer.Url("/contract/ws/noanswer")), DeadlineMs, upgrading);
            Thread.Sleep(3000);
            transport.Abort();
            SocketProbe open = SocketProbe.Opened(transport, "/contract/ws/echo");
            transport.Abort();
            transport.Abort();
            Assert.IsFalse(transport.Send(new byte[1], 1), "sent after the abort");
            transport.Ping();
            transport.Close(1000);
            SocketProbe next = SocketProbe.Opened(transport, "/contract/ws/echo");
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
            string[] paths = { "/contract/ws/close/1000", "/contract/ws/drop", "/contract/ws/close/4000", "/contract/ws/badutf8" };
            for (int i = 0; i < 8; i++)
            {
                SocketProbe.Opened(transport, paths[i % paths.Length]).WaitForClose();
            }
        }

        private static void AssertFailure(OpenFailure expected, SocketProbe probe)
        {
            Assert.AreEqual(1, probe.RefusalCount, "opened");
            Assert.AreEqual((int)expected, (int)probe.Failure, "failure");
        }
    }
}
