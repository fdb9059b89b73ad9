using nanoFramework.TestFramework;
using TeddyFirmware.Session;
using TeddyFirmware.Tests.Session;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests
{
    /// <summary>Texts there and back.</summary>
    [TestClass]
    public class DeviceMessageTests
    {
        [TestMethod]
        public void Texts_queued_offline_are_sent_once_after_open_and_in_order()
        {
            DeviceHarness harness = DeviceHarness.New();
            for (int i = 0; i < 5; i++)
            {
                Assert.AreEqual((int)SendResult.Queued, (int)harness.Device.Send("text " + i.ToString()));
            }

            harness.RunUntil(DeviceState.Online, 5000);
            harness.RunFor(5000);
            Assert.AreEqual(6, harness.Socket.SentCount, "five, and the status");
            for (int i = 0; i < 5; i++)
            {
                Assert.AreEqual("text " + i.ToString(), harness.Socket.Sent(i));
            }

            harness.RunFor(600000);
            Assert.AreEqual(6, harness.Socket.SentCount);
            Assert.AreEqual(6, harness.EchoCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void Texts_queued_between_two_sessions_are_sent_once_in_the_second()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.RunFor(1000);
            harness.Socket.Hangup(1001);
            harness.RunFor(0);
            harness.Device.Send("between");
            harness.RunUntil(DeviceState.Online, 6000);
            harness.RunFor(1000);
            Assert.AreEqual("between", harness.Socket.Sent(1));
            Assert.AreEqual(3, harness.Socket.SentCount, "status, between, status");
            harness.CheckRules();
        }

        [TestMethod]
        public void A_text_is_handed_over_only_when_the_one_before_is_on_its_way()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.RunFor(1000);
            harness.Socket.HoldsSends = true;
            harness.Device.Send("one");
            harness.Device.Send("two");
            harness.RunFor(1000);
            Assert.AreEqual(2, harness.Socket.SentCount, "status and one");
            harness.CheckRules();
        }

        // Architecture: "No call waits without a deadline. A stuck adapter is abandoned and replaced."
        [TestMethod]
        public void A_text_that_is_never_on_its_way_ends_the_session_in_the_end()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.RunFor(1000);
            harness.Socket.HoldsSends = true;
            harness.Device.Send("stuck");
            harness.RunFor(600000);
            Assert.IsTrue(harness.Socket.OpenCount > 1, "it is still the first session after ten minutes");
        }

        [TestMethod]
        public void A_text_lost_with_its_session_goes_out_again_only_where_the_caller_asked_for_it()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.RunFor(1000);
            harness.Socket.HoldsSends = true;
            harness.Device.Send("again", SendMode.AtLeastOnce);
            harness.Device.Send("after", SendMode.AtMostOnce);
            harness.RunFor(100);
            Assert.AreEqual("again", harness.Socket.Sent(1));
            harness.Socket.HoldsSends = false;
            harness.Socket.Hangup(1006);
            harness.RunUntil(DeviceState.Online, 6000);
            harness.RunFor(1000);
            Assert.AreEqual("again", harness.Socket.Sent(2), "first of all");
            Assert.AreEqual("after", harness.Socket.Sent(3), "never handed over before");
            Assert.AreEqual(5, harness.Socket.SentCount, "and a status");

            harness.Socket.HoldsSends = true;
            harness.Device.Send("once");
            harness.RunFor(100);
            harness.Socket.HoldsSends = false;
            harness.Socket.Hangup(1006);
            harness.RunUntil(DeviceState.Online, 6000);
            harness.RunFor(1000);
            Assert.AreEqual("once", harness.Socket.Sent(5));
            Assert.AreEqual(7, harness.Socket.SentCount, "a status, and not once again");
            harness.CheckRules();
        }

        [TestMethod]
        public void A_text_that_is_on_its_way_is_not_sent_again()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.RunFor(1000);
            harness.Device.Send("again", SendMode.AtLeastOnce);
            harness.RunFor(10);
            harness.Socket.Hangup(1006);
            harness.RunUntil(DeviceState.Online, 6000);
            harness.RunFor(1000);
            Assert.AreEqual(3, harness.Socket.SentCount, "status, again, status");
            harness.CheckRules();
        }

        [TestMethod]
        public void A_handler_that_never_returns_leaves_the_heartbeat_and_the_session_alone()
        {
            DeviceHarness harness = DeviceHarness.New();
            RecordingHandler play = new RecordingHandler();
            harness.Device.Messages.Register("play", play);
            harness.RunUntil(DeviceState.Online, 5000);
            harness.Platform.FakeWorker.IsHeld = true;
            for (int i = 0; i < 20; i++)
            {
                harness.Socket.Say("{\"type\":\"play\"}");
                harness.RunFor(60000);
            }

            Assert.AreEqual((int)DeviceState.Online, (int)harness.Device.State);
            Assert.AreEqual(1, harness.Socket.OpenCount);
            Assert.AreEqual(60, harness.Socket.PingCount, "every 20 s");
            Assert.AreEqual(16, harness.Device.Messages.DroppedCount);
            harness.Device.Send("still here");
            harness.RunFor(1000);
            Assert.AreEqual("still here", harness.Socket.Sent(1));
            harness.CheckRules();
        }

        [TestMethod]
        public void A_text_of_8186_bytes_is_sent_and_a_longer_one_is_refused()
        {
            DeviceHarness harness = DeviceHarness.Online();
            Assert.AreEqual((int)SendResult.Queued, (int)harness.Device.Send(Bytes.Text('x', 8186)));
            Assert.AreEqual((int)SendResult.TooLong, (int)harness.Device.Send(Bytes.Text('x', 8187)));
            harness.RunFor(1000);
            Assert.AreEqual(8186, harness.Socket.Sent(1).Length);
            harness.CheckRules();
        }

        [TestMethod]
        public void The_server_s_texts_reach_their_handlers()
        {
            DeviceHarness harness = DeviceHarness.New();
            RecordingHandler play = new RecordingHandler();
            harness.Device.Messages.Register("play", play);
            harness.RunUntil(DeviceState.Online, 5000);
            harness.Socket.Say("{\"type\":\"play\",\"n\":1}");
            harness.Socket.Say("plain text");
            harness.Socket.Say("{\"type\":\"processed\",\"seq\":1,\"length\":5}");
            harness.RunFor(100);
            Assert.AreEqual(1, play.Count);
            Assert.AreEqual(4, harness.MessageCount, "three, and the echo of the status");
            harness.CheckRules();
        }

        [TestMethod]
        public void A_handler_that_throws_costs_neither_the_session_nor_the_log_a_secret()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Device.Messages.Register("play", new RecordingHandler { Throws = true });
            harness.RunUntil(DeviceState.Online, 5000);
            harness.Socket.Say("{\"type\":\"play\"}");
            harness.RunFor(100);
            Assert.AreEqual((int)DeviceState.Online, (int)harness.Device.State);
            Assert.AreEqual(1, harness.Device.Messages.FailedCount);
            Assert.AreEqual(0, harness.Platform.Lines.CountOf("PLANTED"));
            harness.CheckRules();
        }

        [TestMethod]
        public void A_flood_of_texts_is_bounded_and_none_that_was_taken_is_lost()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.RunFor(1000);
            int before = harness.MessageCount;
            int taken = 0;
            for (int i = 0; i < 50; i++)
            {
                taken += harness.Socket.Say("text") ? 1 : 0;
            }

            Assert.AreEqual(8, taken);
            harness.RunFor(10);
            Assert.AreEqual(before + 8, harness.MessageCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void Nothing_of_a_text_stands_in_the_log()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Device.Send("PLANTED out");
            harness.Socket.Say("PLANTED in");
            harness.Socket.Say("{\"type\":\"PLANTED type\"}");
            harness.RunFor(1000);
            Assert.AreEqual(0, harness.Platform.Lines.CountOf("PLANTED"));
            harness.CheckRules();
        }
    }
}
