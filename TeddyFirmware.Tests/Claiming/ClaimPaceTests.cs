using nanoFramework.TestFramework;
using TeddyFirmware.Claiming;
using TeddyFirmware.Resilience;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Claiming
{
    /// <summary>Contract section 2.1: verdict → delay, and the limits an hour and a day.</summary>
    [TestClass]
    public class ClaimPaceTests
    {
        private const int MinuteMs = 60000;
        private const int HourMs = 60 * MinuteMs;

        [TestMethod]
        public void An_accepted_claim_waits_for_nothing()
        {
            Assert.AreEqual(0L, NewPace(new FakeClock()).DelayMs(ClaimVerdict.Accepted, null));
        }

        [TestMethod]
        public void Malformed_and_disabled_wait_an_hour_each_time()
        {
            ClaimPace pace = NewPace(new FakeClock());
            for (int i = 0; i < 4; i++)
            {
                Assert.AreEqual((long)HourMs, pace.DelayMs(ClaimVerdict.Misconfigured, null));
                Assert.AreEqual((long)HourMs, pace.DelayMs(ClaimVerdict.Disabled, null));
            }
        }

        [TestMethod]
        public void A_wrong_secret_waits_15_minutes_growing_to_6_hours()
        {
            FakeClock clock = new FakeClock();
            ClaimPace pace = NewPace(clock);
            int[] minutes = { 15, 30, 60, 120, 240, 360, 360 };
            for (int i = 0; i < minutes.Length; i++)
            {
                Assert.AreEqual((long)minutes[i] * MinuteMs, pace.DelayMs(ClaimVerdict.WrongSecret, null));

                // So long after the last that the day's limit is out of sight.
                clock.Advance(24L * HourMs);
            }
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
                clock.Advance(pace.DelayMs(ClaimVerdict.WrongSecret, null));
                Assert.IsTrue(i < 5 || times[i] - times[i - 5] >= 24L * HourMs, i.ToString());
            }
        }

        [TestMethod]
        public void An_unregistered_device_waits_1_minute_growing_to_15_without_end()
        {
            ClaimPace pace = NewPace(new FakeClock());
            int[] minutes = { 1, 2, 4, 8, 15, 15, 15, 15 };
            for (int i = 0; i < minutes.Length; i++)
            {
                Assert.AreEqual((long)minutes[i] * MinuteMs, pace.DelayMs(ClaimVerdict.Unregistered, null));
            }
        }

        [TestMethod]
        public void A_used_nonce_is_retried_once_at_once_and_then_backed_off()
        {
            ClaimPace pace = NewPace(new FakeClock());
            Assert.AreEqual(0L, pace.DelayMs(ClaimVerdict.NonceUsed, null));
            IsWithin(pace.DelayMs(ClaimVerdict.NonceUsed, null), 250, 1000);
            IsWithin(pace.DelayMs(ClaimVerdict.NonceUsed, null), 250, 2000);
            pace.DelayMs(ClaimVerdict.Transient, null);
            Assert.AreEqual(0L, pace.DelayMs(ClaimVerdict.NonceUsed, null), "once more after another answer");
        }

        [TestMethod]
        public void Too_many_requests_wait_what_the_server_says_and_a_little_more()
        {
            ClaimPace pace = NewPace(new FakeClock());
            for (int i = 0; i < 50; i++)
            {
                IsWithin(pace.DelayMs(ClaimVerdict.Later, "30"), 30000, 34000);
                IsWithin(pace.DelayMs(ClaimVerdict.Later, "Thu, 01 Jan 2026 00:01:00 GMT"), 60000, 67000);
                IsWithin(pace.DelayMs(ClaimVerdict.Later, "0"), 1000, 2100);
                IsWithin(pace.DelayMs(ClaimVerdict.Later, "999999"), 900000, 991000);
            }
        }

        [TestMethod]
        public void Too_many_requests_without_a_header_back_off()
        {
            ClaimPace pace = NewPace(new FakeClock());
            for (int n = 0; n < 8; n++)
            {
                IsWithin(pace.DelayMs(ClaimVerdict.Later, n % 2 == 0 ? null : "nonsense"), 250, Backoff.CeilingMs(n));
            }
        }

        [TestMethod]
        public void Transient_failures_back_off()
        {
            ClaimPace pace = NewPace(new FakeClock());
            for (int n = 0; n < 12; n++)
            {
                IsWithin(pace.DelayMs(ClaimVerdict.Transient, null), 250, Backoff.CeilingMs(n));
            }
        }

        [TestMethod]
        public void An_accepted_claim_forgives_the_waits()
        {
            ClaimPace pace = NewPace(new FakeClock());
            for (int i = 0; i < 4; i++)
            {
                pace.DelayMs(ClaimVerdict.Transient, null);
                pace.DelayMs(ClaimVerdict.Unregistered, null);
            }

            pace.DelayMs(ClaimVerdict.WrongSecret, null);
            pace.DelayMs(ClaimVerdict.Accepted, null);
            IsWithin(pace.DelayMs(ClaimVerdict.Transient, null), 250, 1000);
            Assert.AreEqual((long)MinuteMs, pace.DelayMs(ClaimVerdict.Unregistered, null));
            Assert.AreEqual(15L * MinuteMs, pace.DelayMs(ClaimVerdict.WrongSecret, null));
        }

        // As the comment at ClaimPace.Forget says.
        [TestMethod]
        public void A_wait_that_grows_starts_anew_after_another_answer()
        {
            ClaimPace pace = NewPace(new FakeClock());
            pace.DelayMs(ClaimVerdict.Unregistered, null);
            pace.DelayMs(ClaimVerdict.Unregistered, null);
            pace.DelayMs(ClaimVerdict.Transient, null);
            Assert.AreEqual((long)MinuteMs, pace.DelayMs(ClaimVerdict.Unregistered, null));
        }

        [TestMethod]
        public void No_verdict_leads_to_more_than_10_claims_an_hour()
        {
            for (int verdict = 0; verdict <= (int)ClaimVerdict.Transient; verdict++)
            {
                IsWithinTheHourlyLimit((ClaimVerdict)verdict, (ClaimVerdict)verdict);
            }

            IsWithinTheHourlyLimit(ClaimVerdict.NonceUsed, ClaimVerdict.Transient);
            IsWithinTheHourlyLimit(ClaimVerdict.Accepted, ClaimVerdict.NonceUsed);
        }

        private static void IsWithinTheHourlyLimit(ClaimVerdict even, ClaimVerdict odd)
        {
            FakeClock clock = new FakeClock();
            ClaimPace pace = NewPace(clock);
            long[] times = new long[45];
            for (int i = 0; i < times.Length; i++)
            {
                times[i] = clock.MonotonicMs;
                pace.CountClaim();
                clock.Advance(100);
                clock.Advance(pace.DelayMs(i % 2 == 0 ? even : odd, "1"));
                Assert.IsTrue(i < 10 || times[i] - times[i - 10] >= HourMs, ((int)even).ToString() + " at " + i.ToString());
            }
        }

        private static ClaimPace NewPace(FakeClock clock)
        {
            FakePlatform platform = new FakePlatform();
            ClaimLedger ledger = new ClaimLedger(clock, new SealedStore(platform, platform.NewLog()));
            return new ClaimPace(clock, new RandomNumbers(new ScriptedRandom(9)), ledger);
        }

        private static void IsWithin(long ms, long least, long most)
        {
            Assert.IsTrue(ms >= least && ms <= most, ms.ToString() + " is not within " + least.ToString() + " to " + most.ToString());
        }
    }
}
