using nanoFramework.TestFramework;
using TeddyFirmware.Resilience;
using TeddyFirmware.Session;

namespace TeddyFirmware.Tests.Session
{
    /// <summary>Ping every 20 s, two misses, dead within 45 s (contract, section 4).</summary>
    [TestClass]
    public class HeartbeatTests
    {
        private const int IntervalMs = 20000;

        [TestMethod]
        public void A_silent_peer_is_pinged_twice_and_dead_within_45_s()
        {
            Heartbeat heartbeat = new Heartbeat(IntervalMs);
            heartbeat.Start(1000);
            int pings = 0;
            long nowMs = 1000;
            while (!heartbeat.IsDead(nowMs))
            {
                pings += heartbeat.TakePing(nowMs) ? 1 : 0;
                nowMs += heartbeat.RemainingMs(nowMs);
                Assert.IsTrue(nowMs <= 46000, nowMs.ToString());
            }

            Assert.AreEqual(2, pings);
            Assert.IsTrue(nowMs - 1000 > 40000, "two misses, not one");
        }

        [TestMethod]
        public void A_peer_that_answers_each_ping_lives()
        {
            Heartbeat heartbeat = new Heartbeat(IntervalMs);
            heartbeat.Start(0);
            int pings = 0;
            for (long nowMs = 0; nowMs <= 600000; nowMs += 500)
            {
                Assert.IsFalse(heartbeat.IsDead(nowMs));
                if (heartbeat.TakePing(nowMs))
                {
                    pings++;
                    heartbeat.OnAlive(nowMs);
                }
            }

            Assert.AreEqual(30, pings);
        }

        [TestMethod]
        public void One_answer_after_a_miss_saves_it()
        {
            Heartbeat heartbeat = new Heartbeat(IntervalMs);
            heartbeat.Start(0);
            heartbeat.OnAlive(43999);
            Assert.IsFalse(heartbeat.IsDead(44000));
            Assert.IsFalse(heartbeat.IsDead(87998));
            Assert.IsTrue(heartbeat.IsDead(87999));
        }

        [TestMethod]
        public void A_late_look_pings_once_and_not_twice()
        {
            Heartbeat heartbeat = new Heartbeat(IntervalMs);
            heartbeat.Start(0);
            Assert.IsTrue(heartbeat.TakePing(43000));
            Assert.IsFalse(heartbeat.TakePing(43000));
        }

        [TestMethod]
        public void A_stopped_heartbeat_does_nothing()
        {
            Heartbeat heartbeat = new Heartbeat(IntervalMs);
            Assert.IsFalse(heartbeat.IsDead(999999));
            heartbeat.Start(0);
            heartbeat.Stop();
            Assert.IsFalse(heartbeat.IsDead(999999));
            Assert.IsFalse(heartbeat.TakePing(999999));
            Assert.AreEqual(Countdown.Never, heartbeat.RemainingMs(999999));
        }
    }
}
