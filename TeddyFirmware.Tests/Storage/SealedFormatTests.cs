using nanoFramework.TestFramework;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Storage
{
    /// <summary>The sealed store across firmware versions: older formats are taken over, newer ones are left alone; wear is counted.</summary>
    [TestClass]
    public class SealedFormatTests
    {
        [TestMethod]
        public void A_record_of_an_older_format_is_read_and_rewritten_beside_itself()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            SealedStore newer = NewStore(platform, SealedRecord.FormatVersion + 1);
            Assert.AreEqual("one", Text(newer.Load("tokens", "pair")));
            Assert.AreEqual(SealedRecord.FormatVersion + 1, (int)platform.FakeFlash.Peek("tokens.pair.1")[3]);
            Assert.AreEqual(SealedRecord.FormatVersion, (int)platform.FakeFlash.Peek("tokens.pair.0")[3], "it stays until the next write");
            int writes = platform.FakeFlash.Writes;
            Assert.AreEqual("one", Text(newer.Load("tokens", "pair")));
            Assert.AreEqual(writes, platform.FakeFlash.Writes, "once");
            Assert.AreEqual((int)SaveResult.Unchanged, (int)newer.Save("tokens", "pair", Bytes.Of("one")));
        }

        [TestMethod]
        public void Saving_the_same_value_over_an_older_format_writes_the_present_one()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            SealedStore newer = NewStore(platform, SealedRecord.FormatVersion + 1);
            Assert.AreEqual((int)SaveResult.Written, (int)newer.Save("tokens", "pair", Bytes.Of("one")));
            Assert.AreEqual((int)SaveResult.Unchanged, (int)newer.Save("tokens", "pair", Bytes.Of("one")));
        }

        [TestMethod]
        public void A_rewrite_in_the_present_format_keeps_the_day_s_limit()
        {
            FakePlatform platform = new FakePlatform();
            for (int i = 0; i < WriteBudget.ByTokens; i++)
            {
                Save(platform, i.ToString());
            }

            int writes = platform.FakeFlash.Writes;
            Assert.AreEqual((WriteBudget.ByTokens - 1).ToString(), Text(NewStore(platform, SealedRecord.FormatVersion + 1).Load("tokens", "pair")));
            Assert.AreEqual(writes, platform.FakeFlash.Writes);
        }

        [TestMethod]
        public void A_record_of_a_newer_format_is_refused_told_and_not_destroyed()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            NewStore(platform, SealedRecord.FormatVersion + 1).Save("tokens", "pair", Bytes.Of("two"));
            SealedStore store = NewStore(platform);
            Assert.IsNull(store.Load("tokens", "pair"));
            Assert.IsTrue(platform.Lines.CountOf("newer format entry=tokens.pair version=2") > 0);
            Assert.IsFalse(store.IsWritable("tokens", "pair"));
            Assert.AreEqual((int)SaveResult.Failed, (int)store.Save("tokens", "pair", Bytes.Of("three")));
            Assert.AreEqual("two", Text(NewStore(platform, SealedRecord.FormatVersion + 1).Load("tokens", "pair")));
        }

        // A flipped bit in the version must not pass for a newer format, which would never be overwritten.
        [TestMethod]
        public void A_damaged_version_is_damage_and_no_newer_format()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            byte[] record = platform.FakeFlash.Peek("tokens.pair.0");
            record[3] = 9;
            platform.FakeFlash.Put("tokens.pair.0", record);
            Assert.IsTrue(NewStore(platform).IsWritable("tokens", "pair"));
            Assert.AreEqual((int)SaveResult.Written, (int)Save(platform, "two"));
            Assert.AreEqual("two", Load(platform));
        }

        [TestMethod]
        public void Wear_is_counted_over_the_start_and_over_the_entry_s_life()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            Save(platform, "two");
            SealedStore store = NewStore(platform);
            Assert.AreEqual(0, store.WriteCount);
            Assert.AreEqual(2L, store.Read("tokens", "pair").Number);
            store.Save("tokens", "pair", Bytes.Of("three"));
            store.Save("tokens", "pair", Bytes.Of("three"));
            Assert.AreEqual(1, store.WriteCount);
            Assert.AreEqual(3L, store.Read("tokens", "pair").Number);
        }

        private static SealedStore NewStore(FakePlatform platform) => new SealedStore(platform, platform.NewLog());

        private static SealedStore NewStore(FakePlatform platform, int version) => new SealedStore(platform, platform.NewLog(), version);

        private static SaveResult Save(FakePlatform platform, string value) => NewStore(platform).Save("tokens", "pair", Bytes.Of(value));

        private static string Load(FakePlatform platform) => Text(NewStore(platform).Load("tokens", "pair"));

        private static string Text(byte[] value) => value == null ? null : System.Text.Encoding.UTF8.GetString(value, 0, value.Length);
    }
}
