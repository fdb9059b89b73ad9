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
        private const int Written = (int)SaveResult.Written;

        [TestMethod]
        public void What_was_saved_is_there_after_a_restart()
        {
            FakeStore store = new FakeStore();
            Assert.IsNull(store.Load());
            Assert.AreEqual(Written, store.Put("one"));
            Assert.AreEqual("one", store.Load());
            Assert.AreEqual(Written, store.Put("two"));
            Assert.AreEqual(Written, store.Put("three"));
            Assert.AreEqual("three", store.Load());
        }

        [TestMethod]
        public void An_empty_value_is_a_value()
        {
            FakeStore store = new FakeStore();
            Assert.AreEqual(Written, store.Put(string.Empty));
            Assert.AreEqual(string.Empty, store.Load());
        }

        [TestMethod]
        public void An_unchanged_value_is_not_written()
        {
            FakeStore store = new FakeStore().Save("one");
            int writes = store.Flash.Writes;
            Assert.AreEqual((int)SaveResult.Unchanged, store.Put("one"));
            Assert.AreEqual(writes, store.Flash.Writes);
        }

        [TestMethod]
        public void Writes_go_to_the_two_slots_in_turn()
        {
            FakeStore store = new FakeStore().Save("one");
            Assert.IsNull(store.Record(1));
            string first = Bytes.ToHex(store.Record(0));
            Assert.AreEqual(first, Bytes.ToHex(store.Save("two").Record(0)));
            string second = Bytes.ToHex(store.Record(1));
            Assert.AreEqual(second, Bytes.ToHex(store.Save("three").Record(1)));
            Assert.AreNotEqual(first, Bytes.ToHex(store.Record(0)));
        }

        [TestMethod]
        public void A_damaged_copy_is_told_and_the_other_one_is_used()
        {
            FakeStore store = new FakeStore().Save("one", "two").Flip(1, 40, 0x10);
            Assert.AreEqual("one", store.Load());
            Assert.IsTrue(store.Board.Lines.CountOf("damaged entry=tokens.pair slot=1") > 0);
            Assert.AreEqual(Written, store.Put("three"));
            Assert.AreEqual("three", store.Load());
        }

        [TestMethod]
        public void Two_damaged_copies_are_no_value() => Assert.IsNull(new FakeStore().Save("one", "two").Flip(0, 70, 0x10).Flip(1, 5, 0x10).Load());

        [TestMethod]
        public void A_record_copied_to_another_entry_s_file_does_not_open()
        {
            FakeStore store = new FakeStore().Save("one");
            store.Flash.Put("tokens.other.0", store.Record(0));
            store.Flash.Put("device.pair.0", store.Record(0));
            Assert.IsNull(store.Restarted.Load("tokens", "other"));
            Assert.IsNull(store.Restarted.Load("device", "pair"));
        }

        [TestMethod]
        public void An_old_record_put_back_beside_the_newer_one_does_not_win()
        {
            FakeStore store = new FakeStore().Save("one");
            byte[] old = store.Record(0);
            store.Save("two", "three").Flash.Put("tokens.pair.1", old);
            Assert.AreEqual("three", store.Load());
        }

        [TestMethod]
        public void Another_board_s_MAC_address_does_not_open_anything()
        {
            FakeStore store = new FakeStore().Save("one");
            FakeStore other = new FakeStore(store.Flash.Copy());
            other.Board.FakeNetwork.ChangeMacAddress();
            Assert.IsNull(other.Load());
            Assert.AreEqual("one", store.Load());
        }

        [TestMethod]
        public void Another_root_key_does_not_open_anything()
        {
            FakeStore store = new FakeStore().Save("one");
            store.Flash.Delete("root.0");
            store.Flash.Delete("root.1");
            Assert.IsNull(store.Load());
        }

        [TestMethod]
        public void An_entry_is_written_as_often_a_day_as_its_share_says_and_again_tomorrow()
        {
            FakeStore store = new FakeStore();
            for (int i = 0; i < WriteBudget.ByTokens; i++)
            {
                Assert.AreEqual(Written, store.Put(i.ToString()));
            }

            Assert.AreEqual((int)SaveResult.OverBudget, store.Put("more"));
            Assert.AreEqual((WriteBudget.ByTokens - 1).ToString(), store.Load());
            store.Board.FakeClock.Advance(Ms.Day);
            Assert.AreEqual(Written, store.Put("more"));
        }

        [TestMethod]
        public void The_four_entries_together_are_written_100_times_a_day_and_no_more()
        {
            FakeStore board = new FakeStore();
            SealedStore store = board.Restarted;
            int before = board.Flash.Writes;
            for (int i = 0; i < 110; i++)
            {
                store.Save("tokens", "pair", Bytes.Of("t" + i.ToString()));
                store.Save("claims", "ledger", Bytes.Of("c" + i.ToString()));
                store.Save("device", "settings", Bytes.Of("s" + i.ToString()));
                store.Save("device", "reboots", Bytes.Of("r" + i.ToString()));
            }

            Assert.AreEqual(100, board.Flash.Writes - before);
        }

        [TestMethod]
        public void A_precious_value_is_written_even_when_the_day_s_writes_are_used_up()
        {
            FakeStore board = new FakeStore();
            SealedStore store = board.Restarted;
            for (int i = 0; i < 300; i++)
            {
                Assert.AreEqual(Written, (int)store.Save("tokens", "pair", Bytes.Of(i.ToString()), true));
            }

            Assert.AreEqual("299", board.Load());
            Assert.AreEqual((int)SaveResult.OverBudget, (int)store.Save("tokens", "pair", Bytes.Of("an ordinary one")), "no count begins anew");
        }

        [TestMethod]
        public void A_flash_that_fails_keeps_the_old_value_and_says_so()
        {
            FakeStore store = new FakeStore().Save("one");
            store.Flash.FailsChanges = true;
            Assert.AreEqual((int)SaveResult.Failed, store.Put("two"));
            Assert.AreEqual(1, store.Board.Lines.CountOf("write failed"));
            Assert.AreEqual("one", store.Load());
        }

        [TestMethod]
        public void Reads_that_fail_are_told_and_give_no_value()
        {
            FakeStore board = new FakeStore().Save("one");
            SealedStore store = board.Restarted;
            board.Flash.FailsReads = true;
            Assert.IsNull(FakeStore.Load(store));
            Assert.IsTrue(board.Board.Lines.CountOf("read failed") > 0);
        }

        // Else a device with tokens would claim anew, each time that its memory is short.
        [TestMethod]
        public void A_value_that_memory_is_too_short_for_is_not_taken_for_missing()
        {
            FakeStore board = new FakeStore().Save("one");
            SealedStore store = board.Restarted;
            board.Flash.HasNoMemoryToRead = true;
            Assert.ThrowsException(typeof(OutOfMemoryException), () => FakeStore.Load(store));
        }

        // SaveResult.Written says "it is in flash": then it has to be what the next read finds.
        [TestMethod]
        public void A_value_saved_while_reads_fail_is_there_or_was_not_saved()
        {
            FakeStore board = new FakeStore().Save("one", "two");
            SealedStore store = board.Restarted;
            board.Flash.FailsReads = true;
            SaveResult result = store.Save("tokens", "pair", Bytes.Of("three"));
            board.Flash.FailsReads = false;
            Assert.AreEqual(result == SaveResult.Written ? "three" : "two", board.Load());
        }

        [TestMethod]
        public void A_removed_value_is_gone_with_both_copies()
        {
            FakeStore store = new FakeStore().Save("one", "two");
            store.Restarted.Remove("tokens", "pair");
            Assert.IsNull(store.Record(0));
            Assert.IsNull(store.Record(1));
            Assert.IsNull(store.Load());
        }

        [TestMethod]
        [DataRow(""), DataRow("sixteencharacter"), DataRow("Upper"), DataRow("dot.dot"), DataRow("a/b"), DataRow("a b")]
        public void What_is_no_name_is_refused(string name)
        {
            SealedStore store = new FakeStore().Restarted;
            Assert.ThrowsException(typeof(ArgumentException), () => store.Save(name, "pair", new byte[1]));
            Assert.ThrowsException(typeof(ArgumentException), () => store.Save("tokens", name, new byte[1]));
            Assert.ThrowsException(typeof(ArgumentException), () => store.Load("tokens", name));
        }

        [TestMethod]
        public void Names_of_15_characters_are_taken_and_values_over_8192_bytes_are_not()
        {
            SealedStore store = new FakeStore().Restarted;
            Assert.AreEqual(Written, (int)store.Save("fifteen-letters", "fifteen-letters", new byte[1]));
            Assert.ThrowsException(typeof(ArgumentException), () => store.Save("tokens", "pair", new byte[SealedRecord.MaxValueBytes + 1]));
        }

        [TestMethod]
        public void Every_single_bit_of_the_newest_copy_flipped_uses_the_other_one()
        {
            FakeStore board = new FakeStore().Save("one", "two");
            SealedStore store = board.Restarted;
            int bits = board.Record(1).Length * 8;
            for (int bit = 0; bit < bits; bit++)
            {
                board.Flip(1, bit / 8, 1 << (bit % 8));
                Assert.AreEqual("one", FakeStore.Load(store), bit.ToString());
                board.Flip(1, bit / 8, 1 << (bit % 8));
            }
        }
    }
}
