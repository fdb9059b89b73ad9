using nanoFramework.TestFramework;
using TeddyFirmware.Claiming;
using TeddyFirmware.Resilience;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Claiming
{
    /// <summary>What is left of the limits outlives a reboot, and a power-on always leaves one claim (contract, section 2.1).</summary>
    [TestClass]
    public class ClaimLedgerTests
    {
        private static FakePlatform s_platform;
        private static TokenBucket s_claims;
        private static RateWindow s_wrongSecrets;
        private static ClaimLedger s_ledger;

        [TestMethod]
        public void A_board_that_never_claimed_has_a_full_bucket() => Assert.AreEqual(10, Boot(new FakePlatform()));

        [TestMethod]
        public void After_one_claim_a_reboot_finds_some_left_and_after_ten_it_finds_one()
        {
            BootAndClaim(1);
            Check.Within(Reboot(5000), 3, 9);
            Claim(Level());
            Assert.AreEqual(1, Reboot(5000));
        }

        [TestMethod]
        public void Never_is_more_left_than_before_and_what_time_has_brought_back_and_the_one_of_the_power_on()
        {
            for (int claims = 1; claims <= 10; claims++)
            {
                for (int minutes = 0; minutes <= 70; minutes += 7)
                {
                    BootAndClaim(claims);
                    int most = 10 - claims + (minutes / 6);
                    Check.Within(Reboot(minutes * Ms.Minute), minutes < 70 ? 0 : 5, most > 10 ? 10 : most < 1 ? 1 : most);
                }
            }
        }

        [TestMethod]
        public void After_two_hours_the_bucket_is_full_again()
        {
            BootAndClaim(10);
            Assert.AreEqual(10, Reboot(2 * Ms.Hour));
        }

        [TestMethod]
        public void However_often_the_power_is_cut_there_is_one_claim()
        {
            Boot(new FakePlatform());
            for (int i = 0; i < 100; i++)
            {
                Assert.AreEqual(0L, s_claims.WaitMs(NowMs()));
                Claim(Level());
                Reboot(5000);
            }
        }

        [TestMethod]
        public void A_device_that_asks_late_finds_what_has_come_back_meanwhile()
        {
            BootAndClaim(10);
            FakePlatform after = After(1000);
            after.FakeClock.Advance(2 * Ms.Hour);
            Assert.AreEqual(10, Boot(after));
        }

        [TestMethod]
        public void A_clock_set_back_locks_nobody_out()
        {
            BootAndClaim(10);
            FakePlatform after = After(0);
            after.FakeClock.SetUtc(FakeClock.StartUtcSeconds - 86400);
            Assert.AreEqual(1, Boot(after));
        }

        // Ten years fast at the claims, right again from the next boot on.
        [TestMethod]
        public void What_a_clock_noted_that_was_years_fast_is_put_right_with_the_next_claim()
        {
            FakePlatform fast = new FakePlatform();
            fast.FakeClock.SetUtc(FakeClock.StartUtcSeconds + (10L * 365 * 86400));
            Boot(fast);
            Claim(3);
            s_ledger.OnWrongSecret(5);
            FakePlatform right = After(0);
            right.FakeClock.SetUtc(FakeClock.StartUtcSeconds);
            Assert.AreEqual(1, Boot(right));
            Assert.AreEqual(4, s_wrongSecrets.CountAt(NowMs()));
            Claim(1);
            Assert.AreEqual(10, Reboot(2 * Ms.Hour));
        }

        [TestMethod]
        public void A_damaged_ledger_is_no_ledger()
        {
            BootAndClaim(1);
            s_platform.FakeFlash.Put("claims.ledger.0", new byte[96]);
            Assert.AreEqual(10, Reboot(1000));
        }

        [TestMethod]
        public void A_ledger_that_cannot_be_read_leaves_one_claim()
        {
            BootAndClaim(1);
            FakePlatform after = After(Ms.Hour);
            SealedStore store = new SealedStore(after, after.NewLog());
            after.FakeFlash.FailsReads = true;
            Assert.AreEqual(1, Boot(after, store));
        }

        // What is claimed from then on is noted nowhere.
        [TestMethod]
        public void Once_the_day_s_writes_are_used_up_a_reboot_leaves_one_claim_until_an_hour_after_midnight()
        {
            FakePlatform platform = new FakePlatform();
            platform.FakeClock.SetUtc(FakeClock.StartUtcSeconds + 86400 - 600);
            SealedStore store = new SealedStore(platform, platform.NewLog());
            for (int i = 0; i < WriteBudget.ByClaims; i++)
            {
                byte[] ledger = new byte[17];
                ledger[16] = (byte)(i % 2);
                store.Save("claims", "ledger", ledger);
            }

            Assert.AreEqual(1, Boot(platform));
            Assert.AreEqual(1, Reboot(Ms.Hour));
            Assert.AreEqual(10, Reboot(Ms.Hour));
        }

        [TestMethod]
        public void Fifty_writes_a_day_are_enough_whatever_is_claimed()
        {
            int[] gapMinutes = { 0, 1, 5, 6, 7, 13, 15, 29, 31, 37 };
            for (int i = 0; i < gapMinutes.Length; i++)
            {
                Boot(new FakePlatform());
                int writes = s_platform.FakeFlash.Writes;
                long endMs = NowMs() + Ms.Day;
                while (NowMs() < endMs)
                {
                    s_platform.FakeClock.Advance(Longer(s_claims.WaitMs(NowMs()), gapMinutes[i] * Ms.Minute));
                    Claim(1);
                }

                Check.Within(s_platform.FakeFlash.Writes - writes, 21, 50);
            }
        }

        [TestMethod]
        public void Fifty_writes_a_day_are_enough_for_a_board_that_reboots_after_each_claim()
        {
            Boot(new FakePlatform());
            int writes = s_platform.FakeFlash.Writes;
            for (int i = 0; i < 24 * 60; i++)
            {
                Claim(1);
                Reboot(Ms.Minute);
            }

            Check.Within(s_platform.FakeFlash.Writes - writes, 21, 50);
        }

        [TestMethod]
        public void Five_wrong_secrets_are_remembered_for_a_day_and_a_reboot_leaves_one_more()
        {
            Boot(new FakePlatform());
            for (int i = 1; i <= 5; i++)
            {
                s_wrongSecrets.Count(NowMs());
                s_ledger.OnWrongSecret(s_wrongSecrets.CountAt(NowMs()));
            }

            Reboot(Ms.Hour);
            Assert.AreEqual(0L, s_wrongSecrets.WaitMs(NowMs()));
            s_wrongSecrets.Count(NowMs());
            Assert.AreEqual(23L * Ms.Hour, s_wrongSecrets.WaitMs(NowMs()));
            Reboot(23 * Ms.Hour);
            Assert.AreEqual(0, s_wrongSecrets.CountAt(NowMs()));
        }

        [TestMethod]
        public void A_claim_s_note_keeps_the_wrong_secrets_and_theirs_the_claims()
        {
            BootAndClaim(5);
            s_ledger.OnWrongSecret(3);
            Claim(3);
            Assert.AreEqual(1, Reboot(1000));
            Assert.AreEqual(3, s_wrongSecrets.CountAt(NowMs()));
        }

        [TestMethod]
        public void An_erased_ledger_is_a_full_bucket()
        {
            BootAndClaim(10);
            ClaimLedger.Erase(new SealedStore(s_platform, s_platform.NewLog()));
            Assert.AreEqual(10, Reboot(1000));
        }

        [TestMethod]
        public void A_restore_reads_each_slot_once()
        {
            BootAndClaim(1);
            int reads = s_platform.FakeFlash.Reads;
            s_ledger.Restore(s_claims, s_wrongSecrets);
            Assert.AreEqual(reads + 2, s_platform.FakeFlash.Reads);
        }

        private static void BootAndClaim(int count)
        {
            Boot(new FakePlatform());
            Claim(count);
        }

        private static void Claim(int count)
        {
            for (int i = 0; i < count; i++)
            {
                s_claims.Take(NowMs());
                s_ledger.OnClaim(s_claims);
            }
        }

        private static FakePlatform After(long offMs)
        {
            FakePlatform after = new FakePlatform(s_platform.FakeFlash, new ScriptedRandom((int)s_platform.FakeClock.UtcSeconds));
            after.FakeClock.SetUtc(s_platform.FakeClock.UtcSeconds + (offMs / 1000));
            return after;
        }

        private static int Reboot(long offMs) => Boot(After(offMs));

        private static int Boot(FakePlatform platform) => Boot(platform, new SealedStore(platform, platform.NewLog()));

        // Each start tells how many claims it finds left.
        private static int Boot(FakePlatform platform, SealedStore store)
        {
            s_platform = platform;
            s_claims = new TokenBucket(ClaimPace.Claims, ClaimPace.ClaimBackMs);
            s_wrongSecrets = new RateWindow(ClaimPace.WrongSecretsADay, (int)Ms.Day);
            s_ledger = new ClaimLedger(platform.FakeClock, store);
            s_ledger.Restore(s_claims, s_wrongSecrets);
            return Level();
        }

        private static int Level() => s_claims.LevelAt(NowMs());

        private static long NowMs() => s_platform.FakeClock.MonotonicMs;

        private static long Longer(long left, long right) => left > right ? left : right;
    }
}
