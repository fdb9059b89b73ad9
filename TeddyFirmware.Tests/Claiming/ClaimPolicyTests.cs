using nanoFramework.TestFramework;
using TeddyFirmware.Claiming;
using TeddyFirmware.Platform;
using V = TeddyFirmware.Claiming.ClaimVerdict;

namespace TeddyFirmware.Tests.Claiming
{
    /// <summary>Contract section 2.1: status → verdict.</summary>
    [TestClass]
    public class ClaimPolicyTests
    {
        [TestMethod]
        public void Every_row_of_the_table()
        {
            AreJudged(V.Accepted, 200);
            AreJudged(V.Moved, 301, 308);
            AreJudged(V.Misconfigured, 400, 405, 413, 421, 422);
            AreJudged(V.WrongSecret, 401);
            AreJudged(V.Disabled, 403);
            AreJudged(V.Unregistered, 404);
            AreJudged(V.NonceUsed, 409);
            AreJudged(V.Later, 429, 503);
            AreJudged(V.Transient, 100, 500, 502, 504, 520, 525, 530, 599);
        }

        [TestMethod]
        public void Statuses_that_the_table_does_not_name_are_never_accepted()
        {
            for (int status = 0; status < 700; status++)
            {
                V verdict = ClaimPolicy.Judge(HttpOutcome.Answered, status);
                Assert.AreEqual(status == 200, verdict == V.Accepted, status.ToString());
                Assert.AreEqual(status >= 300 && status < 400, verdict == V.Moved, status.ToString());
                Assert.IsTrue((status >= 300 && status < 500) || status == 200 || status == 503 || verdict == V.Transient, status.ToString());
            }
        }

        // A status that is left over from before means nothing.
        [TestMethod]
        [DataRow((int)HttpOutcome.None)]
        [DataRow((int)HttpOutcome.Unreachable)]
        [DataRow((int)HttpOutcome.TlsRefused)]
        [DataRow((int)HttpOutcome.TimedOut)]
        public void Without_a_status_it_is_transient(int outcome)
        {
            IsJudged(V.Transient, outcome, 200);
            IsJudged(V.Transient, outcome, 401);
        }

        [TestMethod]
        [DataRow((int)HttpOutcome.BodyTooLong)]
        [DataRow((int)HttpOutcome.BodyBroken)]
        public void A_body_that_breaks_off_spoils_200_and_no_other_status(int outcome)
        {
            IsJudged(V.Transient, outcome, 200);
            IsJudged(V.WrongSecret, outcome, 401);
            IsJudged(V.Later, outcome, 503);
        }

        private static void AreJudged(V verdict, params int[] statuses)
        {
            for (int i = 0; i < statuses.Length; i++)
            {
                IsJudged(verdict, (int)HttpOutcome.Answered, statuses[i]);
            }
        }

        private static void IsJudged(V verdict, int outcome, int status) =>
            Assert.AreEqual((int)verdict, (int)ClaimPolicy.Judge((HttpOutcome)outcome, status), status.ToString());
    }
}
