using nanoFramework.TestFramework;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;
using S = TeddyFirmware.DeviceState;

namespace TeddyFirmware.Tests
{
    /// <summary>The device's life from boot to echo, and its restarts.</summary>
    [TestClass]
    public class DeviceLifeTests
    {
        private static readonly TornWrite[] s_torn = { TornWrite.Old, TornWrite.Prefix, TornWrite.New };

        [TestMethod]
        public void Boot_claim_session_echo()
        {
            DeviceHarness device = DeviceHarness.New().Until(S.Online, 2000).RunFor(1000).Asked(claims: 1, sessions: 1);
            HttpRequestRecord claim = device.Http.Claim(0);
            Assert.AreEqual(ProvisionFile.ServerUrl + "/api/v1/pair/claim", claim.Url);
            Assert.AreEqual(CheckVector.DeviceId, claim.Field("device_id"));
            Assert.AreEqual(32, claim.Field("nonce").Length);
            Assert.AreEqual(64, claim.Field("hmac_hex").Length);
            Assert.AreEqual("wss://teddy.example:8443/ws/esp32/Teddy-ESP32-0001?token=" + TestToken.Access(1), device.Socket.Url(0));
            Assert.AreEqual(1, device.EchoCount);
            Assert.AreEqual("status", JsonField.Text(Bytes.Of(device.Socket.Sent(0)), "type"));
        }

        [TestMethod]
        public void The_second_boot_needs_no_claim()
        {
            DeviceHarness first = DeviceHarness.Online().RunFor(1000);
            Assert.AreEqual(first.Socket.Url(0), first.Restart().Until(S.Online, 2000).Asked(claims: 0).Socket.Url(0));
        }

        [TestMethod]
        public void A_boot_with_an_expired_access_token_refreshes_and_does_not_claim()
        {
            DeviceHarness device = DeviceHarness.Expired().Until(S.Online, 2000).Asked(claims: 0, refreshes: 1);
            Assert.AreEqual(TestToken.Refresh(1), device.Http.Refresh(0).Field("refresh_token"));
            Assert.EndsWith(TestToken.Access(2), device.Socket.Url(0));
        }

        [TestMethod]
        public void Without_settings_it_waits_for_a_file_and_then_goes_on_by_itself() =>
            DeviceHarness.On(new MemoryFlash(), new ScriptedRandom(1)).RunFor(Ms.Minute).Is(S.Unprovisioned).Asked(claims: 0)
                .Provision(new ProvisionFile()).Until(S.Online, 12000);

        [TestMethod]
        public void Without_time_there_is_no_connection()
        {
            DeviceHarness device = DeviceHarness.New();
            device.Clock.IsUtcSet = false;
            device.RunFor(10 * Ms.Minute).Is(S.Offline).Asked(claims: 0, sessions: 0);
            device.Clock.IsUtcSet = true;
            device.Until(S.Online, 2000);
        }

        [TestMethod]
        public void Without_a_link_there_is_no_connection()
        {
            DeviceHarness device = DeviceHarness.New().Link(false).RunFor(10 * Ms.Minute).Is(S.Offline);
            Assert.IsTrue(device.Network.BeginCount > 0, "it asks for the link");
            device.Link(true).Until(S.Online, 2000);
        }

        [TestMethod]
        public void A_day_online_keeps_one_session_and_refreshes_about_thirty_times()
        {
            DeviceHarness device = DeviceHarness.Online();
            int writes = device.Flash.Writes;
            device.RunFor(Ms.Day).Asked(claims: 1, sessions: 1);
            Check.Within(device.Http.RefreshCount, 28, 33);
            Check.Within(device.Flash.Writes - writes, 0, 14);
        }

        [TestMethod]
        public void A_second_file_makes_it_another_device_with_a_claim_of_its_own() =>
            Assert.AreEqual("child456", WithFileOfOther().Restart().Until(S.Online, 2000).Asked(claims: 1).Http.Claim(0).Field("child_id"));

        // The tokens of one child must not open a session for another one, wherever the power fails in between.
        [TestMethod]
        public void A_power_cut_anywhere_while_it_becomes_another_device_never_mixes_the_two()
        {
            DeviceHarness before = WithFileOfOther();
            for (int change = 1; change <= 6; change++)
            {
                for (int i = 0; i < s_torn.Length; i++)
                {
                    IsOneOrTheOtherAfterCut(before.Flash.Copy(), change, s_torn[i]);
                }
            }
        }

        private static DeviceHarness WithFileOfOther() => DeviceHarness.Online().Provision(new ProvisionFile().With("child_id", "child456"));

        private static void IsOneOrTheOtherAfterCut(MemoryFlash flash, int change, TornWrite left)
        {
            DeviceHarness cut = DeviceHarness.On(flash, new ScriptedRandom(change));
            flash.CutPower(change, left, 30);
            StepUntilCut(cut);

            // Claims of before the restarts count: it may have to wait an hour.
            DeviceHarness after = cut.Restart().Until(S.Online, 2 * Ms.Hour);
            bool isOther = after.Http.ClaimCount == 1;
            Assert.IsTrue(
                isOther || !IsFileOfOther(after),
                "the other child's settings with this child's tokens, cut in change " + change.ToString() + " leaving " + ((int)left).ToString());
            Assert.IsTrue(!isOther || after.Http.Claim(0).Field("child_id") == "child456", "claimed for the child of before");
        }

        // The settings in force, as the next claim would send them.
        private static bool IsFileOfOther(DeviceHarness device)
        {
            SealedStore store = new SealedStore(device.Platform, device.Platform.NewLog());
            return JsonField.Text(store.Load("device", "settings"), "child_id") == "child456";
        }

        private static void StepUntilCut(DeviceHarness device)
        {
            try
            {
                device.Device.Step();
            }
            catch (FlashFailure)
            {
            }
        }
    }
}
