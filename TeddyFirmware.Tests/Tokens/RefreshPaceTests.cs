using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;
using TeddyFirmware.Tests.Support;
using TeddyFirmware.Tokens;
using V = TeddyFirmware.Tokens.RefreshVerdict;

namespace TeddyFirmware.Tests.Tokens
{
    /// <summary>Refresh: status → verdict → delay (contract, section 3).</summary>
    [TestClass]
    public class RefreshPaceTests
    {
        [TestMethod]
        public void Every_status_of_the_contract_has_its_verdict()
        {
            AreJudged(V.Accepted, 200);
            AreJudged(V.Refused, 400, 401, 422);
            AreJudged(V.Missing, 307, 404);
            AreJudged(V.Slow, 403, 405);
            AreJudged(V.Later, 429, 503);
            AreJudged(V.Transient, 408, 500);
        }

        [TestMethod]
        public void No_other_status_is_accepted_or_refused()
        {
            for (int status = 0; status < 700; status++)
            {
                V verdict = RefreshPolicy.Judge(HttpOutcome.Answered, status);
                Assert.AreEqual(status == 200, verdict == V.Accepted, status.ToString());
                Assert.AreEqual(status == 400 || status == 401 || status == 422, verdict == V.Refused, status.ToString());
            }
        }

        [TestMethod]
        public void Without_a_status_or_with_a_broken_200_it_is_transient()
        {
            for (int outcome = (int)HttpOutcome.Unreachable; outcome <= (int)HttpOutcome.TimedOut; outcome++)
            {
                IsJudged(V.Transient, (HttpOutcome)outcome, 401);
            }

            IsJudged(V.Transient, HttpOutcome.None, 401);
            IsJudged(V.Transient, HttpOutcome.BodyBroken, 200);
            IsJudged(V.Transient, HttpOutcome.BodyTooLong, 200);
            IsJudged(V.Refused, HttpOutcome.BodyTooLong, 401);
        }

        [TestMethod]
        public void Accepted_and_refused_wait_for_nothing()
        {
            Assert.AreEqual(0L, NewPace().DelayMs(V.Accepted, null));
            Assert.AreEqual(0L, NewPace().DelayMs(V.Refused, null));
        }

        [TestMethod]
        public void Missing_waits_1_minute_growing_to_15_and_slow_5_growing_to_an_hour()
        {
            RefreshPace pace = NewPace();
            Check.Minutes(() => pace.DelayMs(V.Missing, null), 1, 2, 4, 8, 15, 15);
            Check.Minutes(() => pace.DelayMs(V.Slow, null), 5, 10, 20, 40, 60, 60);
        }

        [TestMethod]
        public void Transient_failures_back_off_until_one_is_accepted()
        {
            RefreshPace pace = NewPace();
            Check.BacksOff(() => pace.DelayMs(V.Transient, null), 8);
            pace.DelayMs(V.Accepted, null);
            Check.BacksOff(() => pace.DelayMs(V.Transient, null), 1);
        }

        [TestMethod]
        public void Later_waits_what_the_server_says_or_backs_off()
        {
            RefreshPace pace = NewPace();
            Check.Within(pace.DelayMs(V.Later, "60"), 60000, 67000);
            Check.BacksOff(() => pace.DelayMs(V.Later, null), 1);
        }

        private static void AreJudged(V verdict, params int[] statuses)
        {
            for (int i = 0; i < statuses.Length; i++)
            {
                IsJudged(verdict, HttpOutcome.Answered, statuses[i]);
            }
        }

        private static void IsJudged(V verdict, HttpOutcome outcome, int status) =>
            Assert.AreEqual((int)verdict, (int)RefreshPolicy.Judge(outcome, status), status.ToString());

        private static RefreshPace NewPace() => new RefreshPace(new FakeClock(), new RandomNumbers(new ScriptedRandom(6)));
    }
}
