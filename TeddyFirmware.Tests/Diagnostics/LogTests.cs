using nanoFramework.TestFramework;
using TeddyFirmware.Diagnostics;
using TeddyFirmware.Platform;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Diagnostics
{
    /// <summary>The one log line format, and what of an id may be shown.</summary>
    [TestClass]
    public class LogTests
    {
        [TestMethod]
        public void A_line_has_time_level_area_and_text_in_columns()
        {
            FakePlatform platform = new FakePlatform();
            Log log = platform.NewLog();
            platform.FakeClock.Advance(12345);
            log.Info(LogArea.Session, "open after=210ms");
            Assert.AreEqual("   12.345 info  session  open after=210ms", platform.Lines.Last);
            log.Warning(LogArea.Boot, "x");
            Assert.AreEqual("   12.345 warn  boot     x", platform.Lines.Last);
            log.Error(LogArea.Settings, "x");
            Assert.AreEqual("   12.345 error settings x", platform.Lines.Last);
        }

        // The wall clock is of no weight.
        [TestMethod]
        public void Milliseconds_keep_their_zeros_and_weeks_keep_the_columns()
        {
            string[] columns = { "    0.000", "    0.010", "    1.007", "8640001.007" };
            long[] passMs = { 0, 10, 997, 100 * Ms.Day };
            FakePlatform platform = new FakePlatform();
            Log log = platform.NewLog();
            platform.FakeClock.SetUtc(0);
            for (int i = 0; i < columns.Length; i++)
            {
                platform.FakeClock.Advance(passMs[i]);
                log.Info(LogArea.Boot, "x");
                Assert.StartsWith(columns[i] + " info", platform.Lines.Last);
            }
        }

        [TestMethod]
        [DataRow("Teddy-ESP32-0001", "*0001"), DataRow("12345", "*2345"), DataRow("1234", "*"), DataRow("", "*")]
        public void Of_a_device_id_the_last_four_characters_are_shown(string id, string shown) => Assert.AreEqual(shown, Redact.DeviceId(id));

        [TestMethod]
        public void No_device_id_is_a_star() => Assert.AreEqual("*", Redact.DeviceId(null));

        [TestMethod]
        public void An_answer_is_described_by_status_outcome_and_class_alone()
        {
            HttpExchange exchange = new HttpExchange();
            HttpReply.WithStatus(409).FillIn(exchange);
            Assert.AreEqual("status=409 in_ms=120", Describe.Answer(exchange, 120));
            exchange.Outcome = HttpOutcome.BodyTooLong;
            exchange.Status = 200;
            Assert.AreEqual("status=200 outcome=body-too-long in_ms=5", Describe.Answer(exchange, 5));
            exchange.Outcome = HttpOutcome.TlsRefused;
            exchange.Status = 0;
            exchange.Phase = HttpPhase.Handshake;
            exchange.ErrorClass = "SocketException";
            Assert.AreEqual("no answer outcome=tls-refused waited_for=handshake error=SocketException in_ms=5", Describe.Answer(exchange, 5));
        }

        [TestMethod]
        public void Every_outcome_and_every_failure_has_its_own_word()
        {
            string[] outcomes = { "body-too-long", "body-broken", "unreachable", "tls-refused", "timed-out" };
            HttpExchange exchange = new HttpExchange();
            for (int i = 0; i < outcomes.Length; i++)
            {
                exchange.Outcome = (HttpOutcome)((int)HttpOutcome.BodyTooLong + i);
                Assert.Contains("outcome=" + outcomes[i], Describe.Answer(exchange, 0));
            }

            string[] phases = { "name", "connection", "handshake", "answer" };
            for (int i = 0; i < phases.Length; i++)
            {
                exchange.Phase = (HttpPhase)i;
                Assert.Contains("waited_for=" + phases[i] + " ", Describe.Answer(exchange, 0));
            }

            string[] failures = { "status", "unreachable", "tls-refused", "timed-out", "bad-upgrade" };
            for (int i = 0; i < failures.Length; i++)
            {
                Assert.AreEqual(failures[i], Describe.Failure((OpenFailure)i));
            }
        }
    }
}
