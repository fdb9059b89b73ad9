using nanoFramework.TestFramework;
using TeddyFirmware.Provisioning;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Provisioning
{
    /// <summary>The provisioning file is imported once: validated, sealed, wiped, deleted.</summary>
    [TestClass]
    public class SettingsStoreTests
    {
        private static ProvisionFile Other => new ProvisionFile().With("child_id", "child456");

        [TestMethod]
        public void Without_a_file_there_are_no_settings() => Assert.IsNull(NewStore(new FakePlatform()).Load());

        [TestMethod]
        public void A_file_is_imported_and_gone_and_the_settings_stay()
        {
            FakePlatform platform = WithFile(new FakePlatform(), new ProvisionFile());
            SettingsStore store = NewStore(platform);
            Assert.AreEqual(CheckVector.DeviceId, store.Load().DeviceId);
            Assert.IsTrue(store.IsNewIdentity);
            Assert.IsNull(platform.FakeFlash.Peek(FlashFiles.Provisioning));
            SettingsStore second = NewStore(platform);
            Assert.AreEqual(CheckVector.Secret, Bytes.ToHex(second.Load().OobSecret));
            Assert.IsFalse(second.IsNewIdentity);
        }

        [TestMethod]
        public void Nothing_of_the_settings_lies_open_in_flash_afterwards()
        {
            FakePlatform platform = Provisioned();
            string[] names = platform.FakeFlash.List();
            string[] open = { CheckVector.Secret, Bytes.ToHex(Bytes.Of(CheckVector.Secret)), Bytes.ToHex(Bytes.Of(CheckVector.ChildId)) };
            for (int i = 0; i < names.Length; i++)
            {
                string content = Bytes.ToHex(platform.FakeFlash.Peek(names[i]));
                Assert.IsTrue(content.IndexOf(open[0]) + content.IndexOf(open[1]) + content.IndexOf(open[2]) == -3, names[i]);
            }
        }

        [TestMethod]
        public void The_file_is_overwritten_before_it_is_deleted()
        {
            FakePlatform before = WithFile(new FakePlatform(), new ProvisionFile());
            NewStore(before);
            byte[] left = null;
            bool isCut = true;
            for (int change = 1; isCut; change++)
            {
                FakePlatform platform = LoadWithCut(before, change, TornWrite.Old);
                isCut = platform.FakeFlash.IsOff;
                left = isCut ? platform.FakeFlash.Peek(FlashFiles.Provisioning) : left;
            }

            // What the last cut left, the one in the delete.
            Assert.AreEqual(Bytes.ToHex(new byte[left.Length]), Bytes.ToHex(left));
        }

        [TestMethod]
        public void A_second_file_replaces_the_settings_and_is_a_new_identity()
        {
            FakePlatform platform = WithFile(Provisioned(), Other);
            SettingsStore store = NewStore(platform);
            Assert.AreEqual("child456", store.Load().ChildId);
            Assert.IsTrue(store.IsNewIdentity);
            Assert.AreEqual("child456", NewStore(platform).Load().ChildId);
        }

        [TestMethod]
        public void The_same_file_again_is_no_new_identity_and_is_wiped_too()
        {
            FakePlatform platform = WithFile(Provisioned(), new ProvisionFile());
            SettingsStore store = NewStore(platform);
            Assert.IsNotNull(store.Load());
            Assert.IsFalse(store.IsNewIdentity);
            Assert.IsNull(platform.FakeFlash.Peek(FlashFiles.Provisioning));
        }

        [TestMethod]
        public void An_invalid_second_file_changes_nothing_and_is_told_by_field()
        {
            FakePlatform platform = WithFile(Provisioned(), new ProvisionFile().With("device_id", "PLANTED VALUE"));
            SettingsStore store = NewStore(platform);
            Assert.AreEqual(CheckVector.DeviceId, store.Load().DeviceId);
            Assert.IsFalse(store.IsNewIdentity);
            Assert.IsNotNull(platform.FakeFlash.Peek(FlashFiles.Provisioning), "a person may mend it");
            Assert.IsTrue(platform.Lines.CountOf("device_id must be") > 0);
            Assert.AreEqual(0, platform.Lines.CountOf("PLANTED"));
        }

        [TestMethod]
        public void An_empty_file_is_told_and_changes_nothing()
        {
            FakePlatform platform = new FakePlatform();
            platform.FakeFlash.Put(FlashFiles.Provisioning, new byte[0]);
            Assert.IsNull(NewStore(platform).Load());
            Assert.IsTrue(platform.Lines.CountOf("nothing was changed") > 0);
        }

        [TestMethod]
        public void A_flash_that_cannot_write_keeps_the_file_and_the_old_settings()
        {
            FakePlatform platform = WithFile(Provisioned(), Other);
            SettingsStore store = NewStore(platform);
            platform.FakeFlash.FailsChanges = true;
            Assert.AreEqual(CheckVector.ChildId, store.Load().ChildId);
            Assert.IsFalse(store.IsNewIdentity);
            Assert.IsNotNull(platform.FakeFlash.Peek(FlashFiles.Provisioning));
        }

        [TestMethod]
        public void A_power_cut_anywhere_in_the_first_import_leaves_the_file_or_the_settings()
        {
            FakePlatform before = WithFile(new FakePlatform(), new ProvisionFile());
            NewStore(before);
            for (int change = 1; change <= 6; change++)
            {
                for (int left = 0; left <= (int)TornWrite.Mixed; left++)
                {
                    FakePlatform platform = LoadWithCut(before, change, (TornWrite)left);
                    platform.FakeFlash.PowerOn();
                    DeviceSettings settings = NewStore(platform).Load();
                    Assert.IsNotNull(settings, "cut in change " + change.ToString() + " leaving " + left.ToString());
                    Assert.AreEqual(CheckVector.Secret, Bytes.ToHex(settings.OobSecret));
                }
            }
        }

        // Zeros over the first bytes of the old content: the secret may stand after them.
        [TestMethod]
        public void A_wipe_that_was_cut_is_ended_by_the_next_boot()
        {
            FakePlatform platform = Provisioned();
            byte[] halfWiped = new ProvisionFile().ToBytes();
            halfWiped[0] = 0;
            platform.FakeFlash.Put(FlashFiles.Provisioning, halfWiped);
            Assert.AreEqual(CheckVector.DeviceId, NewStore(platform).Load().DeviceId);
            Assert.IsNull(platform.FakeFlash.Peek(FlashFiles.Provisioning));
        }

        [TestMethod]
        public void A_second_file_that_cannot_be_sealed_costs_no_tokens()
        {
            FakePlatform platform = new FakePlatform();
            for (int i = 0; i < WriteBudget.ByPerson; i++)
            {
                NewStore(WithFile(platform, new ProvisionFile().With("child_id", "child" + i.ToString()))).Load();
            }

            SealedStore store = new SealedStore(platform, platform.NewLog());
            store.Save("tokens", "pair", Bytes.Of("x"));
            NewStore(WithFile(platform, new ProvisionFile().With("child_id", "another"))).Load();
            Assert.IsNotNull(store.Load("tokens", "pair"));
            Assert.IsNotNull(platform.FakeFlash.Peek(FlashFiles.Provisioning), "it is left for the next start");
        }

        [TestMethod]
        public void A_second_file_cut_short_at_any_byte_changes_nothing()
        {
            FakePlatform platform = Provisioned();
            string[] names = platform.FakeFlash.List();
            byte[] second = Other.ToBytes();
            int changes = platform.FakeFlash.Changes;
            for (int length = 0; length < second.Length; length++)
            {
                platform.FakeFlash.Put(FlashFiles.Provisioning, Bytes.Slice(second, 0, length));
                Assert.AreEqual(CheckVector.ChildId, NewStore(platform).Load().ChildId, length.ToString());
            }

            Assert.AreEqual(changes, platform.FakeFlash.Changes);
            Assert.AreEqual(names.Length + 1, platform.FakeFlash.List().Length);
        }

        [TestMethod]
        public void An_oversized_second_file_is_told_and_changes_nothing()
        {
            FakePlatform platform = Provisioned();
            int changes = platform.FakeFlash.Changes;
            byte[] second = Other.ToBytes();
            platform.FakeFlash.Put(FlashFiles.Provisioning, Bytes.Join(second, Bytes.Repeat(' ', FlashFiles.MaxProvisioningBytes)));
            Assert.AreEqual(CheckVector.ChildId, NewStore(platform).Load().ChildId);
            Assert.AreEqual(changes, platform.FakeFlash.Changes);
            Assert.IsTrue(platform.Lines.CountOf("longer than 2048 bytes") > 0);
        }

        [TestMethod]
        public void Nothing_of_a_file_stands_in_the_log()
        {
            FakePlatform platform = Provisioned();
            Assert.IsTrue(platform.Lines.Count > 0);
            Assert.AreEqual(0, platform.Lines.CountOf(CheckVector.Secret) + platform.Lines.CountOf(CheckVector.ChildId) + platform.Lines.CountOf(CheckVector.DeviceId));
        }

        private static FakePlatform LoadWithCut(FakePlatform before, int change, TornWrite left)
        {
            FakePlatform platform = new FakePlatform(before.FakeFlash.Copy(), new ScriptedRandom(5));
            SettingsStore store = NewStore(platform);
            platform.FakeFlash.CutPower(change, left, 40);
            try
            {
                store.Load();
            }
            catch (FlashFailure)
            {
                // The power is gone: what the code does from here on does not happen.
            }

            return platform;
        }

        private static FakePlatform Provisioned()
        {
            FakePlatform platform = WithFile(new FakePlatform(), new ProvisionFile());
            NewStore(platform).Load();
            return platform;
        }

        private static FakePlatform WithFile(FakePlatform platform, ProvisionFile file)
        {
            platform.FakeFlash.Put(FlashFiles.Provisioning, file.ToBytes());
            return platform;
        }

        private static SettingsStore NewStore(FakePlatform platform) =>
            new SettingsStore(platform.Flash, new SealedStore(platform, platform.NewLog()), platform.NewLog());
    }
}
