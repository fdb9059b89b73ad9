using nanoFramework.TestFramework;
using TeddyFirmware.Resilience;
using TeddyFirmware.Session;
using TeddyFirmware.Tests.Support;
using V = TeddyFirmware.Session.SessionVerdict;

namespace TeddyFirmware.Tests.Session
{
    /// <summary>Contract section 4: close code or upgrade status → verdict → delay.</summary>
    [TestClass]
    public class SessionPolicyTests
    {
        [TestMethod]
        public void Every_row_of_closes_and_any_other_code_backs_off_and_refuses_no_token()
        {
            int named = AreJudged(V.GoingAway, 1000, 1001, 1012) + AreJudged(V.OwnFault, 1002, 1003, 1007, 1009, 1010)
                + AreJudged(V.Lost, 1006) + AreJudged(V.TokenRefused, 1008) + AreJudged(V.Later, 1013);
            AreJudged(V.Transient, 1011, 65535, -1);
            int transient = 0;
            for (int code = 0; code < 5000; code++)
            {
                transient += SessionPolicy.JudgeClose(code) == V.Transient ? 1 : 0;
            }

            Assert.AreEqual(5000 - named, transient);
        }

        [TestMethod]
        public void Every_row_of_refused_upgrades()
        {
            AreRefused(V.TokenRefused, 401, 403);
            AreRefused(V.Unknown, 404);
            AreRefused(V.Later, 429, 503);
            AreRefused(V.Transient, 0, 200, 301, 302, 400, 418, 426, 500, 502, 504, 599, 999);
        }

        [TestMethod]
        [DataRow((int)V.GoingAway), DataRow((int)V.Lost)]
        public void Going_away_and_lost_wait_0_to_5_s_at_first_and_then_back_off(int verdict)
        {
            long longestMs = 0;
            for (int seed = 0; seed < 60; seed++)
            {
                SessionPace pace = NewPace(seed);
                long firstMs = pace.DelayMs((V)verdict, null);
                Check.Within(firstMs, 0, 5000);
                longestMs = firstMs > longestMs ? firstMs : longestMs;
                Check.BacksOff(() => pace.DelayMs((V)verdict, null), 2, 1);
            }

            Assert.IsTrue(longestMs > 4000, "it is spread over the 5 s");
        }

        [TestMethod]
        [DataRow((int)V.Transient), DataRow((int)V.OwnFault), DataRow((int)V.TokenRefused)]
        public void Server_faults_protocol_complaints_and_refused_tokens_back_off(int verdict)
        {
            SessionPace pace = NewPace(verdict);
            Check.BacksOff(() => pace.DelayMs((V)verdict, null), 10);
        }

        [TestMethod]
        public void Try_again_later_waits_30_s_at_least_or_what_the_server_says()
        {
            for (int seed = 0; seed < 30; seed++)
            {
                SessionPace pace = NewPace(seed);
                Check.Within(pace.DelayMs(V.Later, null), 30000, 31000);
                Check.Within(pace.DelayMs(V.Later, "nonsense"), 30000, 32000);
                Check.Within(pace.DelayMs(V.Later, "120"), 120000, 133000);
                Check.Within(pace.DelayMs(V.Later, "Thu, 01 Jan 2026 00:02:00 GMT"), 120000, 133000);
                Check.Within(pace.DelayMs(V.Later, "99999"), 900000, 991000);
            }
        }

        [TestMethod]
        public void An_unknown_device_goes_slowly()
        {
            SessionPace pace = NewPace(1);
            Check.Minutes(() => pace.DelayMs(V.Unknown, null), 15, 30, 60, 120, 240, 360, 360);
        }

        [TestMethod]
        public void A_stable_session_forgives_everything()
        {
            SessionPace pace = NewPace(1);
            for (int i = 0; i < 8; i++)
            {
                pace.DelayMs(V.Transient, null);
                pace.DelayMs(V.Unknown, null);
            }

            pace.Reset();
            Check.BacksOff(() => pace.DelayMs(V.Transient, null), 1);
            Check.Minutes(() => pace.DelayMs(V.Unknown, null), 15);
        }

        private static SessionPace NewPace(int seed) => new SessionPace(new FakeClock(), new RandomNumbers(new ScriptedRandom(seed)));

        private static int AreJudged(V verdict, params int[] codes)
        {
            for (int i = 0; i < codes.Length; i++)
            {
                Assert.AreEqual((int)verdict, (int)SessionPolicy.JudgeClose(codes[i]), codes[i].ToString());
            }

            return codes.Length;
        }

        private static void AreRefused(V verdict, params int[] statuses)
        {
            for (int i = 0; i < statuses.Length; i++)
            {
                Assert.AreEqual((int)verdict, (int)SessionPolicy.JudgeUpgrade(statuses[i]), statuses[i].ToString());
            }
        }
    }
}
