using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests
{
    /// <summary>Refreshes of a whole device (contract, section 3).</summary>
    [TestClass]
    public class DeviceRefreshTests
    {
        private const int HourMs = 3600000;

        [TestMethod]
        public void At_80_percent_of_the_lifetime_it_refreshes_beside_the_session()
        {
            DeviceHarness harness = DeviceHarness.Online();
            long startMs = harness.NowMs;
            harness.RunUntil(DeviceState.OnlineRefreshing, HourMs);
            long afterMs = harness.NowMs - startMs;
            Assert.IsTrue(afterMs >= 0.75 * HourMs - 1000 && afterMs <= 0.85 * HourMs, afterMs.ToString());
            harness.RunUntil(DeviceState.Online, 1000);
            Assert.AreEqual(1, harness.Socket.OpenCount, "the session lives on");
            Assert.AreEqual(TestToken.Make("refresh-1", 604800), harness.Http.Refresh(0).Field("refresh_token"));
            Assert.AreEqual(ProvisionFile.ServerUrl + "/api/v1/pair/token/refresh", harness.Http.Refresh(0).Url);
            harness.CheckRules();
        }

        [TestMethod]
        public void The_new_access_token_is_used_for_the_next_session()
        {
            DeviceHarness harness = Refreshing();
            harness.RunUntil(DeviceState.Online, 1000);
            harness.Socket.Hangup(1001);
            harness.RunUntil(DeviceState.Connecting, 6000);
            Assert.EndsWith(TestToken.Make("access-2", 3600), harness.Socket.Url(1));
            harness.CheckRules();
        }

        [TestMethod]
        [DataRow(true)]
        [DataRow(false)]
        public void An_access_token_that_expires_in_mid_session_costs_one_refresh_no_claim_and_no_message(bool hasRoomForSecondTls)
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Platform.FakePower.HasRoomForSecondTls = hasRoomForSecondTls;
            for (int minute = 1; minute <= 70; minute++)
            {
                harness.Device.Send("minute " + minute.ToString());
                harness.RunFor(60000);
                if (minute == 60)
                {
                    // The server ends the session with the token: without room for a second connection the refresh comes now.
                    harness.Socket.Hangup(1008);
                }
            }

            Assert.AreEqual(1, harness.Http.RefreshCount);
            Assert.AreEqual(1, harness.Http.ClaimCount, "the first one");
            Assert.AreEqual(2, harness.Socket.OpenCount);
            Assert.AreEqual(72, harness.EchoCount, "70 and two statuses");
            harness.CheckRules();
        }

        [TestMethod]
        public void There_is_one_refresh_at_a_time()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Http.Refreshes = new HttpScript().Then(HttpReply.Silent(HttpPhase.Answer));
            harness.RunUntil(DeviceState.OnlineRefreshing, HourMs);
            harness.RunFor(20000);
            Assert.AreEqual(1, harness.Http.RefreshCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void A_stuck_refresh_is_given_up_and_the_session_lives_on()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Http.Refreshes = new HttpScript().Then(HttpReply.Silent(HttpPhase.Handshake));
            harness.RunUntil(DeviceState.OnlineRefreshing, HourMs);
            harness.RunUntil(DeviceState.Online, 26000);
            harness.Http.Report();
            harness.RunFor(100);
            Assert.AreEqual(1, harness.Http.AbandonCount);
            Assert.AreEqual(1, harness.Socket.OpenCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void A_session_that_closes_while_it_refreshes_waits_for_the_refresh()
        {
            DeviceHarness harness = Refreshing();
            harness.Socket.Hangup(1001);
            harness.RunUntil(DeviceState.Refreshing, 0);
            harness.RunUntil(DeviceState.Online, 7000);
            Assert.EndsWith(TestToken.Make("access-2", 3600), harness.Socket.Url(1));
            harness.CheckRules();
        }

        [TestMethod]
        public void A_refused_refresh_lets_the_session_live_and_leads_to_one_claim_after_it()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Http.Refreshes = new HttpScript().Then(HttpReply.WithStatus(401));
            harness.RunFor(3L * HourMs);
            Assert.AreEqual((int)DeviceState.Online, (int)harness.Device.State);
            Assert.AreEqual(1, harness.Http.RefreshCount);
            Assert.AreEqual(1, harness.Http.ClaimCount);
            harness.Socket.Hangup(1001);
            harness.RunUntil(DeviceState.Online, 7000);
            Assert.AreEqual(2, harness.Http.ClaimCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void A_server_whose_refresh_always_answers_401_causes_no_storm_of_claims()
        {
            DeviceHarness harness = DeviceHarness.New();
            string shortLived = "{\"access\":\"" + TestToken.Make("a", 5) + "\",\"refresh\":\"" + TestToken.Make("r", 60) + "\",\"expires_in\":5}";
            harness.Http.Claims = new HttpScript().Then(HttpReply.Ok(shortLived));
            harness.Http.Refreshes = new HttpScript().Then(HttpReply.WithStatus(401));
            harness.Socket.Script.Then(SocketPlan.AcceptThenClose(1011, 8000));
            harness.RunFor(5L * HourMs);
            ClaimWatch.Check(harness.Http);
            Assert.IsTrue(harness.Http.RefreshCount <= harness.Http.ClaimCount, "one refresh for each claim");
            harness.CheckRules();
        }

        [TestMethod]
        [DataRow(500)]
        [DataRow(429)]
        public void A_failed_refresh_is_put_off_and_the_session_lives_on(int status)
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Http.Refreshes = new HttpScript().Then(HttpReply.WithStatus(status)).Then(HttpReply.WithStatus(status))
                .Then(HttpReply.Ok("{\"access\":\"" + TestToken.Make("access-2", 3600) + "\"}"));
            harness.RunUntil(DeviceState.OnlineRefreshing, HourMs);
            harness.RunFor(10000);
            Assert.AreEqual(3, harness.Http.RefreshCount);
            Assert.AreEqual(1, harness.Http.ClaimCount);
            Assert.AreEqual(1, harness.Socket.OpenCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void Without_room_for_a_second_connection_the_refresh_is_put_off_until_the_session_ends()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Platform.FakePower.HasRoomForSecondTls = false;
            harness.RunFor(2L * HourMs);
            Assert.AreEqual(0, harness.Http.RefreshCount);
            Assert.AreEqual((int)DeviceState.Online, (int)harness.Device.State);
            harness.Socket.Hangup(1001);
            harness.RunUntil(DeviceState.Online, 7000);
            Assert.AreEqual(1, harness.Http.RefreshCount);
            harness.CheckRules();
        }

        // IPower.HasRoomForSecondTls: "there, a refresh waits until the session has ended".
        [TestMethod]
        public void A_refresh_that_is_due_and_was_put_off_is_made_when_the_session_has_ended()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Platform.FakePower.HasRoomForSecondTls = false;
            harness.RunFor((long)(0.9 * HourMs));
            harness.Socket.Hangup(1001);
            harness.RunFor(7000);
            Assert.AreEqual(1, harness.Http.RefreshCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void Refreshes_without_a_session_follow_the_server_s_window()
        {
            DeviceHarness first = DeviceHarness.Online();
            first.Platform.FakeClock.Advance(2 * HourMs);
            DeviceHarness harness = first.Restart();
            harness.Http.Refreshes = new HttpScript().Then(HttpReply.WithStatus(503).After("60"));
            harness.RunUntil(DeviceState.RefreshWait, 2000);
            harness.RunFor(300000);
            Assert.IsTrue(harness.Http.RefreshCount >= 4 && harness.Http.RefreshCount <= 6, harness.Http.RefreshCount.ToString());
            Assert.AreEqual(0, harness.Http.ClaimCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void Refreshes_of_a_disabled_device_go_slowly()
        {
            DeviceHarness first = DeviceHarness.Online();
            first.Platform.FakeClock.Advance(2 * HourMs);
            DeviceHarness harness = first.Restart();
            harness.Http.Refreshes = new HttpScript().Then(HttpReply.WithStatus(403));
            harness.RunFor(HourMs);
            Assert.AreEqual(4, harness.Http.RefreshCount, "now, after 5, after 15 and after 35 minutes");
            harness.CheckRules();
        }

        [TestMethod]
        public void A_stuck_refresh_without_a_session_is_given_up()
        {
            DeviceHarness first = DeviceHarness.Online();
            first.Platform.FakeClock.Advance(2 * HourMs);
            DeviceHarness harness = first.Restart();
            harness.Http.Refreshes = new HttpScript().Then(HttpReply.Silent(HttpPhase.Handshake));
            harness.RunUntil(DeviceState.Refreshing, 2000);
            harness.RunUntil(DeviceState.RefreshWait, 26000);
            harness.Http.Report();
            harness.RunFor(0);
            Assert.AreEqual((int)DeviceState.RefreshWait, (int)harness.Device.State);
            harness.CheckRules();
        }

        [TestMethod]
        public void A_rotated_refresh_token_is_the_one_that_the_next_boot_uses()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Http.Refreshes = new HttpScript().Then(HttpReply.Ok(TestToken.Answer(TestToken.Make("access-2", 3600), TestToken.Make("refresh-2", 604800))));
            harness.RunUntil(DeviceState.OnlineRefreshing, HourMs);
            harness.RunUntil(DeviceState.Online, 1000);
            harness.Platform.FakeClock.Advance(2 * HourMs);
            DeviceHarness second = harness.Restart();
            second.RunUntil(DeviceState.Online, 2000);
            Assert.AreEqual(TestToken.Make("refresh-2", 604800), second.Http.Refresh(0).Field("refresh_token"));
            second.CheckRules();
        }

        private static DeviceHarness Refreshing()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.RunUntil(DeviceState.OnlineRefreshing, HourMs);
            return harness;
        }
    }
}
