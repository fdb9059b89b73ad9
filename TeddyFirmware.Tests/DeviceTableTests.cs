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

        // Rows that many states have.
        private static readonly int s_decided = Row(E.TimerDue, S.Deciding, A.Decide);
        private static readonly int s_lost = Row(E.NetworkLost, S.Offline, A.SeekNetwork);
        private static readonly int s_dropped = Row(E.NetworkLost, S.Offline, A.DropAndSeek);
        private static readonly int s_stopped = Row(E.StopRequested, S.Stopped, A.DropAndStop);
        private static readonly int s_closed = Row(E.StopRequested, S.Closing, A.Close);

        // A device without tokens is not supervised, and an open session has its heartbeat.
        private static readonly int s_renewed = Row(E.Stalled, S.Offline, A.RenewNetwork);
        private static readonly int s_rebooted = Row(E.StalledForLong, S.Restarting, A.Reboot);

        [TestMethod]
        public void Booting_reads_the_settings() => HasExactly(
            S.Booting,
            Row(E.Started, S.Booting, A.LoadSettings),
            Row(E.SettingsFound, S.Offline, A.SeekNetwork),
            Row(E.SettingsMissing, S.Unprovisioned, A.AwaitSettings));

        [TestMethod]
        public void Unprovisioned_looks_again_from_time_to_time() => HasExactly(S.Unprovisioned, Row(E.TimerDue, S.Booting, A.LoadSettings), s_stopped);

        [TestMethod]
        public void Offline_waits_for_link_and_time() => HasExactly(
            S.Offline, Row(E.NetworkReady, S.Deciding, A.Decide), Row(E.TimerDue, S.Offline, A.SeekNetwork), s_stopped, s_renewed, s_rebooted);

        [TestMethod]
        public void Deciding_goes_where_the_decision_says() => HasExactly(
            S.Deciding,
            Row(E.ClaimNow, S.Claiming, A.BeginClaim),
            Row(E.ClaimLater, S.ClaimWait, A.Wait),
            Row(E.ClaimMuchLater, S.Misconfigured, A.Wait),
            Row(E.RefreshNow, S.Refreshing, A.BeginRefresh),
            Row(E.RefreshLater, S.RefreshWait, A.Wait),
            Row(E.ConnectNow, S.Connecting, A.Connect),
            Row(E.ConnectLater, S.SessionWait, A.Wait),
            s_dropped);

        [TestMethod]
        public void The_four_waits_end_with_their_timer_the_link_a_stop_or_the_supervisor()
        {
            HasExactly(S.ClaimWait, s_decided, s_lost, s_stopped);
            HasExactly(S.Misconfigured, s_decided, s_lost, s_stopped);
            HasExactly(S.RefreshWait, s_decided, s_lost, s_stopped, s_renewed, s_rebooted);
            HasExactly(S.SessionWait, s_decided, s_lost, s_stopped, s_renewed, s_rebooted);
        }

        [TestMethod]
        public void Claiming_and_refreshing_end_with_their_exchange_the_link_or_a_stop()
        {
            HasExactly(S.Claiming, Row(E.ExchangeEnded, S.Deciding, A.TakeClaim), s_dropped, s_stopped);
            HasExactly(S.Refreshing, Row(E.ExchangeEnded, S.Deciding, A.TakeRefresh), s_dropped, s_stopped, s_renewed, s_rebooted);
        }

        [TestMethod]
        public void Connecting_ends_opened_refused_without_link_or_stopped() => HasExactly(
            S.Connecting,
            Row(E.SessionOpened, S.Online, A.Greet),
            Row(E.SessionRefused, S.Deciding, A.JudgeRefusal),
            s_dropped,
            s_stopped,
            s_renewed,
            s_rebooted);

        [TestMethod]
        public void Online_refreshes_beside_the_session()
        {
            HasExactly(
                S.Online, Row(E.RefreshNow, S.OnlineRefreshing, A.BeginRefresh), Row(E.SessionClosed, S.Deciding, A.JudgeClose), s_dropped, s_closed);
            HasExactly(
                S.OnlineRefreshing, Row(E.ExchangeEnded, S.Online, A.NoteRefresh), Row(E.SessionClosed, S.Refreshing, A.NoteClose), s_dropped, s_closed);
        }

        // A refresh that was on its way when the device was asked to stop still ends while it closes.
        [TestMethod]
        public void Closing_ends_stopped_whatever_comes_and_expects_the_end_of_a_refresh() => HasExactly(
            S.Closing,
            Row(E.SessionClosed, S.Stopped, A.DropAndStop),
            Row(E.TimerDue, S.Stopped, A.DropAndStop),
            Row(E.NetworkLost, S.Stopped, A.DropAndStop),
            Row(E.ExchangeEnded, S.Closing, A.NoteRefresh));

        [TestMethod]
        public void Restarting_ends_with_the_restart_or_a_stop() => HasExactly(S.Restarting, Row(E.TimerDue, S.Restarting, A.Reboot), s_stopped);

        [TestMethod]
        public void Stopped_is_the_end() => HasExactly(S.Stopped);

        // A second row of a pair would never be found: then the last row found has a higher number than there are pairs.
        [TestMethod]
        public void No_pair_has_two_rows_and_nothing_is_no_event()
        {
            int pairs = 0;
            int last = -1;
            for (int state = 0; state < States; state++)
            {
                Assert.AreEqual(-1, DeviceTable.Find((S)state, E.None));
                for (int occurred = 0; occurred < Events; occurred++)
                {
                    int row = DeviceTable.Find((S)state, (E)occurred);
                    pairs += row >= 0 ? 1 : 0;
                    last = row > last ? row : last;
                }
            }

            Assert.AreEqual(pairs - 1, last);
        }

        [TestMethod]
        public void Every_state_that_lasts_can_be_stopped_and_after_offline_bears_the_loss_of_the_link()
        {
            for (int state = (int)S.Unprovisioned; state < (int)S.Restarting; state++)
            {
                bool isStopping = (S)state == S.Deciding || (S)state == S.Closing;
                Assert.AreEqual(!isStopping, DeviceTable.Find((S)state, E.StopRequested) >= 0, state.ToString());
                Assert.IsTrue(state < (int)S.ClaimWait || DeviceTable.Find((S)state, E.NetworkLost) >= 0, state.ToString());
            }
        }

        [TestMethod]
        public void An_illegal_event_changes_nothing_is_counted_and_told_by_numbers()
        {
            DeviceHarness device = DeviceHarness.Online();
            device.Socket.Listener.OnOpened();
            device.Device.Step();
            Assert.AreEqual(1, device.Is(S.Online).Logged(1, "illegal event=15 state=11").Device.IllegalEventCount);
        }

        private static int Row(E occurred, S next, A action) => ((int)occurred << 16) | ((int)next << 8) | (int)action;

        private static void HasExactly(S state, params int[] rows)
        {
            int legal = 0;
            for (int occurred = 0; occurred < Events; occurred++)
            {
                legal += DeviceTable.Find(state, (E)occurred) >= 0 ? 1 : 0;
            }

            Assert.AreEqual(rows.Length, legal, "legal events");
            for (int i = 0; i < rows.Length; i++)
            {
                int row = DeviceTable.Find(state, (E)(rows[i] >> 16));
                Assert.IsTrue(row >= 0, "no row for event " + (rows[i] >> 16).ToString());
                Assert.AreEqual((rows[i] >> 8) & 0xFF, (int)DeviceTable.NextState(row), "next state");
                Assert.AreEqual(rows[i] & 0xFF, (int)DeviceTable.Action(row), "action");
            }
        }
    }
}
