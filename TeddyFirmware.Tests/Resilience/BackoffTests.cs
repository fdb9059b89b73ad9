using nanoFramework.TestFramework;
using TeddyFirmware.Resilience;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Resilience
{
    /// <summary>Full jitter: random(0 … min(60 s, 1 s · 2ⁿ)), floor 250 ms (contract, section 6).</summary>
    [TestClass]
    public class BackoffTests
    {
        [TestMethod]
        public void The_ceiling_doubles_from_1_s_to_the_cap_of_60_s()
        {
            int[] ceilings = { 1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000 };
            for (int n = 0; n < ceilings.Length; n++)
            {
                Assert.AreEqual(ceilings[n], Backoff.CeilingMs(n));
            }

            Assert.AreEqual(60000, Backoff.CeilingMs(31));
            Assert.AreEqual(60000, Backoff.CeilingMs(32));
            Assert.AreEqual(60000, Backoff.CeilingMs(int.MaxValue));
        }

        [TestMethod]
        public void Every_delay_is_between_floor_and_ceiling()
        {
            for (int seed = 0; seed < 60; seed++)
            {
                Backoff backoff = new Backoff(new RandomNumbers(new ScriptedRandom(seed)));
                for (int n = 0; n < 10; n++)
                {
                    int ms = backoff.NextMs();
                    Assert.IsTrue(ms >= 250 && ms <= Backoff.CeilingMs(n), ms.ToString());
                }
            }
        }

        [TestMethod]
        public void Delays_spread_over_the_whole_range()
        {
            int low = 0;
            int high = 0;
            RandomNumbers random = new RandomNumbers(new ScriptedRandom(5));
            for (int i = 0; i < 200; i++)
            {
                Backoff backoff = new Backoff(random);
                for (int n = 0; n < 6; n++)
                {
                    backoff.NextMs();
                }

                int ms = backoff.NextMs();
                low += ms < 15000 ? 1 : 0;
                high += ms > 45000 ? 1 : 0;
            }

            Assert.IsTrue(low > 20 && high > 20, low.ToString() + " low, " + high.ToString() + " high");
        }

        [TestMethod]
        public void A_weak_generator_still_waits_the_floor()
        {
            Backoff backoff = new Backoff(new RandomNumbers(ScriptedRandom.Constant(0)));
            for (int n = 0; n < 10; n++)
            {
                Assert.AreEqual(250, backoff.NextMs());
            }
        }

        [TestMethod]
        public void The_first_delay_after_a_close_is_0_to_5_s()
        {
            int longest = 0;
            RandomNumbers random = new RandomNumbers(new ScriptedRandom(2));
            for (int i = 0; i < 200; i++)
            {
                int ms = new Backoff(random).NextAfterCloseMs();
                Assert.IsTrue(ms >= 0 && ms <= 5000, ms.ToString());
                longest = ms > longest ? ms : longest;
            }

            Assert.IsTrue(longest > 4000, "up to 5 s");
        }

        [TestMethod]
        public void Later_delays_after_closes_are_of_the_usual_backoff()
        {
            Backoff backoff = new Backoff(new RandomNumbers(new ScriptedRandom(4)));
            backoff.NextAfterCloseMs();
            for (int n = 1; n < 10; n++)
            {
                int ms = backoff.NextAfterCloseMs();
                Assert.IsTrue(ms >= 250 && ms <= Backoff.CeilingMs(n), ms.ToString());
            }

            Assert.AreEqual(10, backoff.Attempt);
        }

        [TestMethod]
        public void A_reset_goes_back_to_n_0()
        {
            Backoff backoff = new Backoff(new RandomNumbers(new ScriptedRandom(4)));
            for (int n = 0; n < 8; n++)
            {
                backoff.NextMs();
            }

            backoff.Reset();
            Assert.AreEqual(0, backoff.Attempt);
            Assert.IsTrue(backoff.NextMs() <= 1000);
        }
    }
}
