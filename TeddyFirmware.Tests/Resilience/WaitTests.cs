using nanoFramework.TestFramework;
using TeddyFirmware.Resilience;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Resilience
{
    /// <summary>Countdown, growing wait, rate window, and random numbers.</summary>
    [TestClass]
    public class WaitTests
    {
        [TestMethod]
        public void A_countdown_is_due_at_its_moment_and_not_before()
        {
            Countdown countdown = new Countdown();
            countdown.Start(1000, 500);
            Assert.IsTrue(countdown.IsRunning);
            Assert.IsFalse(countdown.IsDue(1499));
            Assert.AreEqual(1L, countdown.RemainingMs(1499));
            Assert.IsTrue(countdown.IsDue(1500));
            Assert.AreEqual(0L, countdown.RemainingMs(1500));
            Assert.AreEqual(0L, countdown.RemainingMs(99999));
        }

        [TestMethod]
        public void A_countdown_that_does_not_run_is_never_due()
        {
            Countdown countdown = new Countdown();
            Assert.IsFalse(countdown.IsRunning);
            Assert.IsFalse(countdown.IsDue(long.MaxValue - 1));
            Assert.AreEqual(Countdown.Never, countdown.RemainingMs(0));
            countdown.Start(0, 0);
            Assert.IsTrue(countdown.IsDue(0));
            countdown.Stop();
            Assert.IsFalse(countdown.IsDue(1));
        }

        [TestMethod]
        public void A_countdown_started_anew_forgets_the_old_moment()
        {
            Countdown countdown = new Countdown();
            countdown.Start(0, 100);
            countdown.Start(50, 100);
            Assert.IsFalse(countdown.IsDue(149));
            Assert.IsTrue(countdown.IsDue(150));
        }

        [TestMethod]
        public void A_growing_wait_doubles_up_to_the_longest_and_starts_anew()
        {
            GrowingWait wait = new GrowingWait(15, 100);
            Assert.AreEqual(15, wait.NextMs());
            Assert.AreEqual(30, wait.NextMs());
            Assert.AreEqual(60, wait.NextMs());
            Assert.AreEqual(100, wait.NextMs());
            Assert.AreEqual(100, wait.NextMs());
            wait.Reset();
            Assert.AreEqual(15, wait.NextMs());
        }

        [TestMethod]
        public void A_rate_window_allows_its_limit_and_then_waits_for_the_oldest()
        {
            RateWindow window = new RateWindow(3, 1000);
            Assert.AreEqual(0L, window.WaitMs(0));
            window.Count(0);
            window.Count(100);
            Assert.AreEqual(0L, window.WaitMs(200));
            window.Count(200);
            Assert.AreEqual(800L, window.WaitMs(200));
            Assert.AreEqual(0L, window.WaitMs(1000));
            window.Count(1000);
            Assert.AreEqual(100L, window.WaitMs(1000));
        }

        [TestMethod]
        public void A_rate_window_counts_what_lies_in_it()
        {
            RateWindow window = new RateWindow(3, 1000);
            Assert.AreEqual(0, window.CountAt(0));
            window.Count(0);
            window.Count(500);
            Assert.AreEqual(2, window.CountAt(999));
            Assert.AreEqual(1, window.CountAt(1000));
            window.Count(1000);
            window.Count(1100);
            Assert.AreEqual(3, window.CountAt(1100));
            Assert.AreEqual(0, window.CountAt(2100));
        }

        [TestMethod]
        public void A_rate_window_never_allows_more_than_its_limit_in_any_window()
        {
            RateWindow window = new RateWindow(10, 3600000);
            ScriptedRandom seed = new ScriptedRandom(11);
            RandomNumbers random = new RandomNumbers(seed);
            long[] times = new long[100];
            long nowMs = 0;
            for (int i = 0; i < times.Length; i++)
            {
                nowMs += window.WaitMs(nowMs) + random.UpTo(60000);
                window.Count(nowMs);
                times[i] = nowMs;
                Assert.IsTrue(i < 10 || nowMs - times[i - 10] >= 3600000);
            }
        }

        [TestMethod]
        public void Random_numbers_reach_both_ends_and_no_further()
        {
            RandomNumbers random = new RandomNumbers(new ScriptedRandom(1));
            bool hasLowest = false;
            bool hasHighest = false;
            for (int i = 0; i < 500; i++)
            {
                int number = random.UpTo(10);
                Assert.IsTrue(number >= 0 && number <= 10);
                hasLowest |= number == 0;
                hasHighest |= number == 10;
            }

            Assert.IsTrue(hasLowest && hasHighest);
            Assert.AreEqual(0, random.UpTo(0));
            Assert.IsTrue(random.UpTo(int.MaxValue) >= 0);
            Assert.IsTrue(new RandomNumbers(ScriptedRandom.Constant(255)).UpTo(int.MaxValue) >= 0);
        }
    }
}
