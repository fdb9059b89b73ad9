using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Storage
{
    /// <summary>Factory reset: nothing is left, wherever the power fails.</summary>
    [TestClass]
    public class FactoryResetTests
    {
        [TestMethod]
        public void Factory_reset_leaves_the_CA_bundle_and_nothing_else()
        {
            FakePlatform platform = new FakeStore().Save("x").Board;
            platform.FakeFlash.Put(FlashFiles.Provisioning, new ProvisionFile().ToBytes());
            platform.FakeFlash.Put(FlashFiles.CaBundle, Bytes.Of("pem"));
            FactoryReset.Run(platform.Flash);
            Assert.AreEqual(1, platform.FakeFlash.List().Length);
            Assert.IsNotNull(platform.FakeFlash.Peek(FlashFiles.CaBundle));
            FactoryReset.Run(platform.Flash);
        }

        // At any of its changes: either all is as it was, or nothing opens and no provisioning file is left to import.
        [TestMethod]
        public void Factory_reset_cut_anywhere_has_not_happened_or_is_finished_by_the_next_boot()
        {
            bool isCut = true;
            bool wasReset = false;
            for (int change = 1; isCut; change++)
            {
                FakePlatform platform = new FakeStore().Save("x").Board;
                platform.FakeFlash.Put(FlashFiles.Provisioning, new ProvisionFile().ToBytes());
                platform.FakeFlash.CutPower(change, TornWrite.New, 0);
                Reset(platform.Flash);
                isCut = platform.FakeFlash.IsOff;
                platform.FakeFlash.PowerOn();
                bool isReset = new SealedStore(platform, platform.NewLog()).Load("tokens", "pair") == null;
                Assert.AreEqual(isReset, platform.FakeFlash.Peek("tokens.pair.0") == null, change.ToString());
                Assert.IsTrue(!isReset || platform.FakeFlash.Peek(FlashFiles.Provisioning) == null, change.ToString());
                Assert.IsTrue(isReset || !wasReset, change.ToString());
                wasReset = isReset;
            }

            Assert.IsTrue(wasReset);
        }

        [TestMethod]
        public void Factory_reset_overwrites_the_plain_provisioning_file_before_it_deletes_it()
        {
            FakePlatform platform = new FakePlatform();
            byte[] file = new ProvisionFile().ToBytes();
            platform.FakeFlash.Put(FlashFiles.Provisioning, file);
            platform.FakeFlash.CutPower(2, TornWrite.Old, 0);
            Reset(platform.Flash);
            byte[] left = platform.FakeFlash.Peek(FlashFiles.Provisioning);
            Assert.AreEqual(Bytes.ToHex(new byte[FlashFiles.MaxProvisioningBytes]), Bytes.ToHex(left));
        }

        private static void Reset(IFlash flash)
        {
            try
            {
                FactoryReset.Run(flash);
            }
            catch (FlashFailure)
            {
            }
        }
    }
}
