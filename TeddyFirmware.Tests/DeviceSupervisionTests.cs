using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Tests.Support;
using S = TeddyFirmware.DeviceState;

namespace TeddyFirmware.Tests
{
    /// <summary>A device that hears nothing of its server: renewed after 5 minutes, restarted after 15, at most 4 times a day.</summary>
    [TestClass]
    public class DeviceSupervisionTests
    {
        [TestMethod]
        public void Five_minutes_without_a_sign_of_the_server_renew_the_network() =>
            WithoutServer().RunFor((5 * Ms.Minute) - 1000).Helped(renewals: 0, restarts: 0).RunFor(2000).Helped(renewals: 1, restarts: 0);

        [TestMethod]
        public void Fifteen_minutes_restart_the_board_with_the_reason_kept() =>
            WithoutServer().RunFor((15 * Ms.Minute) - 1000).Helped(renewals: 1, restarts: 0)
                .Until(S.Restarting, (2 * Ms.Minute) + 1000).Helped(renewals: 1, restarts: 1).IsDisconnected()
                .Restart().Until(S.Online, 2000).Asked(claims: 0).Logged(1, "last restart for want of progress state=");

        [TestMethod]
        public void A_transport_that_never_reports_is_abandoned_renewed_and_restarted()
        {
            DeviceHarness device = Lost(SocketPlan.Silent()).Until(S.Restarting, 18 * Ms.Minute).Helped(renewals: 1, restarts: 1);
            Assert.IsTrue(device.Socket.AbortCount > 5, "each attempt is given up at its deadline");
        }

        [TestMethod]
        public void The_fifth_restart_of_a_day_is_not_made_and_the_network_is_renewed_instead()
        {
            DeviceHarness device = WithoutServer();
            for (int i = 0; i < 4; i++)
            {
                device = TakeServerAway(device.Until(S.Restarting, 18 * Ms.Minute).Restart());
            }

            device.RunFor(Ms.Hour);
            Assert.IsTrue(device.Network.RenewCount >= 6, "it goes on renewing");
            device.Helped(restarts: 0).Clock.SetUtc(device.Clock.UtcSeconds + (24 * 3600));
            device.Until(S.Restarting, 17 * Ms.Minute);
        }

        [TestMethod]
        public void A_server_that_answers_whatever_it_answers_is_progress() => IsLeftAlone(Lost(SocketPlan.Refuse(503)), 12 * Ms.Hour);

        [TestMethod]
        public void A_server_that_answers_refreshes_with_500_is_progress()
        {
            DeviceHarness device = DeviceHarness.Online().Refreshes(HttpReply.WithStatus(500)).Sessions(SocketPlan.Fail(OpenFailure.Unreachable));
            IsLeftAlone(device.Hangup(1008), 2 * Ms.Hour);
            Assert.IsTrue(device.Http.RefreshCount > 10);
        }

        [TestMethod]
        public void The_slow_pace_is_no_want_of_progress() => IsLeftAlone(Lost(SocketPlan.Refuse(404)), Ms.Day);

        [TestMethod]
        public void A_wait_that_the_server_asked_for_does_not_count() =>
            IsLeftAlone(Lost(SocketPlan.Refuse(503, "900"), SocketPlan.Fail(OpenFailure.Unreachable)).Until(S.Connecting, 6000), 19 * Ms.Minute);

        [TestMethod]
        public void Without_a_claim_nothing_is_renewed_or_restarted() =>
            IsLeftAlone(DeviceHarness.New().Claims(HttpReply.Failed(HttpOutcome.Unreachable)), 12 * Ms.Hour);

        [TestMethod]
        public void Without_a_link_nothing_is_renewed_or_restarted() => IsLeftAlone(DeviceHarness.Online().Link(false), 12 * Ms.Hour);

        [TestMethod]
        public void A_clock_that_is_never_set_counts_as_want_of_progress()
        {
            DeviceHarness device = DeviceHarness.Online().Restart();
            device.Clock.IsUtcSet = false;
            device.Until(S.Restarting, 17 * Ms.Minute).Helped(renewals: 1, restarts: 1);
        }

        [TestMethod]
        public void An_open_session_is_left_alone_for_days() => IsLeftAlone(DeviceHarness.Online(), 2 * Ms.Day);

        [TestMethod]
        public void Two_outages_of_four_minutes_are_not_added_up() =>
            IsLeftAlone(
                WithoutServer().RunFor(4 * Ms.Minute).Sessions().Until(S.Online, 2 * Ms.Minute)
                    .Sessions(SocketPlan.Fail(OpenFailure.Unreachable)).Hangup(1006),
                4 * Ms.Minute);

        [TestMethod]
        public void A_restart_that_did_not_happen_is_asked_for_again_each_minute() =>
            WithoutServer().Until(S.Restarting, 18 * Ms.Minute).RunFor(3 * Ms.Minute).Helped(renewals: 1, restarts: 4).Stop().Until(S.Stopped, 0);

        private static DeviceHarness Lost(params SocketPlan[] plans) => DeviceHarness.Online().Sessions(plans).Hangup(1006);

        private static DeviceHarness WithoutServer() => TakeServerAway(DeviceHarness.Online()).Hangup(1006);

        private static DeviceHarness TakeServerAway(DeviceHarness device) =>
            device.Sessions(SocketPlan.Fail(OpenFailure.Unreachable)).Refreshes(HttpReply.Failed(HttpOutcome.Unreachable));

        private static void IsLeftAlone(DeviceHarness device, long ms) => device.RunFor(ms).Helped(renewals: 0, restarts: 0);
    }
}
