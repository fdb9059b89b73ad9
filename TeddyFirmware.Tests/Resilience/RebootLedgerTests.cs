using nanoFramework.TestFramework;
using TeddyFirmware.Resilience;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Resilience
{
    /// <summary>The supervisor's restarts are counted over restarts.</summary>
    [TestClass]
    public class RebootLedgerTests
    {
        private const int DaySeconds = 86400;

        [TestMethod]
        public void Four_restarts_a_day_and_no_more_over_any_number_of_boots()
        {
            FakePlatform platform = new FakePlatform();
            for (int i = 1; i <= 4; i++)
            {
                Assert.IsTrue(Ledger(platform).TryNote(DeviceState.Connecting));
                Assert.AreEqual(i, Ledger(platform).Count);
            }

            Assert.IsFalse(Ledger(platform).TryNote(DeviceState.Connecting));
            Assert.IsFalse(Ledger(platform).TryNote(DeviceState.Connecting));
        }

        [TestMethod]
        public void The_next_day_has_four_of_its_own()
        {
            FakePlatform platform = new FakePlatform();
            UseUp(platform);
            platform.FakeClock.SetUtc(platform.FakeClock.UtcSeconds + DaySeconds);
            Assert.IsTrue(Ledger(platform).TryNote(DeviceState.Connecting));
            Assert.AreEqual(1, Ledger(platform).Count);
        }

        [TestMethod]
        public void The_state_without_progress_is_kept()
        {
            FakePlatform platform = new FakePlatform();
            Ledger(platform).TryNote(DeviceState.Refreshing);
            Assert.AreEqual((int)DeviceState.Refreshing, (int)Ledger(platform).LastState);
        }

        [TestMethod]
        public void Without_a_clock_no_day_has_passed()
        {
            FakePlatform platform = new FakePlatform();
            UseUp(platform);
            platform.FakeClock.IsUtcSet = false;
            Assert.IsFalse(Ledger(platform).TryNote(DeviceState.Offline));
        }

        [TestMethod]
        public void A_restart_that_cannot_be_noted_is_not_made()
        {
            FakePlatform platform = new FakePlatform();
            RebootLedger ledger = Ledger(platform);
            platform.FakeFlash.FailsChanges = true;
            Assert.IsFalse(ledger.TryNote(DeviceState.Connecting));
            Assert.AreEqual(0, ledger.Count);
        }

        private static void UseUp(FakePlatform platform)
        {
            while (Ledger(platform).TryNote(DeviceState.Connecting))
            {
            }
        }

        private static RebootLedger Ledger(FakePlatform platform) => new RebootLedger(platform.Clock, new SealedStore(platform, platform.NewLog()));
    }
}
