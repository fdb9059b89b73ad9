using nanoFramework.TestFramework;
using TeddyFirmware.Claiming;
using TeddyFirmware.Resilience;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;
using V = TeddyFirmware.Claiming.ClaimVerdict;

namespace TeddyFirmware.Tests.Claiming
{
    /// <summary>Contract section 2.1: verdict → delay, and the limits an hour and a day.</summary>
    [TestClass]
    public class ClaimPaceTests
    {
        [TestMethod]
        public void An_accepted_claim_waits_for_nothing() => Assert.AreEqual(0L, NewPace(new FakeClock()).DelayMs(V.Accepted, null));

        [TestMethod]
        [DataRow((int)V.Misconfigured), DataRow((int)V.Disabled)]
        public void A_refused_request_and_a_disabled_device_wait_5_minutes_growing_to_an_hour(int verdict)
        {
            ClaimPace pace = NewPace(new FakeClock());
            Check.Minutes(() => pace.DelayMs((V)verdict, null), 5, 10, 20, 40, 60, 60, 60);
        }

        [TestMethod]
        [DataRow((int)V.Unregistered), DataRow((int)V.Moved)]
        public void An_unregistered_device_and_a_moved_server_wait_1_minute_growing_to_15_without_end(int verdict)
        {
            ClaimPace pace = NewPace(new FakeClock());
            Check.Minutes(() => pace.DelayMs((V)verdict, null), 1, 2, 4, 8, 15, 15, 15, 15);
        }

        [TestMethod]
        public void A_wrong_secret_waits_15_minutes_growing_to_6_hours()
        {
            FakeClock clock = new FakeClock();
            ClaimPace pace = NewPace(clock);
            Draw next = () =>
            {
                // So long after the last that the day's limit is out of sight.
                clock.Advance(Ms.Day);
                return pace.DelayMs(V.WrongSecret, null);
            };
            Check.Minutes(next, 15, 30, 60, 120, 240, 360, 360);
        }

        [TestMethod]
        public void A_wrong_secret_is_tried_5_times_a_day_at_most()
        {
            FakeClock clock = new FakeClock();
            ClaimPace pace = NewPace(clock);
            long[] times = new long[20];
            for (int i = 0; i < times.Length; i++)
            {
                times[i] = clock.MonotonicMs;
                pace.CountClaim();
                clock.Advance(pace.DelayMs(V.WrongSecret, null));
                Assert.IsTrue(i < 5 || times[i] - times[i - 5] >= Ms.Day, i.ToString());
            }
        }

        [TestMethod]
        public void A_used_nonce_is_retried_once_at_once_and_then_backed_off()
        {
            ClaimPace pace = NewPace(new FakeClock());
            Assert.AreEqual(0L, pace.DelayMs(V.NonceUsed, null));
            Check.BacksOff(() => pace.DelayMs(V.NonceUsed, null), 2);
            pace.DelayMs(V.Transient, null);
            Assert.AreEqual(0L, pace.DelayMs(V.NonceUsed, null), "once more after another answer");
        }

        [TestMethod]
        public void Too_many_requests_wait_what_the_server_says_and_a_little_more()
        {
            ClaimPace pace = NewPace(new FakeClock());
            for (int i = 0; i < 50; i++)
            {
                Check.Within(pace.DelayMs(V.Later, "30"), 30000, 34000);
                Check.Within(pace.DelayMs(V.Later, "Thu, 01 Jan 2026 00:01:00 GMT"), 60000, 67000);
                Check.Within(pace.DelayMs(V.Later, "0"), 1000, 2100);
                Check.Within(pace.DelayMs(V.Later, "999999"), 900000, 991000);
            }
        }

        [TestMethod]
        public void Too_many_requests_without_a_header_back_off()
        {
            ClaimPace pace = NewPace(new FakeClock());
            bool isAbsent = false;
            Check.BacksOff(() => pace.DelayMs(V.Later, (isAbsent = !isAbsent) ? null : "nonsense"), 8);
        }

        [TestMethod]
        public void Transient_failures_back_off()
        {
            ClaimPace pace = NewPace(new FakeClock());
            Check.BacksOff(() => pace.DelayMs(V.Transient, null), 12);
        }

