using nanoFramework.TestFramework;
using TeddyFirmware.Tests.Support;
using A = TeddyFirmware.DeviceAction;
using E = TeddyFirmware.DeviceEvent;
using S = TeddyFirmware.DeviceState;

namespace TeddyFirmware.Tests
{
    /// <summary>The transition table: each legal pair of state and event, and no other.</summary>
    [TestClass]
    public class DeviceTableTests
    {
        private const int States = (int)S.Stopped + 1;
        private const int Events = (int)E.StalledForLong + 1;

        [TestMethod]
        public void Booting_reads_the_settings()
        {
            Is(S.Booting, E.Started, S.Booting, A.LoadSettings);
            Is(S.Booting, E.SettingsFound, S.Offline, A.SeekNetwork);
            Is(S.Booting, E.SettingsMissing, S.Unprovisioned, A.AwaitSettings);
            HasRows(S.Booting, 3);
        }

        [TestMethod]
        public void Unprovisioned_looks_again_from_time_to_time()
        {
            Is(S.Unprovisioned, E.TimerDue, S.Booting, A.LoadSettings);
            Is(S.Unprovisioned, E.StopRequested, S.Stopped, A.DropAndStop);
            HasRows(S.Unprovisioned, 2);
        }

        [TestMethod]
        public void Offline_waits_for_link_and_time()
        {
            Is(S.Offline, E.NetworkReady, S.Deciding, A.Decide);
            Is(S.Offline, E.TimerDue, S.Offline, A.SeekNetwork);
            Is(S.Offline, E.StopRequested, S.Stopped, A.DropAndStop);
            HasRows(S.Offline, 5);
        }

        [TestMethod]
        public void Deciding_goes_where_the_decision_says()
        {
            Is(S.Deciding, E.ClaimNow, S.Claiming, A.BeginClaim);
            Is(S.Deciding, E.ClaimLater, S.ClaimWait, A.Wait);
            Is(S.Deciding, E.ClaimMuchLater, S.Misconfigured, A.Wait);
            Is(S.Deciding, E.RefreshNow, S.Refreshing, A.BeginRefresh);
            Is(S.Deciding, E.RefreshLater, S.RefreshWait, A.Wait);
            Is(S.Deciding, E.ConnectNow, S.Connecting, A.Connect);
            Is(S.Deciding, E.ConnectLater, S.SessionWait, A.Wait);
            HasRows(S.Deciding, 7);
        }

        [TestMethod]
        public void The_four_waits_end_with_their_timer_the_link_or_a_stop()
        {
            S[] waits = { S.ClaimWait, S.Misconfigured, S.RefreshWait, S.SessionWait };
            for (int i = 0; i < waits.Length; i++)
            {
                Is(waits[i], E.TimerDue, S.Deciding, A.Decide);
                Is(waits[i], E.NetworkLost, S.Offline, A.SeekNetwork);
                Is(waits[i], E.StopRequested, S.Stopped, A.DropAndStop);
            }

            HasRows(S.ClaimWait, 3);
            HasRows(S.Misconfigured, 3);
            HasRows(S.RefreshWait, 5);
            HasRows(S.SessionWait, 5);
        }

        // A device without tokens is not supervised, and an open session has its heartbeat.
        [TestMethod]
        public void Where_a_claimed_device_tries_in_vain_the_supervisor_helps()
        {
            S[] tries = { S.Offline, S.RefreshWait, S.Refreshing, S.SessionWait, S.Connecting };
            for (int i = 0; i < tries.Length; i++)
            {
                Is(tries[i], E.Stalled, S.Offline, A.RenewNetwork);
                Is(tries[i], E.StalledForLong, S.Restarting, A.Reboot);
            }
        }

        [TestMethod]
        public void Restarting_ends_with_the_restart_or_a_stop()
        {
            Is(S.Restarting, E.TimerDue, S.Restarting, A.Reboot);
            Is(S.Restarting, E.StopRequested, S.Stopped, A.DropAndStop);
            HasRows(S.Restarting, 2);
        }

        [TestMethod]
        public void Claiming_and_refreshing_end_with_their_exchange_the_link_or_a_stop()
        {
            Is(S.Claiming, E.ExchangeEnded, S.Deciding, A.TakeClaim);
            Is(S.Claiming, E.NetworkLost, S.Offline, A.DropAndSeek);
            Is(S.Claiming, E.StopRequested, S.Stopped, A.DropAndStop);
            HasRows(S.Claiming, 3);
            Is(S.Refreshing, E.ExchangeEnded, S.Deciding, A.TakeRefresh);
            Is(S.Refreshing, E.NetworkLost, S.Offline, A.DropAndSeek);
            Is(S.Refreshing, E.StopRequested, S.Stopped, A.DropAndStop);
            HasRows(S.Refreshing, 5);
        }

