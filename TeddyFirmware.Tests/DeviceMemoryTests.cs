using System;
using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;
using TeddyFirmware.Session;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Session;
using TeddyFirmware.Tests.Support;
using S = TeddyFirmware.DeviceState;

namespace TeddyFirmware.Tests
{
    /// <summary>Memory that runs out: it ends what it hit, is counted and told, and where it comes back only a restart helps.</summary>
    [TestClass]
    public class DeviceMemoryTests
    {
        [TestMethod]
        public void A_claim_that_runs_out_of_memory_is_told_counted_and_tried_again()
        {
            DeviceHarness device = DeviceHarness.New().Claims(HttpReply.NoMemory(), HttpReply.Tokens(1)).Until(S.Online, 20000).RunFor(100);
            device.Asked(claims: 1).Logged(1, "error=OutOfMemoryException").Logged(1, "out of memory in=claim times=1");
            Assert.IsTrue(device.LastStatus.IndexOf("\"out_of_memory\":1") > 0, device.LastStatus);
        }

        [TestMethod]
        public void A_refresh_that_runs_out_of_memory_is_told_and_tried_again() =>
            DeviceHarness.Expired().Refreshes(HttpReply.NoMemory(), HttpReply.Ok("{\"access_token\":\"" + TestToken.Access(2) + "\"}"))
                .Until(S.Online, 20000).Logged(1, "out of memory in=refresh");

        [TestMethod]
        public void A_session_that_cannot_be_opened_for_want_of_memory_is_told_and_tried_again() =>
            DeviceHarness.New().Sessions(SocketPlan.NoMemory(), SocketPlan.Accept()).Until(S.Online, 20000).Logged(1, "out of memory in=session");

        [TestMethod]
        public void A_session_that_memory_ends_is_told_and_opened_anew() =>
            DeviceHarness.Online().Hangup(CloseCode.OutOfMemory).RunFor(0)
                .Logged(1, "closed error=OutOfMemoryException").Logged(1, "out of memory in=session").Until(S.Online, 20000);

        [TestMethod]
        public void Tokens_that_cannot_be_sealed_for_want_of_memory_serve_all_the_same_and_that_is_told()
        {
            DeviceHarness device = DeviceHarness.New().Until(S.Claiming, 5000);
            device.Flash.HasNoMemory = true;
            device.RunFor(200).Logged(1, "not sealed: out of memory").Logged(1, "out of memory in=state-");
            device.Flash.HasNoMemory = false;
            device.Until(S.Online, 20000).Asked(claims: 1);
        }

        [TestMethod]
        public void A_fault_in_the_device_s_own_thread_ends_the_session_like_a_lost_link()
        {
            DeviceHarness device = DeviceHarness.Online();
            device.Device.Messages.Register("play", new RecordingHandler());
            device.Platform.FakeWorker.HasNoMemory = true;
            device.RunFor(1000).Say("{\"type\":\"play\"}").RunFor(0).Logged(1, "out of memory in=state-11 times=1");
            Assert.AreEqual(1, device.Socket.AbortCount);
            device.Until(S.Online, 20000);
        }

        [TestMethod]
        public void An_answer_that_was_taken_is_let_go_of()
        {
            DeviceHarness device = DeviceHarness.New();
            HttpCall call = new HttpCall(device.Http, new Inbox(device), device.Clock, new DeviceOptions());
            Assert.IsNull(call.Answer);
            call.Begin("https://teddy.example/claim", new byte[1]);
            Assert.IsTrue(call.IsSent);
            Assert.AreSame(device.Http.Exchange, call.Answer);

            call.Forget();
            Assert.IsNull(call.Answer);
            Assert.IsFalse(call.IsSent);
        }

        [TestMethod]
        public void A_claim_and_the_refresh_after_it_share_no_object()
        {
            DeviceHarness device = DeviceHarness.Online();
            HttpExchange claim = device.Http.Exchange;
            device.Until(S.OnlineRefreshing, Ms.Hour).RunFor(1000).Asked(refreshes: 1);
            Assert.AreNotSame(claim, device.Http.Exchange);
        }

        [TestMethod]
        public void A_handler_whose_thread_could_not_be_made_is_called_when_the_next_message_comes()
        {
            DeviceHarness device = DeviceHarness.Online();
            RecordingHandler handler = new RecordingHandler();
            device.Device.Messages.Register("play", handler);
            device.Platform.FakeWorker.HasNoMemory = true;
            device.RunFor(1000).Say("{\"type\":\"play\"}").RunFor(0);
            device.Platform.FakeWorker.HasNoMemory = false;
            device.Until(S.Online, 20000).Say("{\"type\":\"play\"}").RunFor(0);
            Assert.AreEqual(2, handler.Count);
        }

        [TestMethod]
        public void The_third_time_within_ten_minutes_only_a_restart_helps()
        {
            DeviceHarness device = DeviceHarness.New().Claims(HttpReply.NoMemory());
            Assert.ThrowsException(typeof(OutOfMemoryException), () => device.RunFor(10 * Ms.Minute));
            device.Logged(1, "times=3").Logged(1, "it comes back: restarting");
        }

        [TestMethod]
        public void Three_times_in_a_longer_time_are_three_faults()
        {
            DeviceHarness device = DeviceHarness.Online();
            for (int i = 1; i <= 3; i++)
            {
                device.RunFor(6 * Ms.Minute).Is(S.Online).Hangup(CloseCode.OutOfMemory).RunFor(0).Logged(1, "times=" + i.ToString());
            }
        }

        [TestMethod]
        public void Three_times_within_ten_minutes_need_a_restart_however_long_it_has_run()
        {
            DeviceHarness device = DeviceHarness.Online().RunFor(Ms.Hour);
            for (int i = 1; i < MemoryFaults.Limit; i++)
            {
                device.Hangup(CloseCode.OutOfMemory).RunFor(Ms.Minute).Is(S.Online);
            }

            device.Hangup(CloseCode.OutOfMemory);
            Assert.ThrowsException(typeof(OutOfMemoryException), () => device.RunFor(0));
        }

        [TestMethod]
        public void Settings_that_cannot_be_sealed_for_want_of_memory_are_told_and_the_next_start_seals_them()
        {
            DeviceHarness device = DeviceHarness.Online().Restart();
            device.Flash.Put(FlashFiles.Provisioning, new ProvisionFile().With("child_id", "another-child").ToBytes());
            device.Flash.HasNoMemory = true;
            Assert.ThrowsException(typeof(OutOfMemoryException), () => device.RunFor(0));
            device.Logged(1, "out of memory, could not be sealed");
            Assert.IsNotNull(device.Flash.Peek(FlashFiles.Provisioning));
            device.Flash.HasNoMemory = false;
            device = device.Restart().Until(S.Online, 10000);
            Assert.IsNull(device.Flash.Peek(FlashFiles.Provisioning), "it is still there, plain");
            device.Asked(claims: 1);
        }
    }
}
