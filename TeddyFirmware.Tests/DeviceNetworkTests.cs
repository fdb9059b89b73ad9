using nanoFramework.TestFramework;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests
{
    /// <summary>The link is lost in every state; the device is stopped in every state.</summary>
    [TestClass]
    public class DeviceNetworkTests
    {
        [TestMethod]
        [DataRow((int)DeviceState.ClaimWait)]
        [DataRow((int)DeviceState.Misconfigured)]
        [DataRow((int)DeviceState.Claiming)]
        [DataRow((int)DeviceState.RefreshWait)]
        [DataRow((int)DeviceState.Refreshing)]
        [DataRow((int)DeviceState.SessionWait)]
        [DataRow((int)DeviceState.Connecting)]
        [DataRow((int)DeviceState.Online)]
        [DataRow((int)DeviceState.OnlineRefreshing)]
        public void A_lost_link_makes_it_offline_and_its_return_makes_it_online(int state)
        {
            DeviceHarness harness = DeviceIn.State((DeviceState)state);
            int begins = harness.Platform.FakeNetwork.BeginCount;
            harness.Platform.FakeNetwork.IsUp = false;
            harness.RunUntil(DeviceState.Offline, 0);
            Assert.IsTrue(harness.Platform.FakeNetwork.BeginCount > begins, "it asks for the link");
            Assert.IsFalse(harness.Platform.Tls.HasHttp || harness.Platform.Tls.IsOpen || harness.Platform.Tls.IsOpening, "nothing is left open");
            harness.RunFor(120000);
            Assert.AreEqual((int)DeviceState.Offline, (int)harness.Device.State);
            DeviceHarness.WithFriendlyServer(MakeFriendly(harness).Platform);
            harness.Platform.FakeNetwork.IsUp = true;
            harness.RunUntil(DeviceState.Online, 2L * 3600000);
            harness.CheckRules();
        }

        // A board that does not join by itself has its one try at each call (Esp32Network).
        [TestMethod]
        public void A_link_that_stays_away_is_asked_for_twice_a_minute()
        {
            DeviceHarness harness = DeviceHarness.Online();
            int begins = harness.Platform.FakeNetwork.BeginCount;
            harness.Platform.FakeNetwork.IsUp = false;
            harness.RunFor(600000);
            Assert.AreEqual(begins + 1 + 20, harness.Platform.FakeNetwork.BeginCount);
            harness.CheckRules();
        }

        [TestMethod]
        public void A_lost_link_shortens_no_wait_that_the_server_asked_for()
        {
            DeviceHarness harness = DeviceIn.State(DeviceState.Misconfigured);
            for (int i = 0; i < 14; i++)
            {
                harness.Platform.FakeNetwork.IsUp = false;
                harness.RunFor(10000);
                harness.Platform.FakeNetwork.IsUp = true;
                harness.RunFor(10000);
            }

            Assert.AreEqual(1, harness.Http.ClaimCount);
            Assert.AreEqual((int)DeviceState.Misconfigured, (int)harness.Device.State);
            harness.CheckRules();
        }

        // Contract, section 6: n returns to 0 only after a session has been open for 60 s; a session lost with its link
        // is one without a close frame.
        [TestMethod]
        public void A_link_that_flaps_makes_no_storm_of_connections()
        {
            DeviceHarness harness = DeviceHarness.Online();
            for (int i = 0; i < 300; i++)
            {
                harness.Platform.FakeNetwork.IsUp = false;
                harness.RunFor(1000);
                harness.Platform.FakeNetwork.IsUp = true;
                harness.RunFor(1000);
            }

            Assert.IsTrue(harness.Socket.OpenCount <= 60, harness.Socket.OpenCount.ToString() + " connections in ten minutes");
        }

        [TestMethod]
        [DataRow((int)DeviceState.Unprovisioned)]
        [DataRow((int)DeviceState.Offline)]
        [DataRow((int)DeviceState.ClaimWait)]
        [DataRow((int)DeviceState.Misconfigured)]
        [DataRow((int)DeviceState.Claiming)]
        [DataRow((int)DeviceState.RefreshWait)]
        [DataRow((int)DeviceState.Refreshing)]
        [DataRow((int)DeviceState.SessionWait)]
        [DataRow((int)DeviceState.Connecting)]
        public void Without_a_session_a_stop_is_at_once(int state)
        {
            DeviceHarness harness = DeviceIn.State((DeviceState)state);
            harness.Device.RequestStop();
            harness.RunUntil(DeviceState.Stopped, 0);
            StaysStopped(harness);
        }

        [TestMethod]
        [DataRow((int)DeviceState.Online)]
        [DataRow((int)DeviceState.OnlineRefreshing)]
        public void With_a_session_a_stop_closes_it_first(int state)
        {
            DeviceHarness harness = DeviceIn.State((DeviceState)state);
            harness.Device.RequestStop();
            harness.RunUntil(DeviceState.Closing, 0);
            Assert.AreEqual(1000, harness.Socket.SentCloseCode);
            harness.RunUntil(DeviceState.Stopped, 1000);
            StaysStopped(harness);
        }

        [TestMethod]
        public void A_peer_that_does_not_answer_the_close_is_left_after_3_s()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Socket.IsHalfOpen = true;
            harness.Device.RequestStop();
            Assert.AreEqual(3000L, harness.RunUntil(DeviceState.Stopped, 5000));
            Assert.AreEqual(1, harness.Socket.AbortCount);
            StaysStopped(harness);
        }

        [TestMethod]
        public void A_link_lost_while_closing_stops_at_once()
        {
            DeviceHarness harness = DeviceIn.State(DeviceState.Closing);
            harness.Platform.FakeNetwork.IsUp = false;
            harness.RunUntil(DeviceState.Stopped, 0);
            StaysStopped(harness);
        }

        [TestMethod]
        public void Asking_twice_to_stop_is_as_good_as_once()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Device.RequestStop();
            harness.Device.RequestStop();
            harness.RunUntil(DeviceState.Stopped, 1000);
            harness.Device.RequestStop();
            StaysStopped(harness);
        }

        [TestMethod]
        public void Asking_to_stop_again_and_again_is_as_good_as_once()
        {
            DeviceHarness harness = DeviceHarness.Online();
            for (int i = 0; i < 100; i++)
            {
                harness.Device.RequestStop();
            }

            harness.RunUntil(DeviceState.Stopped, 5000);
            StaysStopped(harness);
        }

        [TestMethod]
        public void A_stop_before_the_first_step_stops()
        {
            DeviceHarness harness = DeviceHarness.New();
            harness.Device.RequestStop();
            harness.RunUntil(DeviceState.Stopped, 1000);
            StaysStopped(harness);
        }

        [TestMethod]
        public void A_refresh_that_ends_while_the_session_closes_is_no_fault_and_its_tokens_are_kept()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Http.Refreshes = new HttpScript().Then(
                HttpReply.Ok(TestToken.Answer(TestToken.Make("access-2", 3600), TestToken.Make("refresh-2", 604800))).Within(1000));
            harness.RunUntil(DeviceState.OnlineRefreshing, 3600000);
            harness.Socket.IsHalfOpen = true;
            harness.Device.RequestStop();
            Assert.AreEqual(3000L, harness.RunUntil(DeviceState.Stopped, 5000), "the close still has its deadline");
            DeviceHarness second = harness.Restart();
            second.RunUntil(DeviceState.Online, 2000);
            Assert.EndsWith(TestToken.Make("access-2", 3600), second.Socket.Url(0));
            harness.CheckRules();
        }

        private static DeviceHarness MakeFriendly(DeviceHarness harness)
        {
            harness.Http.Claims = new HttpScript();
            harness.Http.Refreshes = new HttpScript();
            harness.Socket.Script = new SocketScript();
            return harness;
        }

        private static void StaysStopped(DeviceHarness harness)
        {
            int requests = harness.Http.ClaimCount + harness.Http.RefreshCount + harness.Socket.OpenCount;
            harness.RunFor(600000);
            Assert.IsTrue(harness.Device.IsStopped);
            Assert.AreEqual(requests, harness.Http.ClaimCount + harness.Http.RefreshCount + harness.Socket.OpenCount);
            Assert.IsFalse(harness.Platform.Tls.HasHttp || harness.Platform.Tls.IsOpen || harness.Platform.Tls.IsOpening, "nothing is left open");
            harness.CheckRules();
        }
    }
}