        [TestMethod]
        public void An_accepted_claim_forgives_the_waits()
        {
            ClaimPace pace = NewPace(new FakeClock());
            for (int i = 0; i < 4; i++)
            {
                pace.DelayMs(V.Transient, null);
                pace.DelayMs(V.Unregistered, null);
            }

            pace.DelayMs(V.WrongSecret, null);
            pace.DelayMs(V.Accepted, null);
            Check.BacksOff(() => pace.DelayMs(V.Transient, null), 1);
            Check.Minutes(() => pace.DelayMs(V.Unregistered, null), 1);
            Check.Minutes(() => pace.DelayMs(V.WrongSecret, null), 15);
        }

        // As the comment at ClaimPace.Forget says.
        [TestMethod]
        public void A_wait_that_grows_starts_anew_after_another_answer()
        {
            ClaimPace pace = NewPace(new FakeClock());
            Check.Minutes(() => pace.DelayMs(V.Unregistered, null), 1, 2);
            pace.DelayMs(V.Transient, null);
            Check.Minutes(() => pace.DelayMs(V.Unregistered, null), 1);
        }

        [TestMethod]
        public void No_verdict_leads_to_more_claims_than_the_limit_nor_to_a_longer_wait_than_6_minutes_for_it()
        {
            for (int verdict = 0; verdict <= (int)V.Moved; verdict++)
            {
                KeepsTheLimit((V)verdict, (V)verdict);
            }

            KeepsTheLimit(V.NonceUsed, V.Transient);
            KeepsTheLimit(V.Accepted, V.NonceUsed);
        }

        [TestMethod]
        public void The_first_seven_claims_are_held_back_by_nothing_and_the_last_three_by_34_to_60_seconds()
        {
            FakeClock clock = new FakeClock();
            ClaimPace pace = NewPace(clock);
            for (int i = 1; i <= 10; i++)
            {
                pace.CountClaim();
                long waitMs = pace.DelayMs(V.Later, "0");
                Check.Within(waitMs, i < 7 ? 1000 : i < 10 ? 34000 : 5 * Ms.Minute, i < 7 ? 2100 : i < 10 ? 60000 : 6 * Ms.Minute);
                Assert.AreEqual(i >= 7, pace.IsLimited);
                clock.Advance(i < 10 ? 1 : 0);
            }
        }

        // An accepted claim, and the one retry with a fresh nonce, wait for nothing but a token.
        [TestMethod]
        public void The_immediate_retry_is_immediate_as_long_as_there_is_a_claim_left()
        {
            ClaimPace pace = NewPace(new FakeClock());
            for (int i = 0; i < 9; i++)
            {
                pace.CountClaim();
            }

            Assert.AreEqual(0L, pace.DelayMs(V.NonceUsed, null));
            pace.CountClaim();
            Check.Within(pace.DelayMs(V.Accepted, null), 5 * Ms.Minute, 6 * Ms.Minute);
        }

        private static void KeepsTheLimit(V even, V odd)
        {
            FakeClock clock = new FakeClock();
            ClaimPace pace = NewPace(clock);
            ClaimWatch watch = new ClaimWatch();
            for (int i = 0; i < 45; i++)
            {
                watch.OnClaim(clock.MonotonicMs);
                clock.Advance(100);
                pace.CountClaim();
                long waitMs = pace.DelayMs(i % 2 == 0 ? even : odd, "1");
                bool isADay = even == V.WrongSecret;
                Assert.IsTrue(isADay || !pace.IsLimited || waitMs <= 6 * Ms.Minute, ((int)even).ToString() + " at " + i.ToString());
                clock.Advance(waitMs);
            }
        }

        private static ClaimPace NewPace(FakeClock clock)
        {
            FakePlatform platform = new FakePlatform();
            ClaimLedger ledger = new ClaimLedger(clock, new SealedStore(platform, platform.NewLog()));
            return new ClaimPace(clock, new RandomNumbers(new ScriptedRandom(9)), ledger);
        }
    }
}
