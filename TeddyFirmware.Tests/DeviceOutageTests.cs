using nanoFramework.TestFramework;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests
{
    /// <summary>Nothing that a network does for a while locks a device out (contract, section 2.1), whatever its generator draws.</summary>
    [TestClass]
    public class DeviceOutageTests
    {
        private const int Short = 100;

        // And 100 s, or the outage would end at the very moment at which the bucket gets a claim back.
        private const int Hour = 3700;
        private const int Day = (24 * 3600) + 100;

        // The generator's constant draws are the extremes: each wait the shortest, and each the longest.
        private static readonly int[] Seeds = { 1, 2, 3 };
        private static readonly int[] Draws = { 0, 128, 255 };

        [TestMethod]
        [DataRow((int)Outage.NoName, Short)]
        [DataRow((int)Outage.NoName, Hour)]
        [DataRow((int)Outage.NoName, Day)]
        [DataRow((int)Outage.Refused, Short)]
        [DataRow((int)Outage.Refused, Hour)]
        [DataRow((int)Outage.Refused, Day)]
        [DataRow((int)Outage.TlsFails, Short)]
        [DataRow((int)Outage.TlsFails, Hour)]
        [DataRow((int)Outage.TlsFails, Day)]
        public void A_server_that_cannot_be_reached_for_a_while_has_the_claim_75_s_after_it_is_well(int outage, int seconds)
        {
            IsClaimedAfter((Outage)outage, seconds, 75);
        }

        [TestMethod]
        [DataRow((int)Outage.BadGateway)]
        [DataRow((int)Outage.NotReady)]
        [DataRow((int)Outage.NotReadyAtOnce)]
        [DataRow((int)Outage.SlowFault)]
        [DataRow((int)Outage.AnswerLost)]
        public void A_server_that_answers_badly_for_100_s_has_the_claim_75_s_after_it_is_well(int outage)
        {
            IsClaimedAfter((Outage)outage, Short, 75);
        }

        [TestMethod]
        [DataRow((int)Outage.BadGateway, Hour)]
        [DataRow((int)Outage.BadGateway, Day)]
        [DataRow((int)Outage.NotReady, Hour)]
        [DataRow((int)Outage.NotReady, Day)]
        [DataRow((int)Outage.NotReadyAtOnce, Hour)]
        [DataRow((int)Outage.NotReadyAtOnce, Day)]
        [DataRow((int)Outage.SlowFault, Hour)]
        [DataRow((int)Outage.SlowFault, Day)]
        [DataRow((int)Outage.AnswerLost, Hour)]
        [DataRow((int)Outage.AnswerLost, Day)]
        public void A_server_that_answers_badly_for_long_has_the_claim_7_minutes_after_it_is_well(int outage, int seconds)
        {
            IsClaimedAfter((Outage)outage, seconds, 7 * 60);
        }

        // Free hosting wakes up in about 50 s: the first claim is the one that is answered.
        [TestMethod]
        public void A_server_that_takes_55_s_to_answer_is_waited_for_and_claimed_from_once()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Http.Claims = new HttpScript().Then(Accepted().Within(55000));
            harness.RunUntil(DeviceState.Online, 56000);
            Assert.AreEqual(1, harness.Http.ClaimCount);
            harness.CheckRules();
        }

        [TestMethod]
        [DataRow((int)Outage.NoName)]
        [DataRow((int)Outage.Refused)]
        [DataRow((int)Outage.TlsFails)]
        [DataRow((int)Outage.Silent)]
        [DataRow((int)Outage.BadGateway)]
        [DataRow((int)Outage.NotReady)]
        [DataRow((int)Outage.NotReadyAtOnce)]
        [DataRow((int)Outage.SlowFault)]
        [DataRow((int)Outage.AnswerLost)]
        public void After_20_power_cycles_of_5_s_the_claim_goes_out_at_once_and_a_healthy_server_accepts_it(int outage)
        {
            ClaimWatch watch = new ClaimWatch();
            DeviceHarness harness = DeviceHarness.New();
            long beganMs = 0;
            for (int cycle = 0; cycle < 20; cycle++)
            {
                harness.Http.Claims = OutageReply.ScriptOf((Outage)outage);
                harness.RunFor(5000);
                Assert.IsTrue(harness.Http.LastAttemptMs > 0, "an attempt in each life");
                Watch(watch, harness, beganMs);
                beganMs += 5000;
                watch.OnPowerOn();
                harness = harness.Restart();
            }

            Assert.IsTrue(harness.RunUntil(DeviceState.Online, 5000) < 5000);
            Watch(watch, harness, beganMs);
            harness.CheckRules();
        }

        // Two power cuts between an accepted claim and its seal once brought an hour's wait about.
        [TestMethod]
        public void Power_cuts_between_an_accepted_claim_and_its_seal_cost_a_claim_each_and_no_wait()
        {
            DeviceHarness harness = DeviceHarness.New();
            for (int cut = 0; cut < 5; cut++)
            {
                harness.RunUntil(DeviceState.Claiming, 1000);
                harness = harness.Restart();
            }

            harness.RunUntil(DeviceState.Online, 5000);
            harness.CheckRules();
        }

        private static void IsClaimedAfter(Outage outage, int seconds, int withinSeconds)
        {
            for (int i = 0; i < Seeds.Length; i++)
            {
                IsClaimedAfter(DeviceHarness.With(new ScriptedRandom(Seeds[i])), outage, seconds, withinSeconds);
            }

            for (int i = 0; i < Draws.Length; i++)
            {
                IsClaimedAfter(DeviceHarness.With(ScriptedRandom.Constant(Draws[i])), outage, seconds, withinSeconds);
            }
        }

        private static void IsClaimedAfter(DeviceHarness harness, Outage outage, int seconds, int withinSeconds)
        {
            harness.Http.Claims = OutageReply.ScriptOf(outage);
            harness.RunFor(seconds * 1000L);
            harness.Http.Claims = new HttpScript().Then(Accepted());
            harness.RunUntil(DeviceState.Online, withinSeconds * 1000L);
            ClaimWatch.Check(harness.Http);
            harness.CheckRules();
        }

        private static void Watch(ClaimWatch watch, DeviceHarness harness, long beganMs)
        {
            for (int i = 0; i < harness.Http.ClaimCount; i++)
            {
                watch.OnClaim(beganMs + harness.Http.Claim(i).AtMs);
            }
        }

        private static HttpReply Accepted()
        {
            return HttpReply.Ok(TestToken.Answer(TestToken.Make("a", 3600), TestToken.Make("r", 604800)));
        }
    }
}
