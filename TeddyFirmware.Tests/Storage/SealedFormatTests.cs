using nanoFramework.TestFramework;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Storage
{
    /// <summary>The sealed store across firmware versions: older formats are taken over, newer ones are left alone; wear is counted.</summary>
    [TestClass]
    public class SealedFormatTests
    {
        private const int Written = (int)SaveResult.Written;
        private const int Unchanged = (int)SaveResult.Unchanged;

        [TestMethod]
        public void A_record_of_an_older_format_is_read_and_rewritten_beside_itself()
        {
            FakeStore store = new FakeStore().Save("one");
            Assert.AreEqual("one", FakeStore.Load(store.Updated));
            Assert.AreEqual(FakeStore.Newer, (int)store.Record(1)[3]);
            Assert.AreEqual(SealedRecord.FormatVersion, (int)store.Record(0)[3], "it stays until the next write");
            int writes = store.Flash.Writes;
            Assert.AreEqual("one", FakeStore.Load(store.Updated));
            Assert.AreEqual(writes, store.Flash.Writes, "once");
            Assert.AreEqual(Unchanged, (int)store.Updated.Save("tokens", "pair", Bytes.Of("one")));
        }

        [TestMethod]
        public void Saving_the_same_value_over_an_older_format_writes_the_present_one()
        {
            FakeStore store = new FakeStore().Save("one");
            Assert.AreEqual(Written, (int)store.Updated.Save("tokens", "pair", Bytes.Of("one")));
            Assert.AreEqual(Unchanged, (int)store.Updated.Save("tokens", "pair", Bytes.Of("one")));
        }

        [TestMethod]
        public void A_rewrite_in_the_present_format_keeps_the_day_s_limit()
        {
            FakeStore store = new FakeStore();
            for (int i = 0; i < WriteBudget.ByTokens; i++)
            {
                store.Save(i.ToString());
            }

            int writes = store.Flash.Writes;
            Assert.AreEqual((WriteBudget.ByTokens - 1).ToString(), FakeStore.Load(store.Updated));
            Assert.AreEqual(writes, store.Flash.Writes);
        }

        [TestMethod]
        public void A_record_of_a_newer_format_is_refused_told_and_not_destroyed()
        {
            FakeStore store = new FakeStore().Save("one");
            store.Updated.Save("tokens", "pair", Bytes.Of("two"));
            Assert.IsNull(store.Load());
            Assert.IsTrue(store.Board.Lines.CountOf("newer format entry=tokens.pair version=2") > 0);
            Assert.IsFalse(store.Restarted.IsWritable("tokens", "pair"));
            Assert.AreEqual((int)SaveResult.Failed, store.Put("three"));
            Assert.AreEqual("two", FakeStore.Load(store.Updated));
        }

        // A flipped bit in the version must not pass for a newer format, which would never be overwritten.
        [TestMethod]
        public void A_damaged_version_is_damage_and_no_newer_format()
        {
            FakeStore store = new FakeStore().Save("one").Flip(0, 3, SealedRecord.FormatVersion ^ 9);
            Assert.IsTrue(store.Restarted.IsWritable("tokens", "pair"));
            Assert.AreEqual(Written, store.Put("two"));
            Assert.AreEqual("two", store.Load());
        }

        [TestMethod]
        public void Wear_is_counted_over_the_start_and_over_the_entry_s_life()
        {
            SealedStore store = new FakeStore().Save("one", "two").Restarted;
            Assert.AreEqual(0, store.WriteCount);
            Assert.AreEqual(2L, store.Read("tokens", "pair").Number);
            store.Save("tokens", "pair", Bytes.Of("three"));
            store.Save("tokens", "pair", Bytes.Of("three"));
            Assert.AreEqual(1, store.WriteCount);
            Assert.AreEqual(3L, store.Read("tokens", "pair").Number);
        }
    }
}
