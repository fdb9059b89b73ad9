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
        [DataRow(0, 1000), DataRow(1, 2000), DataRow(2, 4000), DataRow(3, 8000), DataRow(4, 16000), DataRow(5, 32000)]
        [DataRow(6, 60000), DataRow(7, 60000), DataRow(31, 60000), DataRow(32, 60000), DataRow(int.MaxValue, 60000)]
        public void The_ceiling_doubles_from_1_s_to_the_cap_of_60_s(int attempt, int ceilingMs) => Assert.AreEqual(ceilingMs, Backoff.CeilingMs(attempt));

        [TestMethod]
        public void Every_delay_is_between_floor_and_ceiling()
        {
            for (int seed = 0; seed < 60; seed++)
            {
                Backoff backoff = Seeded(seed);
                Check.BacksOff(() => backoff.NextMs(), 10);
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
                int ms = After(new Backoff(random), 6).NextMs();
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
            int longestMs = 0;
            RandomNumbers random = new RandomNumbers(new ScriptedRandom(2));
            for (int i = 0; i < 200; i++)
            {
                int ms = new Backoff(random).NextAfterCloseMs();
                Check.Within(ms, 0, 5000);
                longestMs = ms > longestMs ? ms : longestMs;
            }

            Assert.IsTrue(longestMs > 4000, "up to 5 s");
        }

        [TestMethod]
        public void Later_delays_after_closes_are_of_the_usual_backoff()
        {
            Backoff backoff = Seeded(4);
            backoff.NextAfterCloseMs();
            Check.BacksOff(() => backoff.NextAfterCloseMs(), 9, 1);
            Assert.AreEqual(10, backoff.Attempt);
        }

        [TestMethod]
        public void A_reset_goes_back_to_n_0()
        {
            Backoff backoff = After(Seeded(4), 8);
            backoff.Reset();
            Assert.AreEqual(0, backoff.Attempt);
            Check.BacksOff(() => backoff.NextMs(), 1);
        }

        private static Backoff Seeded(int seed) => new Backoff(new RandomNumbers(new ScriptedRandom(seed)));

        private static Backoff After(Backoff backoff, int delays)
        {
            for (int n = 0; n < delays; n++)
            {
                backoff.NextMs();
            }

            return backoff;
        }
    }
}
