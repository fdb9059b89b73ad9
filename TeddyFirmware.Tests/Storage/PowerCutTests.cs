using nanoFramework.TestFramework;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Storage
{
    /// <summary>The power cut at every byte of every write: the next boot reads the old value or the new one (contract, section 7).</summary>
    [TestClass]
    public class PowerCutTests
    {
        private const string Oldest = "the oldest value of all";
        private const string Old = "the old value";
        private const string New = "the new value, which is longer";

        // The record of the new value: header, two blocks, MAC.
        private const int RecordBytes = 32 + 32 + 32;

        [TestMethod]
        public void Cut_in_the_very_first_save_leaves_nothing_or_the_new_value() => LeavesOldOrNew(new FakeStore(), null, TornWrite.Prefix);

        [TestMethod]
        public void Cut_in_the_second_save_leaves_the_old_value_or_the_new_one() => LeavesOldOrNew(new FakeStore().Save(Old), Old, TornWrite.Prefix);

        [TestMethod]
        public void Cut_in_the_third_save_leaves_the_old_value_or_the_new_one() => LeavesOldOrNew(new FakeStore().Save(Oldest, Old), Old, TornWrite.Prefix);

        [TestMethod]
        public void Cut_with_new_bytes_over_old_ones_leaves_the_old_value_or_the_new_one() =>
            LeavesOldOrNew(new FakeStore().Save(Oldest, Old), Old, TornWrite.Mixed);

        [TestMethod]
        public void Cut_that_leaves_the_old_file_none_or_an_empty_one_leaves_the_old_value()
        {
            for (int saves = 1; saves <= 3; saves++)
            {
                MemoryFlash flash = SavedBefore(saves).Save(Old).Flash;
                Assert.AreEqual(Old, AfterCut(flash, TornWrite.Old, 0));
                Assert.AreEqual(Old, AfterCut(flash, TornWrite.Gone, 0));
                Assert.AreEqual(Old, AfterCut(flash, TornWrite.Empty, 0));
                Assert.AreEqual(New, AfterCut(flash, TornWrite.New, 0));
            }
        }

        [TestMethod]
        public void After_any_cut_the_store_still_takes_values()
        {
            MemoryFlash before = new FakeStore().Save(Oldest, Old).Flash;
            for (int bytes = 0; bytes <= RecordBytes; bytes += 8)
            {
                MemoryFlash flash = before.Copy();
                Cut(flash, TornWrite.Prefix, bytes);
                Assert.AreEqual("next", new FakeStore(flash).Save("next").Load(), bytes.ToString());
                Assert.AreEqual("last", new FakeStore(flash).Save("last").Load(), bytes.ToString());
            }
        }

        [TestMethod]
        public void Cut_in_a_remove_leaves_the_newest_value_or_none_and_never_an_older_one()
        {
            for (int saves = 1; saves <= 4; saves++)
            {
                for (int change = 1; change <= 2; change++)
                {
                    RemoveCutLeavesNoOlderValue(saves, change, TornWrite.Old);
                    RemoveCutLeavesNoOlderValue(saves, change, TornWrite.Gone);
                }
            }
        }

        private static void LeavesOldOrNew(FakeStore before, string old, TornWrite torn)
        {
            for (int bytes = 0; bytes <= RecordBytes; bytes++)
            {
                Assert.AreEqual(bytes == RecordBytes ? New : old, AfterCut(before.Flash, torn, bytes), bytes.ToString());
            }
        }

        private static void RemoveCutLeavesNoOlderValue(int saves, int change, TornWrite left)
        {
            FakeStore store = SavedBefore(saves).Save("newest");
            store.Flash.CutPower(change, left, 0);
            Assert.ThrowsException(typeof(FlashFailure), () => store.Restarted.Remove("tokens", "pair"));
            store.Flash.PowerOn();
            string value = new FakeStore(store.Flash).Load();
            Assert.IsTrue(value == null || value == "newest", value);
        }

        private static FakeStore SavedBefore(int saves)
        {
            FakeStore store = new FakeStore();
            for (int i = 1; i < saves; i++)
            {
                store.Save("older " + i.ToString());
            }

            return store;
        }

        private static string AfterCut(MemoryFlash before, TornWrite left, int bytes)
        {
            MemoryFlash flash = before.Copy();
            Cut(flash, left, bytes);
            return new FakeStore(flash).Load();
        }

        private static void Cut(MemoryFlash flash, TornWrite left, int bytes)
        {
            FakeStore store = new FakeStore(flash);
            flash.CutPower(1, left, bytes);
            store.Save(New);
            Assert.IsTrue(flash.IsOff, "the save writes once");
            flash.PowerOn();
        }
    }
}
