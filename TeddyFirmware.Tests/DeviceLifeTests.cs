using nanoFramework.TestFramework;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests
{
    /// <summary>The device's life from boot to echo, and its restarts.</summary>
    [TestClass]
    public class DeviceLifeTests
    {
        [TestMethod]
        public void Boot_claim_session_echo()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.RunUntil(DeviceState.Online, 2000);
            harness.RunFor(1000);
            Assert.AreEqual(1, harness.Http.ClaimCount);
            Assert.AreEqual(ProvisionFile.ServerUrl + "/api/v1/pair/claim", harness.Http.Claim(0).Url);
            Assert.AreEqual(CheckVector.DeviceId, harness.Http.Claim(0).Field("device_id"));
            Assert.AreEqual(32, harness.Http.Claim(0).Field("nonce").Length);
            Assert.AreEqual(64, harness.Http.Claim(0).Field("hmac_hex").Length);
            Assert.AreEqual(1, harness.Socket.OpenCount);
            Assert.AreEqual("wss://teddy.example:8443/ws/esp32/Teddy-ESP32-0001?token=" + TestToken.Make("access-1", 3600), harness.Socket.Url(0));
            Assert.AreEqual(1, harness.EchoCount);
            Assert.AreEqual("status", JsonField.Text(Bytes.Of(harness.Socket.Sent(0)), "type"));
            harness.CheckRules();
        }

        [TestMethod]
        public void The_second_boot_needs_no_claim()
        {
            DeviceHarness first = DeviceHarness.Online();
            first.RunFor(1000);
            DeviceHarness second = first.Restart();
            second.RunUntil(DeviceState.Online, 2000);
            Assert.AreEqual(0, second.Http.ClaimCount);
            Assert.AreEqual(first.Socket.Url(0), second.Socket.Url(0));
            second.CheckRules();
        }

        [TestMethod]
        public void A_boot_with_an_expired_access_token_refreshes_and_does_not_claim()
        {
            DeviceHarness first = DeviceHarness.Online();
            first.Platform.FakeClock.Advance(2 * 3600000);
            DeviceHarness second = first.Restart();
            second.RunUntil(DeviceState.Online, 2000);
            Assert.AreEqual(0, second.Http.ClaimCount);
            Assert.AreEqual(1, second.Http.RefreshCount);
            Assert.AreEqual(TestToken.Make("refresh-1", 604800), second.Http.Refresh(0).Field("refresh_token"));
            Assert.EndsWith(TestToken.Make("access-2", 3600), second.Socket.Url(0));
            second.CheckRules();
        }

        [TestMethod]
        public void Without_settings_it_waits_for_a_file_and_then_goes_on_by_itself()
        {
            DeviceHarness harness = new DeviceHarness(DeviceHarness.WithFriendlyServer(new FakePlatform()));
            harness.RunFor(60000);
            Assert.AreEqual((int)DeviceState.Unprovisioned, (int)harness.Device.State);
            Assert.AreEqual(0, harness.Http.ClaimCount);
            harness.Platform.FakeFlash.Put(FlashFiles.Provisioning, new ProvisionFile().ToBytes());
            harness.RunUntil(DeviceState.Online, 12000);
            harness.CheckRules();
        }

        [TestMethod]
        public void Without_time_there_is_no_connection()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Platform.FakeClock.IsUtcSet = false;
            harness.RunFor(600000);
            Assert.AreEqual((int)DeviceState.Offline, (int)harness.Device.State);
            Assert.AreEqual(0, harness.Http.ClaimCount + harness.Socket.OpenCount);
            harness.Platform.FakeClock.IsUtcSet = true;
            harness.RunUntil(DeviceState.Online, 2000);
            harness.CheckRules();
        }

        [TestMethod]
        public void Without_a_link_there_is_no_connection()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Platform.FakeNetwork.IsUp = false;
            harness.RunFor(600000);
            Assert.AreEqual((int)DeviceState.Offline, (int)harness.Device.State);
            Assert.IsTrue(harness.Platform.FakeNetwork.BeginCount > 0, "it asks for the link");
            harness.Platform.FakeNetwork.IsUp = true;
            harness.RunUntil(DeviceState.Online, 2000);
            harness.CheckRules();
        }

        [TestMethod]
        public void A_day_online_keeps_one_session_and_refreshes_about_thirty_times()
        {
            DeviceHarness harness = DeviceHarness.Online();
            int writes = harness.Platform.FakeFlash.Writes;
            harness.RunFor(24L * 3600000);
            Assert.AreEqual(1, harness.Socket.OpenCount);
            Assert.AreEqual(1, harness.Http.ClaimCount);
            Assert.IsTrue(harness.Http.RefreshCount >= 28 && harness.Http.RefreshCount <= 33, harness.Http.RefreshCount.ToString());
            Assert.IsTrue(harness.Platform.FakeFlash.Writes - writes <= 14, "writes a day");
            harness.CheckRules();
        }

        [TestMethod]
        public void A_second_file_makes_it_another_device_with_a_claim_of_its_own()
        {
            DeviceHarness first = DeviceHarness.Online();
            first.Platform.FakeFlash.Put(FlashFiles.Provisioning, new ProvisionFile().With("child_id", "child456").ToBytes());
            DeviceHarness second = first.Restart();
            second.RunUntil(DeviceState.Online, 2000);
            Assert.AreEqual(1, second.Http.ClaimCount);
            Assert.AreEqual("child456", second.Http.Claim(0).Field("child_id"));
            second.CheckRules();
        }

        // The tokens of one child must not open a session for another one, wherever the power fails in between.
        [TestMethod]
        public void A_power_cut_anywhere_while_it_becomes_another_device_never_mixes_the_two()
        {
            DeviceHarness before = DeviceHarness.Online();
            before.Platform.FakeFlash.Put(FlashFiles.Provisioning, new ProvisionFile().With("child_id", "child456").ToBytes());
            for (int change = 1; change <= 6; change++)
            {
                IsOneOrTheOtherAfterCut(before.Platform.FakeFlash.Copy(), change, TornWrite.Old);
                IsOneOrTheOtherAfterCut(before.Platform.FakeFlash.Copy(), change, TornWrite.Prefix);
                IsOneOrTheOtherAfterCut(before.Platform.FakeFlash.Copy(), change, TornWrite.New);
            }
        }

        private static void IsOneOrTheOtherAfterCut(MemoryFlash flash, int change, TornWrite left)
        {
            DeviceHarness cut = new DeviceHarness(new FakePlatform(flash, new ScriptedRandom(change)));
            flash.CutPower(change, left, 30);
            StepUntilCut(cut);
            DeviceHarness after = cut.Restart();
            // Claims of before the restarts count: it may have to wait an hour.
            after.RunUntil(DeviceState.Online, 2L * 3600000);
            bool isOther = after.Http.ClaimCount == 1;
            Assert.IsTrue(
                isOther || !IsFileOfOther(after),
                "the other child's settings with this child's tokens, cut in change " + change.ToString() + " leaving " + ((int)left).ToString());
            Assert.IsTrue(!isOther || after.Http.Claim(0).Field("child_id") == "child456", "claimed for the child of before");
        }

        // The settings in force, as the next claim would send them.
        private static bool IsFileOfOther(DeviceHarness harness)
        {
            SealedStore store = new SealedStore(harness.Platform, harness.Platform.NewLog());
            byte[] settings = store.Load("device", "settings");
            return JsonField.Text(settings, "child_id") == "child456";
        }

        private static void StepUntilCut(DeviceHarness harness)
        {
            try
            {
                harness.Device.Step();
            }
            catch (FlashFailure)
            {
            }
        }
    }
}