        [TestMethod]
        public void Connecting_ends_opened_refused_without_link_or_stopped()
        {
            Is(S.Connecting, E.SessionOpened, S.Online, A.Greet);
            Is(S.Connecting, E.SessionRefused, S.Deciding, A.JudgeRefusal);
            Is(S.Connecting, E.NetworkLost, S.Offline, A.DropAndSeek);
            Is(S.Connecting, E.StopRequested, S.Stopped, A.DropAndStop);
            HasRows(S.Connecting, 6);
        }

        [TestMethod]
        public void Online_refreshes_beside_the_session()
        {
            Is(S.Online, E.RefreshNow, S.OnlineRefreshing, A.BeginRefresh);
            Is(S.Online, E.SessionClosed, S.Deciding, A.JudgeClose);
            Is(S.Online, E.NetworkLost, S.Offline, A.DropAndSeek);
            Is(S.Online, E.StopRequested, S.Closing, A.Close);
            HasRows(S.Online, 4);
            Is(S.OnlineRefreshing, E.ExchangeEnded, S.Online, A.NoteRefresh);
            Is(S.OnlineRefreshing, E.SessionClosed, S.Refreshing, A.NoteClose);
            Is(S.OnlineRefreshing, E.NetworkLost, S.Offline, A.DropAndSeek);
            Is(S.OnlineRefreshing, E.StopRequested, S.Closing, A.Close);
            HasRows(S.OnlineRefreshing, 4);
        }

        [TestMethod]
        public void Closing_ends_stopped_whatever_comes()
        {
            Is(S.Closing, E.SessionClosed, S.Stopped, A.DropAndStop);
            Is(S.Closing, E.TimerDue, S.Stopped, A.DropAndStop);
            Is(S.Closing, E.NetworkLost, S.Stopped, A.DropAndStop);
        }

        // A refresh that was on its way when the device was asked to stop still ends while it closes.
        [TestMethod]
        public void Closing_expects_the_end_of_a_refresh()
        {
            Assert.IsTrue(DeviceTable.Find(S.Closing, E.ExchangeEnded) >= 0);
        }

        [TestMethod]
        public void Stopped_is_the_end()
        {
            HasRows(S.Stopped, 0);
        }

        [TestMethod]
        public void No_pair_has_two_rows_and_nothing_is_no_event()
        {
            // 3 + 2 + 3 + 7 + 4 × 3 + 2 × 3 + 4 + 2 × 4 + 5 × 2 + 2 rows of the tests above, and those of closing.
            int rows = 0;
            for (int state = 0; state < States; state++)
            {
                rows += RowsOf((S)state);
                Assert.AreEqual(-1, DeviceTable.Find((S)state, E.None));
            }

            Assert.AreEqual(57 + RowsOf(S.Closing), rows);
        }

        [TestMethod]
        public void Every_state_that_lasts_can_be_stopped()
        {
            for (int state = (int)S.Unprovisioned; state < (int)S.Closing; state++)
            {
                bool isLasting = (S)state != S.Deciding;
                Assert.AreEqual(isLasting, DeviceTable.Find((S)state, E.StopRequested) >= 0, state.ToString());
            }
        }

        [TestMethod]
        public void Every_state_after_offline_bears_the_loss_of_the_link()
        {
            for (int state = (int)S.ClaimWait; state < (int)S.Restarting; state++)
            {
                Assert.IsTrue(DeviceTable.Find((S)state, E.NetworkLost) >= 0, state.ToString());
            }
        }

        [TestMethod]
        public void An_illegal_event_changes_nothing_is_counted_and_told_by_numbers()
        {
            DeviceHarness harness = DeviceHarness.Online();
            harness.Socket.Listener.OnOpened();
            harness.RunFor(10);
            Assert.AreEqual((int)S.Online, (int)harness.Device.State);
            Assert.AreEqual(1, harness.Device.IllegalEventCount);
            Assert.AreEqual(1, harness.Platform.Lines.CountOf("illegal event=15 state=11"));
        }

        private static void Is(S state, E occurred, S next, A action)
        {
            int row = DeviceTable.Find(state, occurred);
            Assert.IsTrue(row >= 0, "a row");
            Assert.AreEqual((int)next, (int)DeviceTable.NextState(row));
            Assert.AreEqual((int)action, (int)DeviceTable.Action(row));
        }

        private static void HasRows(S state, int count)
        {
            Assert.AreEqual(count, RowsOf(state), "legal events");
        }

        private static int RowsOf(S state)
        {
            int rows = 0;
            for (int occurred = 0; occurred < Events; occurred++)
            {
                rows += DeviceTable.Find(state, (E)occurred) >= 0 ? 1 : 0;
            }

            return rows;
        }
    }
}
