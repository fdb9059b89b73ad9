using nanoFramework.TestFramework;
using TeddyFirmware.Tests.Support;
using O = TeddyFirmware.Tests.Support.Outage;
using S = TeddyFirmware.DeviceState;

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
        private static readonly int[] s_seeds = { 1, 2, 3 };
        private static readonly int[] s_draws = { 0, 128, 255 };

        [TestMethod]
        [DataRow((int)O.NoName, Short), DataRow((int)O.NoName, Hour), DataRow((int)O.NoName, Day)]
        [DataRow((int)O.Refused, Short), DataRow((int)O.Refused, Hour), DataRow((int)O.Refused, Day)]
        [DataRow((int)O.TlsFails, Short), DataRow((int)O.TlsFails, Hour), DataRow((int)O.TlsFails, Day)]
        public void A_server_that_cannot_be_reached_for_a_while_has_the_claim_75_s_after_it_is_well(int outage, int seconds) =>
            IsClaimedAfter((O)outage, seconds, 75);

        [TestMethod]
        [DataRow((int)O.BadGateway), DataRow((int)O.NotReady), DataRow((int)O.NotReadyAtOnce), DataRow((int)O.SlowFault)]
        [DataRow((int)O.AnswerLost)]
        public void A_server_that_answers_badly_for_100_s_has_the_claim_75_s_after_it_is_well(int outage) => IsClaimedAfter((O)outage, Short, 75);

        [TestMethod]
        [DataRow((int)O.BadGateway, Hour), DataRow((int)O.BadGateway, Day), DataRow((int)O.NotReady, Hour)]
        [DataRow((int)O.NotReady, Day), DataRow((int)O.NotReadyAtOnce, Hour), DataRow((int)O.NotReadyAtOnce, Day)]
        [DataRow((int)O.SlowFault, Hour), DataRow((int)O.SlowFault, Day), DataRow((int)O.AnswerLost, Hour)]
        [DataRow((int)O.AnswerLost, Day)]
        public void A_server_that_answers_badly_for_long_has_the_claim_7_minutes_after_it_is_well(int outage, int seconds) =>
            IsClaimedAfter((O)outage, seconds, 7 * 60);

        // Free hosting wakes up in about 50 s: the first claim is the one that is answered.
        [TestMethod]
        public void A_server_that_takes_55_s_to_answer_is_waited_for_and_claimed_from_once() =>
            DeviceHarness.New().Claims(HttpReply.Tokens(1).Within(55000)).Until(S.Online, 56000).Asked(claims: 1);

        [TestMethod]
        [DataRow((int)O.NoName), DataRow((int)O.Refused), DataRow((int)O.TlsFails), DataRow((int)O.Silent)]
        [DataRow((int)O.BadGateway), DataRow((int)O.NotReady), DataRow((int)O.NotReadyAtOnce), DataRow((int)O.SlowFault)]
        [DataRow((int)O.AnswerLost)]
        public void After_20_power_cycles_of_5_s_the_claim_goes_out_at_once_and_a_healthy_server_accepts_it(int outage)
        {
            ClaimWatch watch = new ClaimWatch();
            DeviceHarness device = DeviceHarness.New();
            long beganMs = 0;
            for (int cycle = 0; cycle < 20; cycle++)
            {
                device.Claims(OutageReply.Of((O)outage)).RunFor(5000);
                Assert.IsTrue(device.Http.LastAttemptMs > 0, "an attempt in each life");
                Watch(watch, device, beganMs);
                beganMs += 5000;
                watch.OnPowerOn();
                device = device.Restart();
            }

            Assert.IsTrue(device.MsUntil(S.Online, 5000) < 5000);
            Watch(watch, device, beganMs);
        }

        // Two power cuts between an accepted claim and its seal once brought an hour's wait about.
        [TestMethod]
        public void Power_cuts_between_an_accepted_claim_and_its_seal_cost_a_claim_each_and_no_wait()
        {
            DeviceHarness device = DeviceHarness.New();
            for (int cut = 0; cut < 5; cut++)
            {
                device = device.Until(S.Claiming, 1000).Restart();
            }

            device.Until(S.Online, 5000);
        }

        private static void IsClaimedAfter(O outage, int seconds, int withinSeconds)
        {
            for (int i = 0; i < s_seeds.Length; i++)
            {
                IsClaimedAfter(DeviceHarness.With(new ScriptedRandom(s_seeds[i])), outage, seconds, withinSeconds);
                IsClaimedAfter(DeviceHarness.With(ScriptedRandom.Constant(s_draws[i])), outage, seconds, withinSeconds);
            }
        }

        private static void IsClaimedAfter(DeviceHarness device, O outage, int seconds, int withinSeconds) =>
            ClaimWatch.Check(
                device.Claims(OutageReply.Of(outage)).RunFor(seconds * 1000L).Claims(HttpReply.Tokens(1)).Until(S.Online, withinSeconds * 1000L).Http);

        private static void Watch(ClaimWatch watch, DeviceHarness device, long beganMs)
        {
            for (int i = 0; i < device.Http.ClaimCount; i++)
            {
                watch.OnClaim(beganMs + device.Http.Claim(i).AtMs);
            }
        }
    }
}
