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
        private static FakePlatform _platform;
        private static TokenBucket _claims;
        private static RateWindow _wrongSecrets;
        private static ClaimLedger _ledger;

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
                Assert.AreEqual(0L, _claims.WaitMs(NowMs()));
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
            _ledger.OnWrongSecret(5);
            FakePlatform right = After(0);
            right.FakeClock.SetUtc(FakeClock.StartUtcSeconds);
            Assert.AreEqual(1, Boot(right));
            Assert.AreEqual(4, _wrongSecrets.CountAt(NowMs()));
            Claim(1);
            Assert.AreEqual(10, Reboot(2 * Ms.Hour));
        }

        [TestMethod]
        public void A_damaged_ledger_is_no_ledger()
        {
            BootAndClaim(1);
            _platform.FakeFlash.Put("claims.ledger.0", new byte[96]);
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
                int writes = _platform.FakeFlash.Writes;
                long endMs = NowMs() + Ms.Day;
                while (NowMs() < endMs)
                {
                    _platform.FakeClock.Advance(Longer(_claims.WaitMs(NowMs()), gapMinutes[i] * Ms.Minute));
                    Claim(1);
                }

                Check.Within(_platform.FakeFlash.Writes - writes, 21, 50);
            }
        }

        [TestMethod]
        public void Fifty_writes_a_day_are_enough_for_a_board_that_reboots_after_each_claim()
        {
            Boot(new FakePlatform());
            int writes = _platform.FakeFlash.Writes;
            for (int i = 0; i < 24 * 60; i++)
            {
                Claim(1);
                Reboot(Ms.Minute);
            }

            Check.Within(_platform.FakeFlash.Writes - writes, 21, 50);
        }

        [TestMethod]
        public void Five_wrong_secrets_are_remembered_for_a_day_and_a_reboot_leaves_one_more()
        {
            Boot(new FakePlatform());
            for (int i = 1; i <= 5; i++)
            {
                _wrongSecrets.Count(NowMs());
                _ledger.OnWrongSecret(_wrongSecrets.CountAt(NowMs()));
            }

            Reboot(Ms.Hour);
            Assert.AreEqual(0L, _wrongSecrets.WaitMs(NowMs()));
            _wrongSecrets.Count(NowMs());
            Assert.AreEqual(23L * Ms.Hour, _wrongSecrets.WaitMs(NowMs()));
            Reboot(23 * Ms.Hour);
            Assert.AreEqual(0, _wrongSecrets.CountAt(NowMs()));
        }

        [TestMethod]
        public void A_claim_s_note_keeps_the_wrong_secrets_and_theirs_the_claims()
        {
            BootAndClaim(5);
            _ledger.OnWrongSecret(3);
            Claim(3);
            Assert.AreEqual(1, Reboot(1000));
            Assert.AreEqual(3, _wrongSecrets.CountAt(NowMs()));
        }

        [TestMethod]
        public void An_erased_ledger_is_a_full_bucket()
        {
            BootAndClaim(10);
            ClaimLedger.Erase(new SealedStore(_platform, _platform.NewLog()));
            Assert.AreEqual(10, Reboot(1000));
        }

        [TestMethod]
        public void A_restore_reads_each_slot_once()
        {
            BootAndClaim(1);
            int reads = _platform.FakeFlash.Reads;
            _ledger.Restore(_claims, _wrongSecrets);
            Assert.AreEqual(reads + 2, _platform.FakeFlash.Reads);
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
                _claims.Take(NowMs());
                _ledger.OnClaim(_claims);
            }
        }

        private static FakePlatform After(long offMs)
        {
            FakePlatform after = new FakePlatform(_platform.FakeFlash, new ScriptedRandom((int)_platform.FakeClock.UtcSeconds));
            after.FakeClock.SetUtc(_platform.FakeClock.UtcSeconds + (offMs / 1000));
            return after;
        }

        private static int Reboot(long offMs) => Boot(After(offMs));

        private static int Boot(FakePlatform platform) => Boot(platform, new SealedStore(platform, platform.NewLog()));

        // Each start tells how many claims it finds left.
        private static int Boot(FakePlatform platform, SealedStore store)
        {
            _platform = platform;
            _claims = new TokenBucket(ClaimPace.Claims, ClaimPace.ClaimBackMs);
            _wrongSecrets = new RateWindow(ClaimPace.WrongSecretsADay, (int)Ms.Day);
            _ledger = new ClaimLedger(platform.FakeClock, store);
            _ledger.Restore(_claims, _wrongSecrets);
            return Level();
        }

        private static int Level() => _claims.LevelAt(NowMs());

        private static long NowMs() => _platform.FakeClock.MonotonicMs;

        private static long Longer(long left, long right) => left > right ? left : right;
    }
}
