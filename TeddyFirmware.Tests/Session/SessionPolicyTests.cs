using nanoFramework.TestFramework;
using TeddyFirmware.Resilience;
using TeddyFirmware.Session;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Session
{
    /// <summary>Contract section 4: close code or upgrade status → verdict → delay.</summary>
    [TestClass]
    public class SessionPolicyTests
    {
        [TestMethod]
        public void Every_row_of_closes()
        {
            IsJudged(1008, SessionVerdict.TokenRefused);
            IsJudged(1011, SessionVerdict.Transient);
            IsJudged(1000, SessionVerdict.GoingAway);
            IsJudged(1001, SessionVerdict.GoingAway);
            IsJudged(1012, SessionVerdict.GoingAway);
            IsJudged(1013, SessionVerdict.Later);
            IsJudged(1002, SessionVerdict.OwnFault);
            IsJudged(1003, SessionVerdict.OwnFault);
            IsJudged(1007, SessionVerdict.OwnFault);
            IsJudged(1009, SessionVerdict.OwnFault);
            IsJudged(1010, SessionVerdict.OwnFault);
            IsJudged(1006, SessionVerdict.Lost);
        }

        [TestMethod]
        public void Any_other_code_backs_off_and_none_refuses_the_token()
        {
            int[] named = { 1000, 1001, 1002, 1003, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013 };
            for (int code = 0; code < 5000; code++)
            {
                SessionVerdict verdict = SessionPolicy.JudgeClose(code);
                bool isNamed = false;
                for (int i = 0; i < named.Length; i++)
                {
                    isNamed |= named[i] == code;
                }

                Assert.IsTrue(isNamed || verdict == SessionVerdict.Transient, code.ToString());
                Assert.AreEqual(code == 1008, verdict == SessionVerdict.TokenRefused, code.ToString());
            }

            IsJudged(65535, SessionVerdict.Transient);
            IsJudged(-1, SessionVerdict.Transient);
        }

        [TestMethod]
        public void Every_row_of_refused_upgrades()
        {
            Assert.AreEqual((int)SessionVerdict.TokenRefused, (int)SessionPolicy.JudgeUpgrade(401));
            Assert.AreEqual((int)SessionVerdict.TokenRefused, (int)SessionPolicy.JudgeUpgrade(403));
            Assert.AreEqual((int)SessionVerdict.Unknown, (int)SessionPolicy.JudgeUpgrade(404));
            Assert.AreEqual((int)SessionVerdict.Later, (int)SessionPolicy.JudgeUpgrade(429));
            Assert.AreEqual((int)SessionVerdict.Later, (int)SessionPolicy.JudgeUpgrade(503));
            int[] others = { 0, 200, 301, 302, 400, 418, 426, 500, 502, 504, 599, 999 };
            for (int i = 0; i < others.Length; i++)
            {
                Assert.AreEqual((int)SessionVerdict.Transient, (int)SessionPolicy.JudgeUpgrade(others[i]), others[i].ToString());
            }
        }

        [TestMethod]
        public void Going_away_and_lost_wait_0_to_5_s_at_first_and_then_back_off()
        {
            SessionVerdict[] verdicts = { SessionVerdict.GoingAway, SessionVerdict.Lost };
            for (int v = 0; v < verdicts.Length; v++)
            {
                long longest = 0;
                for (int seed = 0; seed < 60; seed++)
                {
                    SessionPace pace = NewPace(seed);
                    long firstMs = pace.DelayMs(verdicts[v], null);
                    IsWithin(firstMs, 0, 5000);
                    longest = firstMs > longest ? firstMs : longest;
                    IsWithin(pace.DelayMs(verdicts[v], null), 250, 2000);
                    IsWithin(pace.DelayMs(verdicts[v], null), 250, 4000);
                }

                Assert.IsTrue(longest > 4000, "it is spread over the 5 s");
            }
        }

        [TestMethod]
        public void Server_faults_protocol_complaints_and_refused_tokens_back_off()
        {
            SessionVerdict[] verdicts = { SessionVerdict.Transient, SessionVerdict.OwnFault, SessionVerdict.TokenRefused };
            for (int v = 0; v < verdicts.Length; v++)
            {
                SessionPace pace = NewPace(v);
                for (int n = 0; n < 10; n++)
                {
                    IsWithin(pace.DelayMs(verdicts[v], null), 250, Backoff.CeilingMs(n));
                }
            }
        }

        [TestMethod]
        public void Try_again_later_waits_30_s_at_least_or_what_the_server_says()
        {
            for (int seed = 0; seed < 30; seed++)
            {
                SessionPace pace = NewPace(seed);
                IsWithin(pace.DelayMs(SessionVerdict.Later, null), 30000, 31000);
                IsWithin(pace.DelayMs(SessionVerdict.Later, "nonsense"), 30000, 32000);
                IsWithin(pace.DelayMs(SessionVerdict.Later, "120"), 120000, 133000);
                IsWithin(pace.DelayMs(SessionVerdict.Later, "Thu, 01 Jan 2026 00:02:00 GMT"), 120000, 133000);
                IsWithin(pace.DelayMs(SessionVerdict.Later, "99999"), 900000, 991000);
            }
        }

        [TestMethod]
        public void An_unknown_device_goes_slowly()
        {
            SessionPace pace = NewPace(1);
            int[] minutes = { 15, 30, 60, 120, 240, 360, 360 };
            for (int i = 0; i < minutes.Length; i++)
            {
                Assert.AreEqual(minutes[i] * 60000L, pace.DelayMs(SessionVerdict.Unknown, null));
            }
        }

        [TestMethod]
        public void A_stable_session_forgives_everything()
        {
            SessionPace pace = NewPace(1);
            for (int i = 0; i < 8; i++)
            {
                pace.DelayMs(SessionVerdict.Transient, null);
                pace.DelayMs(SessionVerdict.Unknown, null);
            }

            pace.Reset();
            IsWithin(pace.DelayMs(SessionVerdict.Transient, null), 250, 1000);
            Assert.AreEqual(15L * 60000, pace.DelayMs(SessionVerdict.Unknown, null));
        }

        private static SessionPace NewPace(int seed) => new SessionPace(new FakeClock(), new RandomNumbers(new ScriptedRandom(seed)));

        private static void IsJudged(int code, SessionVerdict verdict) =>
            Assert.AreEqual((int)verdict, (int)SessionPolicy.JudgeClose(code), code.ToString());

        private static void IsWithin(long ms, long least, long most) =>
            Assert.IsTrue(ms >= least && ms <= most, ms.ToString() + " is not within " + least.ToString() + " to " + most.ToString());
    }
}
