using nanoFramework.TestFramework;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Storage
{
    /// <summary>The root key: two copies that mend each other.</summary>
    [TestClass]
    public class RootKeyTests
    {
        [TestMethod]
        public void The_key_is_made_once_and_stays()
        {
            FakePlatform platform = Started(out string key);
            int writes = platform.FakeFlash.Writes;
            Assert.AreEqual(2, writes);
            Assert.AreEqual(key, Key(platform));
            Assert.AreEqual(writes, platform.FakeFlash.Writes);
        }

        [TestMethod]
        public void The_key_itself_is_not_the_board_s_key()
        {
            FakePlatform platform = Started(out string key);
            Assert.AreEqual(-1, Bytes.ToHex(platform.FakeFlash.Peek("root.0")).IndexOf(key));
        }

        [TestMethod]
        [DataRow("root.0"), DataRow("root.1")]
        public void A_missing_copy_is_mended(string file)
        {
            FakePlatform platform = Started(out string key);
            string content = Bytes.ToHex(platform.FakeFlash.Peek(file));
            platform.FakeFlash.Delete(file);
            Assert.AreEqual(key, Key(platform));
            Assert.AreEqual(content, Bytes.ToHex(platform.FakeFlash.Peek(file)));
        }

        [TestMethod]
        [DataRow("root.0"), DataRow("root.1")]
        public void A_copy_with_any_byte_damaged_is_mended(string file)
        {
            FakePlatform platform = Started(out string key);
            byte[] content = platform.FakeFlash.Peek(file);
            for (int at = 0; at < content.Length; at++)
            {
                byte[] damaged = Bytes.Slice(content, 0, content.Length);
                damaged[at] ^= 1;
                platform.FakeFlash.Put(file, damaged);
                Assert.AreEqual(key, Key(platform), at.ToString());
                Assert.AreEqual(Bytes.ToHex(content), Bytes.ToHex(platform.FakeFlash.Peek(file)));
            }
        }

        [TestMethod]
        public void Of_two_keys_that_differ_the_first_counts_and_is_kept()
        {
            FakePlatform first = Started(out string key);
            FakePlatform second = new FakePlatform(new MemoryFlash(), new ScriptedRandom(99));
            Key(second);
            first.FakeFlash.Put("root.1", second.FakeFlash.Peek("root.1"));
            Assert.AreEqual(key, Key(first));
            Assert.AreEqual(Bytes.ToHex(first.FakeFlash.Peek("root.0")), Bytes.ToHex(first.FakeFlash.Peek("root.1")));
        }

        [TestMethod]
        public void A_power_cut_at_any_byte_of_the_first_boot_leaves_a_board_that_boots_and_keeps_its_key()
        {
            for (int change = 1; change <= 2; change++)
            {
                for (int bytes = 0; bytes <= 48; bytes++)
                {
                    FakePlatform platform = new FakePlatform();
                    platform.FakeFlash.CutPower(change, TornWrite.Prefix, bytes);
                    Assert.ThrowsException(typeof(FlashFailure), () => Key(platform));
                    platform.FakeFlash.PowerOn();
                    Assert.AreEqual(Key(platform), Key(platform));
                }
            }
        }

        [TestMethod]
        public void A_power_cut_while_a_copy_is_mended_never_loses_the_key()
        {
            FakePlatform whole = Started(out string key);
            for (int left = 0; left <= (int)TornWrite.Mixed; left++)
            {
                FakePlatform platform = new FakePlatform(whole.FakeFlash.Copy(), new ScriptedRandom(50));
                platform.FakeFlash.Put("root.0", new byte[48]);
                platform.FakeFlash.CutPower(1, (TornWrite)left, 20);
                Key(platform);
                Assert.IsTrue(platform.FakeFlash.IsOff, "it was mended");
                platform.FakeFlash.PowerOn();
                Assert.AreEqual(key, Key(platform));
            }
        }

        // One good copy is enough: a worn cell under the other one must not keep the board from booting.
        [TestMethod]
        public void A_copy_that_cannot_be_mended_does_not_stop_the_board()
        {
            FakePlatform platform = Started(out string key);
            platform.FakeFlash.Delete("root.0");
            platform.FakeFlash.FailsChanges = true;
            Assert.AreEqual(key, Key(platform));
        }

        [TestMethod]
        public void A_new_key_s_first_deed_is_to_delete_what_the_lost_one_sealed()
        {
            FakePlatform platform = new FakeStore().Save("x").Board;
            platform.FakeFlash.Put(FlashFiles.Provisioning, new ProvisionFile().ToBytes());
            platform.FakeFlash.Put("crash.txt", Bytes.Of("3"));
            platform.FakeFlash.Put("root.0", new byte[48]);
            platform.FakeFlash.Delete("root.1");
            Key(platform);
            Assert.IsNull(platform.FakeFlash.Peek("tokens.pair.0"));
            Assert.IsNotNull(platform.FakeFlash.Peek(FlashFiles.Provisioning));
            Assert.IsNotNull(platform.FakeFlash.Peek("crash.txt"), "it is no record");
            Assert.AreEqual(Key(platform), Key(platform));
        }

        // A read that fails for once must not be taken for a missing key: a new one would cost everything that is sealed.
        [TestMethod]
        public void Reads_that_fail_make_no_new_key()
        {
            FakePlatform platform = Started(out string key);
            platform.FakeFlash.FailsReads = true;
            Assert.ThrowsException(typeof(FlashFailure), () => Key(platform));
            platform.FakeFlash.FailsReads = false;
            Assert.AreEqual(key, Key(platform));
        }

        private static FakePlatform Started(out string key)
        {
            FakePlatform platform = new FakePlatform();
            key = Key(platform);
            return platform;
        }

        private static string Key(FakePlatform platform) => Bytes.ToHex(new RootKey(platform).BoardKey());
    }
}
