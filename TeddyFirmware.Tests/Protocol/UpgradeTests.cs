using System.Text;
using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Protocol;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Protocol
{
    /// <summary>The request for a WebSocket and its answer (RFC 6455, 4.1; RFC 9110, 15.2; RFC 9112, 2.2).</summary>
    [TestClass]
    public class UpgradeTests
    {
        private const string Line = "HTTP/1.1 101 Switching Protocols\r\n";
        private const string Fields = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
        private const string AcceptField = "Sec-WebSocket-Accept: " + SampleNonce.Accept + "\r\n";
        private const string Good = Line + Fields + AcceptField + "\r\n";

        [TestMethod]
        public void The_request_asks_for_what_RFC_6455_asks_for_and_says_who_we_are()
        {
            Upgrade upgrade = NewUpgrade();
            string request = Encoding.UTF8.GetString(upgrade.Request, 0, upgrade.Request.Length);
            Assert.AreEqual(
                "GET /ws/esp32/Teddy-1?token=a HTTP/1.1\r\nHost: localhost:8443\r\nUser-Agent: TeddyFirmware/1.0.0\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: " + SampleNonce.Key + "\r\nSec-WebSocket-Version: 13\r\n\r\n",
                request);
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("HTTP/1.1 100 Continue\r\n\r\n")]
        [DataRow("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n")]
        [DataRow("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nSec-WebSocket-Extensions: x\r\n\r\n")]
        public void Interim_answers_are_read_over(string interim) => Opens(interim + Good);

        [TestMethod]
        public void Lines_may_end_in_a_line_feed_alone() =>
            Opens("HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Accept: " + SampleNonce.Accept + "\n\n");

        [TestMethod]
        [DataRow("HTTP/1.1 101\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n")]
        [DataRow("HTTP/1.1 101 Switching Protocols\r\nupgrade:WebSocket\r\nconnection: keep-alive, UPGRADE\r\n")]
        [DataRow("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: keep-alive\r\nConnection: upgrade\r\n")]
        [DataRow("HTTP/1.1 101 Switching Protocols\r\nUpgrade:\r\n websocket\r\nConnection: a,\r\n\tupgrade , b\r\n")]
        public void The_fields_are_lists_of_words_in_any_case_and_may_be_folded(string head) => Opens(head + AcceptField + "\r\n");

        [TestMethod]
        public void Seven_kilobytes_of_other_fields_are_read_past()
        {
            StringBuilder filler = new StringBuilder();
            for (int i = 0; i < 14; i++)
            {
                filler.Append("X-Filler: " + Bytes.Text('a', 500) + "\r\n");
            }

            Opens(Line + Fields + filler.ToString() + AcceptField + "\r\n");
        }

        [TestMethod]
        [DataRow("HTTP/1.0 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n", "http-1.0")]
        [DataRow("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n", "no-upgrade")]
        [DataRow("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrades, not-upgrade\r\n", "no-connection-upgrade")]
        [DataRow("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nX: Connection: Upgrade\r\n", "no-connection-upgrade")]
        [DataRow("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Extensions: permessage-deflate\r\n", "unasked")]
        [DataRow("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: chat\r\n", "unasked")]
        [DataRow("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: AAAA=\r\n", "accept-key")]
        [DataRow("HTTP/1.1 10x Switching Protocols\r\n", "no-http")]
        [DataRow("what?\r\n", "no-http")]
        [DataRow("\r\n", "no-http")]
        public void An_answer_that_is_no_upgrade_is_told_what_it_lacks(string head, string fault)
        {
            Upgrade upgrade = Answered(head + AcceptField + "\r\n", 1000);
            Assert.IsFalse(upgrade.IsAccepted());
            Assert.AreEqual((int)OpenFailure.BadUpgrade, (int)upgrade.Failure);
            Assert.AreEqual(fault, upgrade.Fault);
        }

        [TestMethod]
        public void A_head_of_more_than_8_kilobytes_is_too_long_in_one_line_or_in_many()
        {
            string many = Line;
            for (int i = 0; i < 9; i++)
            {
                many += "X: " + Bytes.Text('x', 1000) + "\r\n";
            }

            string[] heads = { many, Line + "X: " + Bytes.Text('x', 8200), Bytes.Text('x', 8200) };
            for (int i = 0; i < heads.Length; i++)
            {
                Upgrade upgrade = Answered(heads[i], 1000);
                Assert.IsFalse(upgrade.IsAccepted());
                Assert.AreEqual("head-too-long", upgrade.Fault);
            }
        }

        [TestMethod]
        public void A_refusal_tells_its_status_and_when_to_come_again()
        {
            Upgrade upgrade = Answered("HTTP/1.1 503 Service Unavailable\nRetry-After: 30\nContent-Length: 0\n\n", 1000);
            Assert.IsFalse(upgrade.IsAccepted());
            Assert.AreEqual((int)OpenFailure.HttpStatus, (int)upgrade.Failure);
            Assert.AreEqual(503, upgrade.Status);
            Assert.AreEqual("30", upgrade.RetryAfter);
        }

        private static Upgrade NewUpgrade() => new Upgrade(ServerUrl.Parse("wss://localhost:8443/ws/esp32/Teddy-1?token=a"), new SampleNonce());

        // Whole, in pieces, and byte by byte; and what is behind the head is not touched.
        private static void Opens(string head)
        {
            int[] pieces = { 10000, 7, 1 };
            for (int i = 0; i < pieces.Length; i++)
            {
                Upgrade upgrade = Answered(head + "FRAMES", pieces[i]);
                Assert.IsTrue(upgrade.IsAccepted(), upgrade.Fault);
            }
        }

        private static Upgrade Answered(string answer, int pieceBytes)
        {
            Upgrade upgrade = NewUpgrade();
            byte[] bytes = Bytes.Of(answer);
            int taken = 0;
            for (int at = 0; at < bytes.Length && !upgrade.IsAnswered; at += pieceBytes)
            {
                int count = bytes.Length - at < pieceBytes ? bytes.Length - at : pieceBytes;
                taken += upgrade.Take(Bytes.Slice(bytes, at, count), count);
            }

            Assert.IsTrue(upgrade.IsAnswered, "not answered");
            int behind = answer.IndexOf("FRAMES");
            Assert.IsTrue(behind < 0 || taken == behind, "took " + taken.ToString());
            return upgrade;
        }
    }
}
