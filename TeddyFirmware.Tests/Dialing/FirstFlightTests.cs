using nanoFramework.TestFramework;
using TeddyFirmware.Dialing;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Dialing
{
    /// <summary>What a server says first, in all the pieces in which it may come.</summary>
    [TestClass]
    public class FirstFlightTests
    {
        private const string Done = "0e000000";

        [TestMethod]
        public void A_whole_flight_is_an_answer_and_tells_version_and_suite()
        {
            FirstFlight flight = new FirstFlight();
            byte[] bytes = Bytes.FromHex(Record(Hello() + Certificate() + Done));
            Assert.AreEqual((int)PeerAnswer.Waiting, (int)flight.Take(bytes, 0, bytes.Length - 1), "without its last byte it is none");
            Assert.AreEqual((int)PeerAnswer.Answered, (int)flight.Take(bytes, bytes.Length - 1, 1));
            Assert.AreEqual(0x0303, flight.Version);
            Assert.AreEqual(0xC02F, flight.Suite);
            Assert.AreEqual(-1, flight.Alert);
        }

        // RFC 5246, 6.2.1: messages may be cut anywhere, and records may hold several.
        [TestMethod]
        public void Messages_may_lie_across_records_and_bytes_may_come_one_by_one()
        {
            string messages = Hello() + Certificate() + Done;
            for (int piece = 1; piece < 40; piece++)
            {
                string flight = string.Empty;
                for (int at = 0; at < messages.Length; at += 2 * piece)
                {
                    int length = messages.Length - at < 2 * piece ? messages.Length - at : 2 * piece;
                    flight += Record(messages.Substring(at, length));
                }

                Assert.AreEqual("answered", AnswerByByte(flight), piece.ToString());
            }
        }

        [TestMethod]
        public void An_alert_is_an_answer_and_a_warning_is_none()
        {
            Assert.AreEqual("answered", AnswerTo("15030300020228"), "handshake_failure");
            Assert.AreEqual("answered", AnswerTo("15030300020100"), "close_notify");
            Assert.AreEqual("waiting", AnswerTo("15030300020170"), "unrecognized_name, a warning");
            Assert.AreEqual("answered", AnswerTo("15030300020170" + Record(Hello() + Done)));
        }

        [TestMethod]
        public void The_alert_is_told()
        {
            FirstFlight flight = new FirstFlight();
            flight.Take(Bytes.FromHex("15030300020246"), 0, 7);
            Assert.AreEqual(70, flight.Alert, "protocol_version");
            Assert.AreEqual(0, flight.Version);
            Assert.AreEqual(0, flight.Suite);
        }

        [TestMethod]
        public void What_no_TLS_server_says_is_known_by_its_first_bytes()
        {
            Assert.AreEqual("not-tls", AnswerTo("48"), "HTTP");
            Assert.AreEqual("not-tls", AnswerTo("1602"), "version 2");
            Assert.AreEqual("not-tls", AnswerTo("16030300004000"), "an empty record");
            Assert.AreEqual("not-tls", AnswerTo("1603034001"), "a record of more than 16,384 bytes");
            Assert.AreEqual("not-tls", AnswerTo("1403030001"), "a cipher change before a hello");
            Assert.AreEqual("not-tls", AnswerTo(Record(Certificate())), "a certificate before a hello");
            Assert.AreEqual("not-tls", AnswerTo(Record(Hello() + Hello())), "two hellos");
            Assert.AreEqual("not-tls", AnswerTo(Record(Hello() + "0bffffff")), "a certificate of 16 MB");
        }

        [TestMethod]
        public void A_flight_without_an_end_is_read_to_its_limit_and_no_further()
        {
            FirstFlight flight = new FirstFlight();
            byte[] hello = Bytes.FromHex(Record(Hello()));
            flight.Take(hello, 0, hello.Length);
            byte[] certificate = Bytes.FromHex(Record("0b000100" + "00"));
            int total = hello.Length;
            while (flight.Take(certificate, 0, certificate.Length) == PeerAnswer.Waiting)
            {
                total += certificate.Length;
                Assert.IsTrue(total <= FirstFlight.MaxBytes);
                certificate = Bytes.Join(Bytes.FromHex("1603030100"), Bytes.Repeat(11, 256));
            }

            Assert.AreEqual((int)PeerAnswer.NotTls, (int)flight.Answer);
        }

        private static string AnswerTo(string hex)
        {
            byte[] bytes = Bytes.FromHex(hex);
            return Word(new FirstFlight().Take(bytes, 0, bytes.Length));
        }

        private static string AnswerByByte(string hex)
        {
            byte[] bytes = Bytes.FromHex(hex);
            FirstFlight flight = new FirstFlight();
            for (int i = 0; i < bytes.Length; i++)
            {
                Assert.AreEqual((int)PeerAnswer.Waiting, (int)flight.Answer);
                flight.Take(bytes, i, 1);
            }

            return Word(flight.Answer);
        }

        private static string Word(PeerAnswer answer) => answer == PeerAnswer.Waiting ? "waiting" : PeerWord.Of(answer);

        private static string Record(string content)
        {
            return "160303" + Bytes.ToHex(new byte[] { (byte)(content.Length / 2 / 256), (byte)(content.Length / 2) }) + content;
        }

        // Version 1.2, random, a session's id of 4 bytes, ECDHE-RSA-AES128-GCM-SHA256, no compression.
        private static string Hello() => "0200002a" + "0303" + Bytes.ToHex(Bytes.Repeat(5, 32)) + "0401020304" + "c02f" + "00";

        private static string Certificate() => "0b000010" + Bytes.ToHex(Bytes.Repeat(11, 16));
    }
}
