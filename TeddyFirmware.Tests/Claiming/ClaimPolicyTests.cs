using nanoFramework.TestFramework;
using TeddyFirmware.Claiming;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.Claiming
{
    /// <summary>Contract section 2.1: status → verdict.</summary>
    [TestClass]
    public class ClaimPolicyTests
    {
        [TestMethod]
        public void Every_row_of_the_table()
        {
            IsJudged(100, ClaimVerdict.Transient);
            IsJudged(200, ClaimVerdict.Accepted);
            IsJudged(301, ClaimVerdict.Moved);
            IsJudged(308, ClaimVerdict.Moved);
            IsJudged(400, ClaimVerdict.Misconfigured);
            IsJudged(401, ClaimVerdict.WrongSecret);
            IsJudged(403, ClaimVerdict.Disabled);
            IsJudged(404, ClaimVerdict.Unregistered);
            IsJudged(405, ClaimVerdict.Misconfigured);
            IsJudged(409, ClaimVerdict.NonceUsed);
            IsJudged(413, ClaimVerdict.Misconfigured);
            IsJudged(421, ClaimVerdict.Misconfigured);
            IsJudged(422, ClaimVerdict.Misconfigured);
            IsJudged(429, ClaimVerdict.Later);
            IsJudged(500, ClaimVerdict.Transient);
            IsJudged(502, ClaimVerdict.Transient);
            IsJudged(503, ClaimVerdict.Later);
            IsJudged(504, ClaimVerdict.Transient);
            IsJudged(520, ClaimVerdict.Transient);
            IsJudged(525, ClaimVerdict.Transient);
            IsJudged(530, ClaimVerdict.Transient);
            IsJudged(599, ClaimVerdict.Transient);
        }

        [TestMethod]
        public void Statuses_that_the_table_does_not_name_are_never_accepted()
        {
            for (int status = 0; status < 700; status++)
            {
                ClaimVerdict verdict = ClaimPolicy.Judge(HttpOutcome.Answered, status);
                Assert.AreEqual(status == 200, verdict == ClaimVerdict.Accepted, status.ToString());
                Assert.AreEqual(status >= 300 && status < 400, verdict == ClaimVerdict.Moved, status.ToString());
                Assert.IsTrue((status >= 300 && status < 500) || status == 200 || status == 503 || verdict == ClaimVerdict.Transient, status.ToString());
            }
        }

        [TestMethod]
        public void Without_a_status_it_is_transient()
        {
            HttpOutcome[] outcomes = { HttpOutcome.None, HttpOutcome.Unreachable, HttpOutcome.TlsRefused, HttpOutcome.TimedOut };
            for (int i = 0; i < outcomes.Length; i++)
            {
                // A status that is left over from before means nothing.
                Assert.AreEqual((int)ClaimVerdict.Transient, (int)ClaimPolicy.Judge(outcomes[i], 200));
                Assert.AreEqual((int)ClaimVerdict.Transient, (int)ClaimPolicy.Judge(outcomes[i], 401));
            }
        }

        [TestMethod]
        public void A_body_that_breaks_off_spoils_200_and_no_other_status()
        {
            HttpOutcome[] outcomes = { HttpOutcome.BodyTooLong, HttpOutcome.BodyBroken };
            for (int i = 0; i < outcomes.Length; i++)
            {
                Assert.AreEqual((int)ClaimVerdict.Transient, (int)ClaimPolicy.Judge(outcomes[i], 200));
                Assert.AreEqual((int)ClaimVerdict.WrongSecret, (int)ClaimPolicy.Judge(outcomes[i], 401));
                Assert.AreEqual((int)ClaimVerdict.Later, (int)ClaimPolicy.Judge(outcomes[i], 503));
            }
        }

        private static void IsJudged(int status, ClaimVerdict verdict) =>
            Assert.AreEqual((int)verdict, (int)ClaimPolicy.Judge(HttpOutcome.Answered, status), status.ToString());
    }
}
