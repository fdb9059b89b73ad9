using System;
using nanoFramework.TestFramework;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Storage
{
    /// <summary>The store: two slots, written only on change, bound to the board (contract, section 7).</summary>
    [TestClass]
    public class SealedStoreTests
    {
        [TestMethod]
        public void What_was_saved_is_there_after_a_restart()
        {
            FakePlatform platform = new FakePlatform();
            Assert.IsNull(Load(platform));
            Assert.AreEqual((int)SaveResult.Written, (int)Save(platform, "one"));
            Assert.AreEqual("one", Load(platform));
            Assert.AreEqual((int)SaveResult.Written, (int)Save(platform, "two"));
            Assert.AreEqual((int)SaveResult.Written, (int)Save(platform, "three"));
            Assert.AreEqual("three", Load(platform));
        }

        [TestMethod]
        public void An_empty_value_is_a_value()
        {
            FakePlatform platform = new FakePlatform();
            Assert.AreEqual((int)SaveResult.Written, (int)Save(platform, string.Empty));
            Assert.AreEqual(string.Empty, Load(platform));
        }

        [TestMethod]
        public void An_unchanged_value_is_not_written()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            int writes = platform.FakeFlash.Writes;
            Assert.AreEqual((int)SaveResult.Unchanged, (int)Save(platform, "one"));
            Assert.AreEqual(writes, platform.FakeFlash.Writes);
        }

        [TestMethod]
        public void Writes_go_to_the_two_slots_in_turn()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            Assert.IsNull(platform.FakeFlash.Peek("tokens.pair.1"));
            string first = Bytes.ToHex(platform.FakeFlash.Peek("tokens.pair.0"));
            Save(platform, "two");
            Assert.AreEqual(first, Bytes.ToHex(platform.FakeFlash.Peek("tokens.pair.0")));
            string second = Bytes.ToHex(platform.FakeFlash.Peek("tokens.pair.1"));
            Save(platform, "three");
            Assert.AreEqual(second, Bytes.ToHex(platform.FakeFlash.Peek("tokens.pair.1")));
            Assert.AreNotEqual(first, Bytes.ToHex(platform.FakeFlash.Peek("tokens.pair.0")));
        }

        [TestMethod]
        public void A_damaged_copy_is_told_and_the_other_one_is_used()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            Save(platform, "two");
            Flip(platform, "tokens.pair.1", 40);
            Assert.AreEqual("one", Load(platform));
            Assert.IsTrue(platform.Lines.CountOf("damaged entry=tokens.pair slot=1") > 0);
            Assert.AreEqual((int)SaveResult.Written, (int)Save(platform, "three"));
            Assert.AreEqual("three", Load(platform));
        }

        [TestMethod]
        public void Two_damaged_copies_are_no_value()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            Save(platform, "two");
            Flip(platform, "tokens.pair.0", 70);
            Flip(platform, "tokens.pair.1", 5);
            Assert.IsNull(Load(platform));
        }

        [TestMethod]
        public void A_record_copied_to_another_entry_s_file_does_not_open()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            platform.FakeFlash.Put("tokens.other.0", platform.FakeFlash.Peek("tokens.pair.0"));
            platform.FakeFlash.Put("device.pair.0", platform.FakeFlash.Peek("tokens.pair.0"));
            SealedStore store = NewStore(platform);
            Assert.IsNull(store.Load("tokens", "other"));
            Assert.IsNull(store.Load("device", "pair"));
        }

        [TestMethod]
        public void An_old_record_put_back_beside_the_newer_one_does_not_win()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            byte[] old = platform.FakeFlash.Peek("tokens.pair.0");
            Save(platform, "two");
            Save(platform, "three");
            platform.FakeFlash.Put("tokens.pair.1", old);
            Assert.AreEqual("three", Load(platform));
        }

        [TestMethod]
        public void Another_board_s_MAC_address_does_not_open_anything()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            FakePlatform other = new FakePlatform(platform.FakeFlash.Copy(), new ScriptedRandom(2));
            other.FakeNetwork.ChangeMacAddress();
            Assert.IsNull(Load(other));
            Assert.AreEqual("one", Load(platform));
        }

        [TestMethod]
        public void Another_root_key_does_not_open_anything()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            platform.FakeFlash.Delete("root.0");
            platform.FakeFlash.Delete("root.1");
            Assert.IsNull(Load(platform));
        }

        [TestMethod]
        public void An_entry_is_written_as_often_a_day_as_its_share_says_and_again_tomorrow()
        {
            FakePlatform platform = new FakePlatform();
            for (int i = 0; i < WriteBudget.ByTokens; i++)
            {
                Assert.AreEqual((int)SaveResult.Written, (int)Save(platform, i.ToString()));
            }

            Assert.AreEqual((int)SaveResult.OverBudget, (int)Save(platform, "more"));
            Assert.AreEqual((WriteBudget.ByTokens - 1).ToString(), Load(platform));
            platform.FakeClock.Advance(24L * 3600 * 1000);
            Assert.AreEqual((int)SaveResult.Written, (int)Save(platform, "more"));
        }

        [TestMethod]
        public void The_four_entries_together_are_written_100_times_a_day_and_no_more()
        {
            FakePlatform platform = new FakePlatform();
            SealedStore store = NewStore(platform);
            int before = platform.FakeFlash.Writes;
            for (int i = 0; i < 110; i++)
            {
                store.Save("tokens", "pair", Bytes.Of("t" + i.ToString()));
                store.Save("claims", "ledger", Bytes.Of("c" + i.ToString()));
                store.Save("device", "settings", Bytes.Of("s" + i.ToString()));
                store.Save("device", "reboots", Bytes.Of("r" + i.ToString()));
            }

            Assert.AreEqual(100, platform.FakeFlash.Writes - before);
        }

        [TestMethod]
        public void A_precious_value_is_written_even_when_the_day_s_writes_are_used_up()
        {
            FakePlatform platform = new FakePlatform();
            SealedStore store = NewStore(platform);
            for (int i = 0; i < 300; i++)
            {
                Assert.AreEqual((int)SaveResult.Written, (int)store.Save("tokens", "pair", Bytes.Of(i.ToString()), true));
            }

            Assert.AreEqual("299", Load(platform));
            Assert.AreEqual((int)SaveResult.OverBudget, (int)store.Save("tokens", "pair", Bytes.Of("an ordinary one")), "no count begins anew");
        }

        [TestMethod]
        public void A_flash_that_fails_keeps_the_old_value_and_says_so()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            SealedStore store = NewStore(platform);
            platform.FakeFlash.FailsChanges = true;
            Assert.AreEqual((int)SaveResult.Failed, (int)store.Save("tokens", "pair", Bytes.Of("two")));
            Assert.AreEqual(1, platform.Lines.CountOf("write failed"));
            Assert.AreEqual("one", Load(platform));
        }

        [TestMethod]
        public void Reads_that_fail_are_told_and_give_no_value()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            SealedStore store = NewStore(platform);
            platform.FakeFlash.FailsReads = true;
            Assert.IsNull(store.Load("tokens", "pair"));
            Assert.IsTrue(platform.Lines.CountOf("read failed") > 0);
        }

        // SaveResult.Written says "it is in flash": then it has to be what the next read finds.
        [TestMethod]
        public void A_value_saved_while_reads_fail_is_there_or_was_not_saved()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            Save(platform, "two");
            SealedStore store = NewStore(platform);
            platform.FakeFlash.FailsReads = true;
            SaveResult result = store.Save("tokens", "pair", Bytes.Of("three"));
            platform.FakeFlash.FailsReads = false;
            Assert.AreEqual(result == SaveResult.Written ? "three" : "two", Load(platform));
        }

        [TestMethod]
        public void A_removed_value_is_gone_with_both_copies()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            Save(platform, "two");
            NewStore(platform).Remove("tokens", "pair");
            Assert.IsNull(platform.FakeFlash.Peek("tokens.pair.0"));
            Assert.IsNull(platform.FakeFlash.Peek("tokens.pair.1"));
            Assert.IsNull(Load(platform));
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("sixteencharacter")]
        [DataRow("Upper")]
        [DataRow("dot.dot")]
        [DataRow("a/b")]
        [DataRow("a b")]
        public void What_is_no_name_is_refused(string name)
        {
            SealedStore store = NewStore(new FakePlatform());
            Assert.ThrowsException(typeof(ArgumentException), () => store.Save(name, "pair", new byte[1]));
            Assert.ThrowsException(typeof(ArgumentException), () => store.Save("tokens", name, new byte[1]));
            Assert.ThrowsException(typeof(ArgumentException), () => store.Load("tokens", name));
        }

        [TestMethod]
        public void Names_of_15_characters_are_taken_and_values_over_8192_bytes_are_not()
        {
            SealedStore store = NewStore(new FakePlatform());
            Assert.AreEqual((int)SaveResult.Written, (int)store.Save("fifteen-letters", "fifteen-letters", new byte[1]));
            Assert.ThrowsException(typeof(ArgumentException), () => store.Save("tokens", "pair", new byte[SealedRecord.MaxValueBytes + 1]));
        }

        [TestMethod]
        public void Every_single_bit_of_the_newest_copy_flipped_uses_the_other_one()
        {
            FakePlatform platform = new FakePlatform();
            Save(platform, "one");
            Save(platform, "two");
            SealedStore store = NewStore(platform);
            byte[] record = platform.FakeFlash.Peek("tokens.pair.1");
            for (int bit = 0; bit < record.Length * 8; bit++)
            {
                byte[] flipped = Bytes.Slice(record, 0, record.Length);
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
                platform.FakeFlash.Put("tokens.pair.1", flipped);
                Assert.AreEqual("one", Text(store.Load("tokens", "pair")), bit.ToString());
            }
        }

        private static void Flip(FakePlatform platform, string file, int at)
        {
            byte[] content = platform.FakeFlash.Peek(file);
            content[at] ^= 0x10;
            platform.FakeFlash.Put(file, content);
        }

        private static SealedStore NewStore(FakePlatform platform) => new SealedStore(platform, platform.NewLog());

        private static SaveResult Save(FakePlatform platform, string value) => NewStore(platform).Save("tokens", "pair", Bytes.Of(value));

        private static string Load(FakePlatform platform) => Text(NewStore(platform).Load("tokens", "pair"));

        private static string Text(byte[] value) => value == null ? null : System.Text.Encoding.UTF8.GetString(value, 0, value.Length);
    }
}
