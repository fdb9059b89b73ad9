using nanoFramework.TestFramework;
using TeddyFirmware.Claiming;
using TeddyFirmware.Resilience;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Claiming
{
    /// <summary>The limits an hour and a day outlive a reboot.</summary>
    [TestClass]
    public class ClaimLedgerTests
    {
        private const long HourMs = 3600000;

        [TestMethod]
        public void A_board_that_never_claimed_may_claim_at_once()
        {
            Assert.AreEqual(0L, Boot(new FakePlatform()).RestoreMs());
        }

        [TestMethod]
        public void A_board_that_reboots_after_each_claim_claims_10_times_an_hour_at_most()
        {
            NeverMoreThan10AnHour(ClaimVerdict.Accepted, 1);
            NeverMoreThan10AnHour(ClaimVerdict.Transient, 1);
        }

        [TestMethod]
        public void A_board_that_reboots_after_some_claims_claims_10_times_an_hour_at_most()
        {
            NeverMoreThan10AnHour(ClaimVerdict.Accepted, 3);
            NeverMoreThan10AnHour(ClaimVerdict.Accepted, 7);
            NeverMoreThan10AnHour(ClaimVerdict.Transient, 11);
            NeverMoreThan10AnHour(ClaimVerdict.NonceUsed, 13);
        }

        [TestMethod]
        public void A_board_that_reboots_tries_a_wrong_secret_5_times_a_day_at_most()
        {
            FakePlatform platform = new FakePlatform();
            long[] times = new long[14];
            for (int i = 0; i < times.Length; i++)
            {
                platform = Reboot(platform, 1000);
                ClaimPace pace = Boot(platform);
                platform.FakeClock.Advance(pace.RestoreMs());
                times[i] = platform.FakeClock.UtcSeconds;
                pace.CountClaim();
                pace.DelayMs(ClaimVerdict.WrongSecret, null);
                Assert.IsTrue(i < 5 || times[i] - times[i - 5] >= 86400, i.ToString());
            }
        }

        [TestMethod]
        public void A_long_rest_forgets_the_hour()
        {
            FakePlatform platform = new FakePlatform();
            ClaimPace pace = Boot(platform);
            for (int i = 0; i < 10; i++)
            {
                pace.CountClaim();
            }

            Assert.IsTrue(Boot(Reboot(platform, 1000)).RestoreMs() > 0);
            Assert.AreEqual(0L, Boot(Reboot(platform, 4 * HourMs)).RestoreMs());
        }

        // A device that reads its sealed tokens needs no claim for days, and asks the ledger only then.
        [TestMethod]
        public void An_hour_without_a_claim_after_the_restart_is_over_when_the_ledger_is_asked_late()
        {
            FakePlatform platform = new FakePlatform();
            ClaimPace pace = Boot(platform);
            for (int i = 0; i < 10; i++)
            {
                pace.CountClaim();
            }

            platform = Reboot(platform, 1000);
            ClaimPace late = Boot(platform);
            platform.FakeClock.Advance(HourMs - 60000);
            Assert.AreEqual(60000L, late.RestoreMs());
            platform = Reboot(platform, 1000);
            late = Boot(platform);
            platform.FakeClock.Advance(HourMs);
            Assert.AreEqual(0L, late.RestoreMs());
        }

        [TestMethod]
        public void A_clock_set_back_does_not_forget_the_hour()
        {
            FakePlatform platform = new FakePlatform();
            ClaimPace pace = Boot(platform);
            for (int i = 0; i < 10; i++)
            {
                pace.CountClaim();
            }

            FakePlatform after = Reboot(platform, 0);
            after.FakeClock.SetUtc(FakeClock.StartUtcSeconds - 86400);
            Assert.IsTrue(Boot(after).RestoreMs() > 0);
        }

        // Ten years fast at the claims, right again from the next boot on.
        [TestMethod]
        public void A_clock_that_was_years_fast_blocks_a_board_that_reboots_for_a_day_and_no_longer()
        {
            FakePlatform fast = new FakePlatform();
            fast.FakeClock.SetUtc(FakeClock.StartUtcSeconds + (10L * 365 * 86400));
            ClaimPace pace = Boot(fast);
            pace.RestoreMs();
            for (int i = 0; i < 5; i++)
            {
                pace.CountClaim();
                pace.DelayMs(ClaimVerdict.WrongSecret, null);
            }

            FakePlatform right = Reboot(fast, 0);
            right.FakeClock.SetUtc(FakeClock.StartUtcSeconds + (30L * 86400));
            Assert.IsTrue(Boot(right).RestoreMs() > 23 * HourMs, "the notes count from now on");
            Assert.IsTrue(Boot(Reboot(right, 12 * HourMs)).RestoreMs() <= 12 * HourMs, "and not anew with each boot");
            Assert.AreEqual(0L, Boot(Reboot(right, 25 * HourMs)).RestoreMs());
        }

        [TestMethod]
        public void A_damaged_ledger_is_no_ledger()
        {
            FakePlatform platform = new FakePlatform();
            Boot(platform).CountClaim();
            platform.FakeFlash.Put("claims.ledger.0", new byte[96]);
            Assert.AreEqual(0L, Boot(Reboot(platform, 1000)).RestoreMs());
        }

        // At 23:55 the day's writes are used up, and what is claimed from then on is noted nowhere.
        [TestMethod]
        public void A_reboot_after_midnight_does_not_forget_the_hour_that_could_not_be_noted()
        {
            FakePlatform platform = new FakePlatform();
            platform.FakeClock.SetUtc(FakeClock.StartUtcSeconds + 86400 - 300);
            for (int i = 0; i < WriteBudget.ByServer; i++)
            {
                byte[] ledger = new byte[18];
                ledger[8] = (byte)i;
                new SealedStore(platform, platform.NewLog()).Save("claims", "ledger", ledger);
            }

            Boot(platform).CountClaim();
            long waitMs = Boot(Reboot(platform, 600 * 1000)).RestoreMs();
            Assert.IsTrue(waitMs > 3000000, waitMs.ToString());
            Assert.AreEqual(0L, Boot(Reboot(platform, 2 * HourMs)).RestoreMs());
        }

        [TestMethod]
        public void A_ledger_that_cannot_be_read_costs_an_hour_and_not_the_limit()
        {
            FakePlatform platform = new FakePlatform();
            Boot(platform).CountClaim();
            ClaimPace pace = Boot(platform);
            platform.FakeFlash.FailsReads = true;
            Assert.AreEqual(HourMs, pace.RestoreMs());
        }

        [TestMethod]
        public void A_restore_reads_each_slot_once()
        {
            FakePlatform platform = new FakePlatform();
            Boot(platform).CountClaim();
            ClaimPace pace = Boot(platform);
            int reads = platform.FakeFlash.Reads;
            pace.RestoreMs();
            Assert.AreEqual(reads + 2, platform.FakeFlash.Reads);
        }

        private static void NeverMoreThan10AnHour(ClaimVerdict verdict, int claimsPerBoot)
        {
            FakePlatform platform = new FakePlatform();
            long[] times = new long[60];
            int claim = 0;
            while (claim < times.Length)
            {
                platform = Reboot(platform, 2000);
                ClaimPace pace = Boot(platform);
                long waitMs = pace.RestoreMs();
                for (int i = 0; i < claimsPerBoot && claim < times.Length; i++)
                {
                    platform.FakeClock.Advance(waitMs);
                    times[claim] = platform.FakeClock.UtcSeconds;
                    Assert.IsTrue(claim < 10 || times[claim] - times[claim - 10] >= 3600, claim.ToString());
                    claim++;
                    pace.CountClaim();
                    platform.FakeClock.Advance(1000);
                    waitMs = pace.DelayMs(verdict, null);
                }
            }
        }

        private static FakePlatform Reboot(FakePlatform platform, long offMs)
        {
            FakePlatform after = new FakePlatform(platform.FakeFlash, new ScriptedRandom((int)platform.FakeClock.UtcSeconds));
            after.FakeClock.SetUtc(platform.FakeClock.UtcSeconds + (offMs / 1000));
            return after;
        }

        private static ClaimPace Boot(FakePlatform platform)
        {
            ClaimLedger ledger = new ClaimLedger(platform.FakeClock, new SealedStore(platform, platform.NewLog()));
            return new ClaimPace(platform.FakeClock, new RandomNumbers(platform.Random), ledger);
        }
    }
}
