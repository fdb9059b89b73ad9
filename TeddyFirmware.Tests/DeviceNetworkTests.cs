using nanoFramework.TestFramework;
using TeddyFirmware.Tests.Support;
using S = TeddyFirmware.DeviceState;

namespace TeddyFirmware.Tests
{
    /// <summary>The link is lost in every state; the device is stopped in every state.</summary>
    [TestClass]
    public class DeviceNetworkTests
    {
        [TestMethod]
        [DataRow((int)S.ClaimWait), DataRow((int)S.Misconfigured), DataRow((int)S.Claiming), DataRow((int)S.RefreshWait)]
        [DataRow((int)S.Refreshing), DataRow((int)S.SessionWait), DataRow((int)S.Connecting), DataRow((int)S.Online)]
        [DataRow((int)S.OnlineRefreshing)]
        public void A_lost_link_makes_it_offline_and_its_return_makes_it_online(int state)
        {
            DeviceHarness device = DeviceIn.State((S)state);
            int begins = device.Network.BeginCount;
            device.Link(false).Until(S.Offline, 0).IsDisconnected();
            Assert.IsTrue(device.Network.BeginCount > begins, "it asks for the link");
            device.RunFor(2 * Ms.Minute).Is(S.Offline).Welcome().Link(true).Until(S.Online, 2 * Ms.Hour);
        }

        // A board that does not join by itself has its one try at each call (Esp32Network).
        [TestMethod]
        public void A_link_that_stays_away_is_asked_for_twice_a_minute()
        {
            DeviceHarness device = DeviceHarness.Online();
            int begins = device.Network.BeginCount;
            Assert.AreEqual(begins + 1 + 20, device.Link(false).RunFor(10 * Ms.Minute).Network.BeginCount);
        }

        [TestMethod]
        public void A_lost_link_shortens_no_wait_that_the_server_asked_for() =>
            Flap(DeviceIn.State(S.Misconfigured), 14, 10000).Is(S.Misconfigured).Asked(claims: 1);

        // Contract, section 6: n returns to 0 only after a session has been open for 60 s; a session lost with its link
        // is one without a close frame.
        [TestMethod]
        public void A_link_that_flaps_makes_no_storm_of_connections() =>
            Check.Within(Flap(DeviceHarness.Online(), 300, 1000).Socket.OpenCount, 1, 60);

        [TestMethod]
        [DataRow((int)S.Unprovisioned), DataRow((int)S.Offline), DataRow((int)S.ClaimWait), DataRow((int)S.Misconfigured)]
        [DataRow((int)S.Claiming), DataRow((int)S.RefreshWait), DataRow((int)S.Refreshing), DataRow((int)S.SessionWait)]
        [DataRow((int)S.Connecting)]
        public void Without_a_session_a_stop_is_at_once(int state) => StaysStopped(DeviceIn.State((S)state).Stop().Until(S.Stopped, 0));

        [TestMethod]
        [DataRow((int)S.Online), DataRow((int)S.OnlineRefreshing)]
        public void With_a_session_a_stop_closes_it_first(int state)
        {
            DeviceHarness device = DeviceIn.State((S)state).Stop().Until(S.Closing, 0);
            Assert.AreEqual(1000, device.Socket.SentCloseCode);
            StaysStopped(device.Until(S.Stopped, 1000));
        }

        [TestMethod]
        public void A_peer_that_does_not_answer_the_close_is_left_after_3_s()
        {
            DeviceHarness device = DeviceHarness.Online().HalfOpen().Stop();
            Assert.AreEqual(3000L, device.MsUntil(S.Stopped, 5000));
            Assert.AreEqual(1, device.Socket.AbortCount);
            StaysStopped(device);
        }

        [TestMethod]
        public void A_link_lost_while_closing_stops_at_once() => StaysStopped(DeviceIn.State(S.Closing).Link(false).Until(S.Stopped, 0));

        [TestMethod]
        public void Asking_twice_to_stop_is_as_good_as_once() => StaysStopped(DeviceHarness.Online().Stop().Stop().Until(S.Stopped, 1000).Stop());

        [TestMethod]
        public void Asking_to_stop_again_and_again_is_as_good_as_once()
        {
            DeviceHarness device = DeviceHarness.Online();
            for (int i = 0; i < 100; i++)
            {
                device.Stop();
            }

            StaysStopped(device.Until(S.Stopped, 5000));
        }

        [TestMethod]
        public void A_stop_before_the_first_step_stops() => StaysStopped(DeviceHarness.New().Stop().Until(S.Stopped, 1000));

        [TestMethod]
        public void A_refresh_that_ends_while_the_session_closes_is_no_fault_and_its_tokens_are_kept()
        {
            DeviceHarness device = DeviceHarness.Online().Refreshes(HttpReply.Tokens(2).Within(1000)).Until(S.OnlineRefreshing, Ms.Hour).HalfOpen().Stop();
            Assert.AreEqual(3000L, device.MsUntil(S.Stopped, 5000), "the close still has its deadline");
            Assert.EndsWith(TestToken.Access(2), device.Restart().Until(S.Online, 2000).Socket.Url(0));
        }

        private static DeviceHarness Flap(DeviceHarness device, int times, int ms)
        {
            for (int i = 0; i < times; i++)
            {
                device.Link(false).RunFor(ms).Link(true).RunFor(ms);
            }

            return device;
        }

        private static void StaysStopped(DeviceHarness device)
        {
            int requests = device.Http.ClaimCount + device.Http.RefreshCount + device.Socket.OpenCount;
            device.RunFor(10 * Ms.Minute).IsDisconnected();
            Assert.IsTrue(device.Device.IsStopped);
            Assert.AreEqual(requests, device.Http.ClaimCount + device.Http.RefreshCount + device.Socket.OpenCount);
        }
    }
}
