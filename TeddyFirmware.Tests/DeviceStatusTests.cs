using nanoFramework.TestFramework;
using TeddyFirmware.Diagnostics;
using TeddyFirmware.Platform;
using TeddyFirmware.Session;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests
{
    /// <summary>The health snapshot: when it is made, and what it tells.</summary>
    [TestClass]
    public class DeviceStatusTests
    {
        private const string Request = "{\"type\":\"status_request\"}";

        [TestMethod]
        public void A_session_begins_with_the_status()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.RunFor(1000);
            Assert.AreEqual(1, harness.StatusCount);
            Assert.AreEqual(harness.LastStatus, harness.Socket.Sent(0));
            Tells(harness, "\"type\":\"status\"");
            Tells(harness, "\"firmware_version\":\"1.0.0\"");
            Tells(harness, "\"sessions\":1");
            Tells(harness, "\"claims\":1");
            Tells(harness, "\"uptime_s\":0");
            harness.CheckRules();
        }

        [TestMethod]
        public void Closes_are_told_by_code_and_the_last_errors_by_class()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Http.Claims = new HttpScript().Then(HttpReply.WithStatus(503)).Then(FirstClaim());
            harness.Socket.Script.Then(SocketPlan.Fail(OpenFailure.TlsRefused)).Then(SocketPlan.AcceptThenClose(1011, 100))
                .Then(SocketPlan.AcceptThenClose(1011, 100)).Then(SocketPlan.AcceptThenClose(4000, 100)).Then(SocketPlan.Accept());
            harness.RunFor(240000);
            Tells(harness, "\"closed_1011\":2");
            Tells(harness, "\"closed_other\":1");
            Tells(harness, "\"claim_error\":\"status-503\"");
            Tells(harness, "\"session_error\":\"tls-refused\"");
            TellsNot(harness, "closed_1006");
            TellsNot(harness, "refresh_error");
            harness.CheckRules();
        }

        [TestMethod]
        public void A_refused_refresh_is_told()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Http.Refreshes = new HttpScript().Then(HttpReply.WithStatus(401));
            harness.Socket.Script.Then(SocketPlan.Refuse(403, null)).Then(SocketPlan.Accept());
            harness.RunUntil(DeviceState.Online, 20000);
            harness.RunFor(1000);
            Tells(harness, "\"refresh_error\":\"status-401\"");
            Tells(harness, "\"session_error\":\"status-403\"");
            Tells(harness, "\"claims\":2");
            harness.CheckRules();
        }

        [TestMethod]
        public void The_server_may_ask_for_it()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.RunFor(20000);
            harness.Socket.Say(Request);
            harness.RunFor(100);
            Assert.AreEqual(2, harness.StatusCount);
            Assert.AreEqual(2, harness.Socket.SentCount);
            Tells(harness, "\"uptime_s\":20");
            harness.CheckRules();
        }

        [TestMethod]
        public void What_was_passed_over_is_told()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.RunFor(20000);
            harness.Socket.Listener.OnPassedOver(1, 0);
            harness.Socket.Listener.OnPassedOver(0, 1);
            harness.Socket.Listener.OnPassedOver(0, 1);
            harness.Socket.Say(Request);
            harness.RunFor(100);
            Tells(harness, "\"frames_ignored\":1");
            Tells(harness, "\"messages_too_long\":2");
            harness.CheckRules();
        }

        [TestMethod]
        public void A_flood_of_requests_is_answered_once_in_ten_seconds()
        {
            DeviceHarness harness = DeviceHarness.Online();
            for (int i = 0; i < 600; i++)
            {
                harness.Socket.Say(Request);
                harness.RunFor(100);
            }

            Assert.IsTrue(harness.StatusCount <= 7, harness.StatusCount.ToString());
            Assert.IsTrue(harness.StatusCount >= 6, harness.StatusCount.ToString());
            harness.CheckRules();
        }

        [TestMethod]
        public void Asked_for_without_a_session_it_goes_to_the_observer_alone()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Http.Claims = new HttpScript().Then(HttpReply.WithStatus(404));
            harness.RunFor(15000);
            harness.Device.RequestStatus();
            harness.RunFor(100);
            Assert.AreEqual(1, harness.StatusCount);
            Tells(harness, "\"claim_error\":\"status-404\"");
            Assert.AreEqual(0, harness.Socket.SentCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void Asked_for_before_there_are_settings_it_is_made_when_there_are()
        {
            DeviceHarness harness = new DeviceHarness(DeviceHarness.WithFriendlyServer(new FakePlatform()));
            harness.Device.RequestStatus();
            harness.RunFor(15000);
            Assert.AreEqual(0, harness.StatusCount);
            harness.Platform.FakeFlash.Put("provision.json", new ProvisionFile().ToBytes());
            harness.RunFor(15000);
            Assert.IsTrue(harness.StatusCount >= 1);
            harness.CheckRules();
        }

        [TestMethod]
        public void A_full_queue_puts_it_off_and_does_not_lose_it()
        {
            DeviceHarness harness = DeviceHarness.New();
            for (int i = 0; i < SendQueue.MaxMessages; i++)
            {
                harness.Device.Send("text");
            }

            harness.RunUntil(DeviceState.Online, 5000);
            harness.RunFor(1000);
            Assert.AreEqual(SendQueue.MaxMessages + 1, harness.Socket.SentCount);
            Assert.AreEqual(1, harness.StatusCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void It_tells_neither_ids_nor_tokens_and_stays_below_its_bound()
        {
            DeviceHarness harness = DeviceHarness.New();
            for (int code = 1000; code <= 1016; code++)
            {
                harness.Socket.Script.Then(SocketPlan.AcceptThenClose(code, 61000));
            }

            harness.Socket.Script.Then(SocketPlan.Accept());
            harness.RunFor(3600000);
            Tells(harness, "\"closed_1015\":1");
            TellsNot(harness, CheckVector.DeviceId);
            TellsNot(harness, CheckVector.ChildId);
            TellsNot(harness, "access-");
            Assert.IsTrue(harness.LastStatus.Length < StatusText.MaxBytes / 2, "room for the other half");
        }

        [TestMethod]
        public void Restarts_for_want_of_progress_are_told()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Socket.Script = new SocketScript().Then(SocketPlan.Fail(OpenFailure.Unreachable));
            harness.Socket.Hangup(1006);
            harness.RunUntil(DeviceState.Restarting, 18L * 60000);
            DeviceHarness second = harness.Restart();
            second.RunUntil(DeviceState.Online, 2000);
            second.RunFor(1000);
            Tells(second, "\"reboots\":1");
        }

        private static HttpReply FirstClaim()
        {
            return HttpReply.Ok(TestToken.Answer(TestToken.Make("access-1", 3600), TestToken.Make("refresh-1", 604800)));
        }

        private static void Tells(DeviceHarness harness, string part)
        {
            Assert.IsTrue(harness.LastStatus.IndexOf(part) >= 0, part + " in " + harness.LastStatus);
        }

        private static void TellsNot(DeviceHarness harness, string part)
        {
            Assert.IsTrue(harness.LastStatus.IndexOf(part) < 0, part + " not in " + harness.LastStatus);
        }
    }
}
