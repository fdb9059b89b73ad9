using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;
using TeddyFirmware.Tokens;
using S = TeddyFirmware.DeviceState;

namespace TeddyFirmware.Tests
{
    /// <summary>Refreshes of a whole device (contract, section 3).</summary>
    [TestClass]
    public class DeviceRefreshTests
    {
        [TestMethod]
        public void At_80_percent_of_the_lifetime_it_refreshes_beside_the_session()
        {
            DeviceHarness device = DeviceHarness.Online();
            Check.Within(device.MsUntil(S.OnlineRefreshing, Ms.Hour), (75 * Ms.Hour / 100) - 1000, 85L * Ms.Hour / 100);
            device.Until(S.Online, 1000).Asked(sessions: 1);
            Assert.AreEqual(TestToken.Refresh(1), device.Http.Refresh(0).Field("refresh_token"));
            Assert.AreEqual(ProvisionFile.ServerUrl + "/api/v1/pair/token/refresh", device.Http.Refresh(0).Url);
        }

        [TestMethod]
        public void The_new_access_token_is_used_for_the_next_session() =>
            Assert.EndsWith(TestToken.Access(2), Refreshing().Until(S.Online, 1000).Hangup(1001).Until(S.Connecting, 6000).Socket.Url(1));

        [TestMethod]
        [DataRow(true), DataRow(false)]
        public void An_access_token_that_expires_in_mid_session_costs_one_refresh_no_claim_and_no_message(bool hasRoomForSecondTls)
        {
            DeviceHarness device = DeviceHarness.Online().RoomForSecondTls(hasRoomForSecondTls);
            for (int minute = 1; minute <= 70; minute++)
            {
                device.Send("minute " + minute.ToString()).RunFor(Ms.Minute);
                if (minute == 60)
                {
                    // The server ends the session with the token: without room for a second connection the refresh comes now.
                    device.Hangup(1008);
                }
            }

            device.Asked(claims: 1, refreshes: 1, sessions: 2);
            Assert.AreEqual(72, device.EchoCount, "70 and two statuses");
        }

        [TestMethod]
        public void There_is_one_refresh_at_a_time() =>
            DeviceHarness.Online().Refreshes(HttpReply.Silent(HttpPhase.Answer)).Until(S.OnlineRefreshing, Ms.Hour).RunFor(20000).Asked(refreshes: 1);

        [TestMethod]
        public void A_stuck_refresh_is_given_up_and_the_session_lives_on()
        {
            DeviceHarness device = DeviceHarness.Online().Refreshes(HttpReply.Silent(HttpPhase.Handshake))
                .Until(S.OnlineRefreshing, Ms.Hour).Until(S.Online, 26000).Report().RunFor(100).Asked(sessions: 1);
            Assert.AreEqual(1, device.Http.AbandonCount);
        }

        [TestMethod]
        public void A_session_that_closes_while_it_refreshes_waits_for_the_refresh() =>
            Assert.EndsWith(TestToken.Access(2), Refreshing().Hangup(1001).Until(S.Refreshing, 0).Until(S.Online, 7000).Socket.Url(1));

        [TestMethod]
        public void A_refused_refresh_lets_the_session_live_and_leads_to_one_claim_after_it() =>
            DeviceHarness.Online().Refreshes(HttpReply.WithStatus(401)).RunFor(3 * Ms.Hour).Is(S.Online).Asked(claims: 1, refreshes: 1)
                .Hangup(1001).Until(S.Online, 7000).Asked(claims: 2);

        [TestMethod]
        public void Tokens_that_the_flash_loses_while_the_board_runs_cost_one_refused_session_and_a_claim()
        {
            DeviceHarness device = DeviceHarness.New().Sessions(SocketPlan.Accept(), SocketPlan.Refuse(403), SocketPlan.Accept()).Until(S.Online, 5000);
            TokenKeeper.Erase(new SealedStore(device.Platform, device.Platform.NewLog()));
            device.Hangup(1001).Until(S.Online, Ms.Minute).Asked(claims: 2, refreshes: 0, sessions: 3);
            Assert.EndsWith("token=", device.Socket.Url(1));
        }

