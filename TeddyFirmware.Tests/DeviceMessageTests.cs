using nanoFramework.TestFramework;
using TeddyFirmware.Session;
using TeddyFirmware.Tests.Session;
using TeddyFirmware.Tests.Support;
using S = TeddyFirmware.DeviceState;

namespace TeddyFirmware.Tests
{
    /// <summary>Texts there and back.</summary>
    [TestClass]
    public class DeviceMessageTests
    {
        private const string Play = "{\"type\":\"play\"}";

        [TestMethod]
        public void Texts_queued_offline_are_sent_once_after_open_and_in_order()
        {
            DeviceHarness device = DeviceHarness.New();
            for (int i = 0; i < 5; i++)
            {
                Assert.AreEqual((int)SendResult.Queued, (int)device.Device.Send("text " + i.ToString()));
            }

            device.Until(S.Online, 5000).RunFor(5000).Sent(6, "five, and the status");
            for (int i = 0; i < 5; i++)
            {
                Assert.AreEqual("text " + i.ToString(), device.Socket.Sent(i));
            }

            Assert.AreEqual(6, device.RunFor(10 * Ms.Minute).Sent(6, "and no more").EchoCount);
        }

        [TestMethod]
        public void Texts_queued_between_two_sessions_are_sent_once_in_the_second() =>
            Assert.AreEqual("between", Reopened(Greeted().Hangup(1001).RunFor(0).Send("between")).Sent(3, "status, between, status").Socket.Sent(1));

        [TestMethod]
        public void A_text_is_handed_over_only_when_the_one_before_is_on_its_way()
        {
            DeviceHarness device = Greeted();
            device.Socket.HoldsSends = true;
            device.Send("one").Send("two").RunFor(1000).Sent(2, "status and one");
        }

        // Architecture: "No call waits without a deadline. A stuck adapter is abandoned and replaced."
        [TestMethod]
        public void A_text_that_is_never_on_its_way_ends_the_session_in_the_end()
        {
            DeviceHarness device = Greeted();
            device.Socket.HoldsSends = true;
            device.Send("stuck").RunFor(10 * Ms.Minute);
            Assert.IsTrue(device.Socket.OpenCount > 1, "it is still the first session after ten minutes");
        }

        [TestMethod]
        public void A_text_lost_with_its_session_goes_out_again_only_where_the_caller_asked_for_it()
        {
            DeviceHarness device = LostInSession(Greeted(), "again", SendMode.AtLeastOnce, "after");
            Assert.AreEqual("again", device.Socket.Sent(1));
            Assert.AreEqual("again", device.Socket.Sent(2), "first of all");
            Assert.AreEqual("after", device.Socket.Sent(3), "never handed over before");
            LostInSession(device.Sent(5, "and a status"), "once", SendMode.AtMostOnce, null).Sent(7, "a status, and not once again");
            Assert.AreEqual("once", device.Socket.Sent(5));
        }

        [TestMethod]
        public void A_text_that_is_on_its_way_is_not_sent_again() =>
            Reopened(Greeted().Send("again", SendMode.AtLeastOnce).RunFor(10).Hangup(1006)).Sent(3, "status, again, status");

        [TestMethod]
        public void A_handler_that_never_returns_leaves_the_heartbeat_and_the_session_alone()
        {
            DeviceHarness device = WithHandler(new RecordingHandler());
            device.Platform.FakeWorker.IsHeld = true;
            for (int i = 0; i < 20; i++)
            {
                device.Say(Play).RunFor(Ms.Minute);
            }

            device.Is(S.Online).Asked(sessions: 1);
            Assert.AreEqual(60, device.Socket.PingCount, "every 20 s");
            Assert.AreEqual(16, device.Device.Messages.DroppedCount);
            Assert.AreEqual("still here", device.Send("still here").RunFor(1000).Socket.Sent(1));
        }

        [TestMethod]
        public void A_text_of_8186_bytes_is_sent_and_a_longer_one_is_refused()
        {
            DeviceHarness device = DeviceHarness.Online();
            Assert.AreEqual((int)SendResult.Queued, (int)device.Device.Send(Bytes.Text('x', 8186)));
            Assert.AreEqual((int)SendResult.TooLong, (int)device.Device.Send(Bytes.Text('x', 8187)));
            Assert.AreEqual(8186, device.RunFor(1000).Socket.Sent(1).Length);
        }

        [TestMethod]
        public void The_server_s_texts_reach_their_handlers()
        {
            RecordingHandler play = new RecordingHandler();
            DeviceHarness device = WithHandler(play)
                .Say("{\"type\":\"play\",\"n\":1}").Say("plain text").Say("{\"type\":\"processed\",\"seq\":1,\"length\":5}").RunFor(100);
            Assert.AreEqual(1, play.Count);
            Assert.AreEqual(4, device.MessageCount, "three, and the echo of the status");
        }

        [TestMethod]
        public void A_handler_that_throws_costs_neither_the_session_nor_the_log_a_secret() =>
            Assert.AreEqual(
                1, WithHandler(new RecordingHandler { Throws = true }).Say(Play).RunFor(100).Is(S.Online).Logged(0, "PLANTED").Device.Messages.FailedCount);

        [TestMethod]
        public void A_flood_of_texts_is_bounded_and_none_that_was_taken_is_lost()
        {
            DeviceHarness device = Greeted();
            int before = device.MessageCount;
            int taken = 0;
            for (int i = 0; i < 50; i++)
            {
                taken += device.Socket.Say("text") ? 1 : 0;
            }

            Assert.AreEqual(8, taken);
            Assert.AreEqual(before + 8, device.RunFor(10).MessageCount);
        }

        [TestMethod]
        public void Nothing_of_a_text_stands_in_the_log() =>
            DeviceHarness.Online().Send("PLANTED out").Say("PLANTED in").Say("{\"type\":\"PLANTED type\"}").RunFor(1000).Logged(0, "PLANTED");

        private static DeviceHarness Greeted() => DeviceHarness.Online().RunFor(1000);

        private static DeviceHarness Reopened(DeviceHarness device) => device.Until(S.Online, 6000).RunFor(1000);

        private static DeviceHarness WithHandler(RecordingHandler play)
        {
            DeviceHarness device = DeviceHarness.New();
            device.Device.Messages.Register("play", play);
            return device.Until(S.Online, 5000);
        }

        // The session ends while the text is in the transport's hands, and another one behind it in the queue.
        private static DeviceHarness LostInSession(DeviceHarness device, string text, SendMode mode, string behind)
        {
            device.Socket.HoldsSends = true;
            device.Send(text, mode);
            if (behind != null)
            {
                device.Send(behind);
            }

            device.RunFor(100).Socket.HoldsSends = false;
            return Reopened(device.Hangup(1006));
        }
    }
}
