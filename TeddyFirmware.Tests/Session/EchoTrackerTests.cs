using nanoFramework.TestFramework;
using TeddyFirmware.Session;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Session
{
    /// <summary>Echoes are matched with what was sent, in order.</summary>
    [TestClass]
    public class EchoTrackerTests
    {
        [TestMethod]
        public void An_echo_tells_its_round_trip()
        {
            EchoTracker tracker = new EchoTracker();
            tracker.OnSent(5, 1000);
            tracker.OnSent(3, 1100);
            Assert.AreEqual(250, Match(tracker, "Echo: Hello", 1250));
            Assert.AreEqual(200, Match(tracker, "Echo: abc", 1300));
            Assert.AreEqual(-1, Match(tracker, "Echo: abc", 1400));
        }

        [TestMethod]
        [DataRow("Hello"), DataRow("echo: Hello"), DataRow("Echo:Hello"), DataRow("Echo:"), DataRow("")]
        [DataRow("{\"type\":\"processed\"}")]
        public void What_is_no_echo_takes_nothing_from_the_list(string text)
        {
            EchoTracker tracker = new EchoTracker();
            tracker.OnSent(5, 0);
            Assert.AreEqual(-1, Match(tracker, text, 10));
            Assert.AreEqual(20, Match(tracker, "Echo: Hello", 20));
        }

        [TestMethod]
        public void An_echo_that_never_came_is_passed_over()
        {
            EchoTracker tracker = new EchoTracker();
            tracker.OnSent(4, 0);
            tracker.OnSent(5, 100);
            Assert.AreEqual(50, Match(tracker, "Echo: Hello", 150));
        }

        [TestMethod]
        public void A_server_that_never_echoes_costs_nothing()
        {
            EchoTracker tracker = new EchoTracker();
            for (int i = 1; i <= 100; i++)
            {
                tracker.OnSent(i, i);
            }

            Assert.AreEqual(7, Match(tracker, "Echo: " + Bytes.Text('x', 93), 100));
            Assert.AreEqual(-1, Match(tracker, "Echo: " + Bytes.Text('x', 92), 100));
        }

        [TestMethod]
        public void Another_session_begins_anew()
        {
            EchoTracker tracker = new EchoTracker();
            tracker.OnSent(5, 0);
            tracker.Reset();
            Assert.AreEqual(-1, Match(tracker, "Echo: Hello", 10));
        }

        private static int Match(EchoTracker tracker, string text, long nowMs)
        {
            byte[] message = Bytes.Of(text + "left over");
            return tracker.Match(message, Bytes.Of(text).Length, nowMs);
        }
    }
}
