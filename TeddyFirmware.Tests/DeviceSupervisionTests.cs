using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests
{
    /// <summary>A device that hears nothing of its server: renewed after 5 minutes, restarted after 15, at most 4 times a day.</summary>
    [TestClass]
    public class DeviceSupervisionTests
    {
        private const int MinuteMs = 60000;
        private const int HourMs = 60 * MinuteMs;

        [TestMethod]
        public void Five_minutes_without_a_sign_of_the_server_renew_the_network()
        {
            DeviceHarness harness = WithoutServer();
            harness.RunFor((5 * MinuteMs) - 1000);
            Assert.AreEqual(0, harness.Platform.FakeNetwork.RenewCount);
            harness.RunFor(2000);
            Assert.AreEqual(1, harness.Platform.FakeNetwork.RenewCount);
            Assert.AreEqual(0, harness.Platform.FakePower.RebootCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void Fifteen_minutes_restart_the_board_with_the_reason_kept()
        {
            DeviceHarness harness = WithoutServer();
            harness.RunFor((15 * MinuteMs) - 1000);
            Assert.AreEqual(0, harness.Platform.FakePower.RebootCount);
            harness.RunUntil(DeviceState.Restarting, (2 * MinuteMs) + 1000);
            Assert.AreEqual(1, harness.Platform.FakePower.RebootCount);
            Assert.IsFalse(harness.Platform.Tls.HasHttp || harness.Platform.Tls.IsOpen || harness.Platform.Tls.IsOpening, "nothing is left open");
            DeviceHarness second = harness.Restart();
            second.RunUntil(DeviceState.Online, 2000);
            Assert.AreEqual(1, second.Platform.Lines.CountOf("last restart for want of progress state="));
            Assert.AreEqual(0, second.Http.ClaimCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void A_transport_that_never_reports_is_abandoned_renewed_and_restarted()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Socket.Script = new SocketScript().Then(SocketPlan.Silent());
            harness.Socket.Hangup(1006);
            harness.RunUntil(DeviceState.Restarting, 18L * MinuteMs);
            Assert.IsTrue(harness.Socket.AbortCount > 5, "each attempt is given up at its deadline");
            Assert.AreEqual(1, harness.Platform.FakeNetwork.RenewCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void The_fifth_restart_of_a_day_is_not_made_and_the_network_is_renewed_instead()
        {
            DeviceHarness harness = WithoutServer();
            for (int i = 0; i < 4; i++)
            {
                harness.RunUntil(DeviceState.Restarting, 18L * MinuteMs);
                harness = TakeServerAway(harness.Restart());
            }

            harness.RunFor(HourMs);
            Assert.AreEqual(0, harness.Platform.FakePower.RebootCount);
            Assert.IsTrue(harness.Platform.FakeNetwork.RenewCount >= 6, "it goes on renewing");
            harness.Platform.FakeClock.SetUtc(harness.Platform.FakeClock.UtcSeconds + (24 * 3600));
            harness.RunUntil(DeviceState.Restarting, 17L * MinuteMs);
            harness.CheckRules();
        }

        [TestMethod]
        public void A_server_that_answers_whatever_it_answers_is_progress()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Socket.Script = new SocketScript().Then(SocketPlan.Refuse(503, null));
            harness.Socket.Hangup(1006);
            IsLeftAlone(harness, 12L * HourMs);
        }

        [TestMethod]
        public void A_server_that_answers_refreshes_with_500_is_progress()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Http.Refreshes = new HttpScript().Then(HttpReply.WithStatus(500));
            harness.Socket.Script = new SocketScript().Then(SocketPlan.Fail(OpenFailure.Unreachable));
            harness.Socket.Hangup(1008);
            IsLeftAlone(harness, 2L * HourMs);
            Assert.IsTrue(harness.Http.RefreshCount > 10);
        }

        [TestMethod]
        public void The_slow_pace_is_no_want_of_progress()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Socket.Script = new SocketScript().Then(SocketPlan.Refuse(404, null));
            harness.Socket.Hangup(1006);
            IsLeftAlone(harness, 24L * HourMs);
        }

        [TestMethod]
        public void A_wait_that_the_server_asked_for_does_not_count()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Socket.Script = new SocketScript().Then(SocketPlan.Refuse(503, "900")).Then(SocketPlan.Fail(OpenFailure.Unreachable));
            harness.Socket.Hangup(1006);
            harness.RunUntil(DeviceState.Connecting, 6000);
            harness.RunFor(19L * MinuteMs);
            Assert.AreEqual(0, harness.Platform.FakeNetwork.RenewCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void Without_a_claim_nothing_is_renewed_or_restarted()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Http.Claims = new HttpScript().Then(HttpReply.Failed(HttpOutcome.Unreachable));
            IsLeftAlone(harness, 12L * HourMs);
        }

        [TestMethod]
        public void Without_a_link_nothing_is_renewed_or_restarted()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Platform.FakeNetwork.IsUp = false;
            IsLeftAlone(harness, 12L * HourMs);
        }

        [TestMethod]
        public void A_clock_that_is_never_set_counts_as_want_of_progress()
        {
            DeviceHarness first = DeviceHarness.Online();
            DeviceHarness harness = first.Restart();
            harness.Platform.FakeClock.IsUtcSet = false;
            harness.RunUntil(DeviceState.Restarting, 17L * MinuteMs);
            Assert.AreEqual(1, harness.Platform.FakeNetwork.RenewCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void An_open_session_is_left_alone_for_days()
        {
            IsLeftAlone(DeviceHarness.Online(), 48L * HourMs);
        }

        [TestMethod]
        public void Two_outages_of_four_minutes_are_not_added_up()
        {
            DeviceHarness harness = WithoutServer();
            harness.RunFor(4L * MinuteMs);
            harness.Socket.Script = new SocketScript();
            harness.RunUntil(DeviceState.Online, 2L * MinuteMs);
            harness.Socket.Script = new SocketScript().Then(SocketPlan.Fail(OpenFailure.Unreachable));
            harness.Socket.Hangup(1006);
            harness.RunFor(4L * MinuteMs);
            Assert.AreEqual(0, harness.Platform.FakeNetwork.RenewCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void A_restart_that_did_not_happen_is_asked_for_again_each_minute()
        {
            DeviceHarness harness = WithoutServer();
            harness.RunUntil(DeviceState.Restarting, 18L * MinuteMs);
            harness.RunFor(3L * MinuteMs);
            Assert.AreEqual(4, harness.Platform.FakePower.RebootCount);
            harness.Device.RequestStop();
            harness.RunUntil(DeviceState.Stopped, 0);
            harness.CheckRules();
        }

        private static DeviceHarness WithoutServer()
        {
            DeviceHarness harness = TakeServerAway(DeviceHarness.Online());
            harness.Socket.Hangup(1006);
            return harness;
        }

        private static DeviceHarness TakeServerAway(DeviceHarness harness)
        {
            harness.Socket.Script = new SocketScript().Then(SocketPlan.Fail(OpenFailure.Unreachable));
            harness.Http.Refreshes = new HttpScript().Then(HttpReply.Failed(HttpOutcome.Unreachable));
            return harness;
        }

        private static void IsLeftAlone(DeviceHarness harness, long ms)
        {
            harness.RunFor(ms);
            Assert.AreEqual(0, harness.Platform.FakeNetwork.RenewCount, "renewals");
            Assert.AreEqual(0, harness.Platform.FakePower.RebootCount, "restarts");
            harness.CheckRules();
        }
    }
}