        [TestMethod]
        public void Tokens_that_the_flash_loses_before_their_refresh_cost_one_refused_refresh_and_a_claim()
        {
            DeviceHarness device = DeviceHarness.Online().Refreshes(HttpReply.WithStatus(422));
            TokenKeeper.Erase(new SealedStore(device.Platform, device.Platform.NewLog()));
            device.Until(S.OnlineRefreshing, Ms.Hour).RunFor(Ms.Minute).Is(S.Online).Hangup(1001).Until(S.Online, 7000).Asked(claims: 2, refreshes: 1, sessions: 2);
            Assert.AreEqual(string.Empty, device.Http.Refresh(0).Field("refresh_token"));
        }

        [TestMethod]
        public void A_server_whose_refresh_always_answers_401_causes_no_storm_of_claims()
        {
            FakeHttp http = DeviceHarness.New().Claims(HttpReply.ShortLived(0)).Refreshes(HttpReply.WithStatus(401))
                .Sessions(SocketPlan.AcceptThenClose(1011, 8000)).RunFor(5 * Ms.Hour).Http;
            ClaimWatch.Check(http);
            Assert.IsTrue(http.RefreshCount <= http.ClaimCount, "one refresh for each claim");
        }

        [TestMethod]
        [DataRow(500), DataRow(429)]
        public void A_failed_refresh_is_put_off_and_the_session_lives_on(int status) =>
            DeviceHarness.Online()
                .Refreshes(HttpReply.WithStatus(status), HttpReply.WithStatus(status), HttpReply.Ok("{\"access\":\"" + TestToken.Access(2) + "\"}"))
                .Until(S.OnlineRefreshing, Ms.Hour).RunFor(10000).Asked(claims: 1, refreshes: 3, sessions: 1);

        [TestMethod]
        public void Without_room_for_a_second_connection_the_refresh_is_put_off_until_the_session_ends() =>
            DeviceHarness.Online().RoomForSecondTls(false).RunFor(2 * Ms.Hour).Is(S.Online).Asked(refreshes: 0)
                .Hangup(1001).Until(S.Online, 7000).Asked(refreshes: 1);

        // IPower.HasRoomForSecondTls: "there, a refresh waits until the session has ended".
        [TestMethod]
        public void A_refresh_that_is_due_and_was_put_off_is_made_when_the_session_has_ended() =>
            DeviceHarness.Online().RoomForSecondTls(false).RunFor(9 * Ms.Hour / 10).Hangup(1001).RunFor(7000).Asked(refreshes: 1);

        [TestMethod]
        public void Refreshes_without_a_session_follow_the_server_s_window() =>
            Check.Within(
                DeviceHarness.Expired().Refreshes(HttpReply.WithStatus(503).After("60")).Until(S.RefreshWait, 2000).RunFor(5 * Ms.Minute)
                    .Asked(claims: 0).Http.RefreshCount,
                4,
                6);

        // Now, after 5, after 15 and after 35 minutes.
        [TestMethod]
        public void Refreshes_of_a_disabled_device_go_slowly() =>
            DeviceHarness.Expired().Refreshes(HttpReply.WithStatus(403)).RunFor(Ms.Hour).Asked(refreshes: 4);

        [TestMethod]
        public void A_stuck_refresh_without_a_session_is_given_up() =>
            DeviceHarness.Expired().Refreshes(HttpReply.Silent(HttpPhase.Handshake))
                .Until(S.Refreshing, 2000).Until(S.RefreshWait, 26000).Report().Is(S.RefreshWait);

        [TestMethod]
        public void A_rotated_refresh_token_is_the_one_that_the_next_boot_uses()
        {
            DeviceHarness device = DeviceHarness.Online().Refreshes(HttpReply.Tokens(2)).Until(S.OnlineRefreshing, Ms.Hour).Until(S.Online, 1000);
            DeviceHarness next = device.Restart(2 * Ms.Hour).Until(S.Online, 2000);
            Assert.AreEqual(TestToken.Refresh(2), next.Http.Refresh(0).Field("refresh_token"));
        }

        private static DeviceHarness Refreshing() => DeviceHarness.Online().Until(S.OnlineRefreshing, Ms.Hour);
    }
}
