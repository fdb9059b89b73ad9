using nanoFramework.TestFramework;
using TeddyFirmware.Diagnostics;
using TeddyFirmware.Platform;
using TeddyFirmware.Session;
using TeddyFirmware.Tests.Support;
using S = TeddyFirmware.DeviceState;

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
            DeviceHarness device = DeviceHarness.Online().RunFor(1000);
            Assert.AreEqual(1, device.StatusCount);
            Assert.AreEqual(device.LastStatus, device.Socket.Sent(0));
            Tells(device, "\"type\":\"status\"", "\"firmware_version\":\"1.0.0\"", "\"sessions\":1", "\"claims\":1", "\"uptime_s\":0");
        }

        [TestMethod]
        public void Closes_are_told_by_code_and_the_last_errors_by_class()
        {
            SocketPlan faulty = SocketPlan.AcceptThenClose(1011, 100);
            DeviceHarness device = DeviceHarness.New().Claims(HttpReply.WithStatus(503), HttpReply.Tokens(1))
                .Sessions(SocketPlan.Fail(OpenFailure.TlsRefused), faulty, faulty, SocketPlan.AcceptThenClose(4000, 100), SocketPlan.Accept())
                .RunFor(4 * Ms.Minute);
            Tells(device, "\"closed_1011\":2", "\"closed_other\":1", "\"claim_error\":\"status-503\"", "\"session_error\":\"tls-refused\"");
            TellsNot(device, "closed_1006", "refresh_error");
        }

        [TestMethod]
        public void A_refused_refresh_is_told() =>
            Tells(
                DeviceHarness.New().Refreshes(HttpReply.WithStatus(401)).Sessions(SocketPlan.Refuse(403), SocketPlan.Accept())
                    .Until(S.Online, 20000).RunFor(1000),
                "\"refresh_error\":\"status-401\"",
                "\"session_error\":\"status-403\"",
                "\"claims\":2");

        [TestMethod]
        public void The_server_may_ask_for_it()
        {
            DeviceHarness device = DeviceHarness.Online().RunFor(20000).Say(Request).RunFor(100).Sent(2, "unasked, and asked for");
            Assert.AreEqual(2, device.StatusCount);
            Tells(device, "\"uptime_s\":20");
        }

        [TestMethod]
        public void What_was_passed_over_is_told()
        {
            DeviceHarness device = DeviceHarness.Online().RunFor(20000);
            device.Socket.Listener.OnPassedOver(1, 0);
            device.Socket.Listener.OnPassedOver(0, 1);
            device.Socket.Listener.OnPassedOver(0, 1);
            Tells(device.Say(Request).RunFor(100), "\"frames_ignored\":1", "\"messages_too_long\":2");
        }

        [TestMethod]
        public void A_flood_of_requests_is_answered_once_in_ten_seconds()
        {
            DeviceHarness device = DeviceHarness.Online();
            for (int i = 0; i < 600; i++)
            {
                device.Say(Request).RunFor(100);
            }

            Check.Within(device.StatusCount, 6, 7);
        }

        [TestMethod]
        public void Asked_for_without_a_session_it_goes_to_the_observer_alone()
        {
            DeviceHarness device = DeviceHarness.New().Claims(HttpReply.WithStatus(404)).RunFor(15000);
            device.Device.RequestStatus();
            Assert.AreEqual(1, device.RunFor(100).Sent(0, "nothing").StatusCount);
            Tells(device, "\"claim_error\":\"status-404\"");
        }

        [TestMethod]
        public void Asked_for_before_there_are_settings_it_is_made_when_there_are()
        {
            DeviceHarness device = DeviceHarness.On(new MemoryFlash(), new ScriptedRandom(1));
            device.Device.RequestStatus();
            Assert.AreEqual(0, device.RunFor(15000).StatusCount);
            Assert.IsTrue(device.Provision(new ProvisionFile()).RunFor(15000).StatusCount >= 1);
        }

        [TestMethod]
        public void A_full_queue_puts_it_off_and_does_not_lose_it()
        {
            DeviceHarness device = DeviceHarness.New();
            for (int i = 0; i < SendQueue.MaxMessages; i++)
            {
                device.Send("text");
            }

            Assert.AreEqual(1, device.Until(S.Online, 5000).RunFor(1000).Sent(SendQueue.MaxMessages + 1, "the queue's and the status").StatusCount);
        }

        [TestMethod]
        public void It_tells_neither_ids_nor_tokens_and_stays_below_its_bound()
        {
            SocketPlan[] plans = new SocketPlan[18];
            for (int i = 0; i < 17; i++)
            {
                plans[i] = SocketPlan.AcceptThenClose(1000 + i, 61000);
            }

            plans[17] = SocketPlan.Accept();
            DeviceHarness device = DeviceHarness.New().Sessions(plans).RunFor(Ms.Hour);
            Tells(device, "\"closed_1015\":1");
            TellsNot(device, CheckVector.DeviceId, CheckVector.ChildId, "access-");
            Assert.IsTrue(device.LastStatus.Length < StatusText.MaxBytes / 2, "room for the other half");
        }

        [TestMethod]
        public void Restarts_for_want_of_progress_are_told() =>
            Tells(
                DeviceHarness.Online().Sessions(SocketPlan.Fail(OpenFailure.Unreachable)).Hangup(1006).Until(S.Restarting, 18 * Ms.Minute)
                    .Restart().Until(S.Online, 2000).RunFor(1000),
                "\"reboots\":1");

        private static void Tells(DeviceHarness device, params string[] parts)
        {
            for (int i = 0; i < parts.Length; i++)
            {
                Assert.IsTrue(device.LastStatus.IndexOf(parts[i]) >= 0, parts[i] + " in " + device.LastStatus);
            }
        }

        private static void TellsNot(DeviceHarness device, params string[] parts)
        {
            for (int i = 0; i < parts.Length; i++)
            {
                Assert.IsTrue(device.LastStatus.IndexOf(parts[i]) < 0, parts[i] + " not in " + device.LastStatus);
            }
        }
    }
}
