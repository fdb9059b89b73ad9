using nanoFramework.TestFramework;
using TeddyFirmware.Resilience;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Resilience
{
    /// <summary>What is known of a crash after the restart, and how long the restart waits.</summary>
    [TestClass]
    public class CrashRecordTests
    {
        [TestMethod]
        public void Crashes_in_a_row_are_counted_across_restarts_with_the_last_ones_class()
        {
            MemoryFlash flash = new MemoryFlash();
            CheckRecord(flash, 0, null);
            Assert.AreEqual(1, new CrashRecord(flash).Add("IOException"));
            Assert.AreEqual(2, new CrashRecord(flash).Add("OutOfMemoryException"));
            CheckRecord(flash, 2, "OutOfMemoryException");
            new CrashRecord(flash).Clear();
            CheckRecord(flash, 0, null);
        }

        [TestMethod]
        public void Whatever_the_file_holds_is_no_crash_of_its_own()
        {
            MemoryFlash flash = new MemoryFlash();
            string[] contents = { "3", "x\nY", "998\nY", "999\nY", "99999999999999999999\nY" };
            int[] counts = { 3, 0, 998, 998, 998 };
            string[] classes = { null, "Y", "Y", "Y", "Y" };
            for (int i = 0; i < contents.Length; i++)
            {
                flash.Put(CrashRecord.FileName, Bytes.Of(contents[i]));
                CheckRecord(flash, counts[i], classes[i]);
            }
        }

        [TestMethod]
        public void A_flash_that_fails_costs_the_record_and_no_more()
        {
            MemoryFlash flash = new MemoryFlash();
            new CrashRecord(flash).Add("IOException");
            flash.FailsReads = true;
            CheckRecord(flash, 0, null);
            Assert.AreEqual(1, new CrashRecord(flash).Add("Exception"));
            flash.FailsReads = false;
            flash.FailsChanges = true;
            Assert.AreEqual(2, new CrashRecord(flash).Add("Exception"));
            new CrashRecord(flash).Clear();
            CheckRecord(flash, 1, "IOException");
        }

        [TestMethod]
        public void Each_crash_in_a_row_waits_twice_as_long_up_to_five_minutes()
        {
            int[] counts = { 1, 2, 9, 10, 999 };
            int[] waitsMs = { 1000, 2000, 256000, 300000, 300000 };
            for (int i = 0; i < counts.Length; i++)
            {
                Assert.AreEqual(waitsMs[i], CrashRecord.WaitMs(counts[i]));
            }
        }

        private static void CheckRecord(MemoryFlash flash, int count, string className)
        {
            CrashRecord record = new CrashRecord(flash);
            Assert.AreEqual(count, record.Count);
            Assert.AreEqual(className ?? "none", record.ClassName ?? "none");
        }
    }
}
