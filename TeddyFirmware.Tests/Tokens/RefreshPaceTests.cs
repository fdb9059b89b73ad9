using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;
using TeddyFirmware.Tests.Support;
using TeddyFirmware.Tokens;

namespace TeddyFirmware.Tests.Tokens
{
    /// <summary>Refresh: status → verdict → delay (contract, section 3).</summary>
    [TestClass]
    public class RefreshPaceTests
    {
        [TestMethod]
        public void Every_status_of_the_contract_has_its_verdict()
        {
            IsJudged(200, RefreshVerdict.Accepted);
            IsJudged(400, RefreshVerdict.Refused);
            IsJudged(401, RefreshVerdict.Refused);
            IsJudged(403, RefreshVerdict.Slow);
            IsJudged(404, RefreshVerdict.Missing);
            IsJudged(307, RefreshVerdict.Missing);
            IsJudged(405, RefreshVerdict.Slow);
            IsJudged(408, RefreshVerdict.Transient);
            IsJudged(422, RefreshVerdict.Refused);
            IsJudged(429, RefreshVerdict.Later);
            IsJudged(500, RefreshVerdict.Transient);
            IsJudged(503, RefreshVerdict.Later);
        }

        [TestMethod]
        public void No_other_status_is_accepted_or_refused()
        {
            for (int status = 0; status < 700; status++)
            {
                RefreshVerdict verdict = RefreshPolicy.Judge(HttpOutcome.Answered, status);
                Assert.AreEqual(status == 200, verdict == RefreshVerdict.Accepted, status.ToString());
                Assert.AreEqual(status == 400 || status == 401 || status == 422, verdict == RefreshVerdict.Refused, status.ToString());
            }
        }

        [TestMethod]
        public void Without_a_status_or_with_a_broken_200_it_is_transient()
        {
            for (int outcome = (int)HttpOutcome.Unreachable; outcome <= (int)HttpOutcome.TimedOut; outcome++)
            {
                Assert.AreEqual((int)RefreshVerdict.Transient, (int)RefreshPolicy.Judge((HttpOutcome)outcome, 401));
            }

            Assert.AreEqual((int)RefreshVerdict.Transient, (int)RefreshPolicy.Judge(HttpOutcome.None, 401));
            Assert.AreEqual((int)RefreshVerdict.Transient, (int)RefreshPolicy.Judge(HttpOutcome.BodyBroken, 200));
            Assert.AreEqual((int)RefreshVerdict.Transient, (int)RefreshPolicy.Judge(HttpOutcome.BodyTooLong, 200));
            Assert.AreEqual((int)RefreshVerdict.Refused, (int)RefreshPolicy.Judge(HttpOutcome.BodyTooLong, 401));
        }

        [TestMethod]
        public void Accepted_and_refused_wait_for_nothing()
        {
            Assert.AreEqual(0L, NewPace().DelayMs(RefreshVerdict.Accepted, null));
            Assert.AreEqual(0L, NewPace().DelayMs(RefreshVerdict.Refused, null));
        }

        [TestMethod]
        public void Missing_waits_1_minute_growing_to_15()
        {
            RefreshPace pace = NewPace();
            int[] minutes = { 1, 2, 4, 8, 15, 15 };
            for (int i = 0; i < minutes.Length; i++)
            {
                Assert.AreEqual(minutes[i] * 60000L, pace.DelayMs(RefreshVerdict.Missing, null));
            }
        }

        [TestMethod]
        public void Slow_waits_5_minutes_growing_to_an_hour()
        {
            RefreshPace pace = NewPace();
            int[] minutes = { 5, 10, 20, 40, 60, 60 };
            for (int i = 0; i < minutes.Length; i++)
            {
                Assert.AreEqual(minutes[i] * 60000L, pace.DelayMs(RefreshVerdict.Slow, null));
            }
        }

        [TestMethod]
        public void Transient_failures_back_off_until_one_is_accepted()
        {
            RefreshPace pace = NewPace();
            for (int n = 0; n < 8; n++)
            {
                long ms = pace.DelayMs(RefreshVerdict.Transient, null);
                Assert.IsTrue(ms >= 250 && ms <= Backoff.CeilingMs(n), ms.ToString());
            }

            pace.DelayMs(RefreshVerdict.Accepted, null);
            Assert.IsTrue(pace.DelayMs(RefreshVerdict.Transient, null) <= 1000);
        }

        [TestMethod]
        public void Later_waits_what_the_server_says_or_backs_off()
        {
            RefreshPace pace = NewPace();
            long ms = pace.DelayMs(RefreshVerdict.Later, "60");
            Assert.IsTrue(ms >= 60000 && ms <= 67000, ms.ToString());
            Assert.IsTrue(pace.DelayMs(RefreshVerdict.Later, null) <= 1000);
        }

        private static void IsJudged(int status, RefreshVerdict verdict) =>
            Assert.AreEqual((int)verdict, (int)RefreshPolicy.Judge(HttpOutcome.Answered, status), status.ToString());

        private static RefreshPace NewPace() => new RefreshPace(new FakeClock(), new RandomNumbers(new ScriptedRandom(6)));
    }
}
