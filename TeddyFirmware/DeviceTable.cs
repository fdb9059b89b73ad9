using A = TeddyFirmware.DeviceAction;
using E = TeddyFirmware.DeviceEvent;
using S = TeddyFirmware.DeviceState;

namespace TeddyFirmware
{
    /// <summary>The device's transition table: a row for each legal pair of state and event.</summary>
    /// <remarks>
    /// Four bytes a row, because an object a row would cost the board's heap 72 (facts page, section 13). A pair
    /// without a row is a fault in the firmware: it changes nothing, is logged, and is counted.
    /// </remarks>
    public static class DeviceTable
    {
        private const int Columns = 4;

        private static readonly byte[] s_rows =
        {
            // state                     event                       next state                  action
            (byte)S.Booting,             (byte)E.Started,            (byte)S.Booting,            (byte)A.LoadSettings,
            (byte)S.Booting,             (byte)E.SettingsFound,      (byte)S.Offline,            (byte)A.SeekNetwork,
            (byte)S.Booting,             (byte)E.SettingsMissing,    (byte)S.Unprovisioned,      (byte)A.AwaitSettings,

            (byte)S.Unprovisioned,       (byte)E.TimerDue,           (byte)S.Booting,            (byte)A.LoadSettings,
            (byte)S.Unprovisioned,       (byte)E.StopRequested,      (byte)S.Stopped,            (byte)A.DropAndStop,

            (byte)S.Offline,             (byte)E.NetworkReady,       (byte)S.Deciding,           (byte)A.Decide,
            (byte)S.Offline,             (byte)E.TimerDue,           (byte)S.Offline,            (byte)A.SeekNetwork,
            (byte)S.Offline,             (byte)E.StopRequested,      (byte)S.Stopped,            (byte)A.DropAndStop,
            (byte)S.Offline,             (byte)E.Stalled,            (byte)S.Offline,            (byte)A.RenewNetwork,
            (byte)S.Offline,             (byte)E.StalledForLong,     (byte)S.Restarting,         (byte)A.Reboot,

            (byte)S.Deciding,            (byte)E.ClaimNow,           (byte)S.Claiming,           (byte)A.BeginClaim,
            (byte)S.Deciding,            (byte)E.ClaimLater,         (byte)S.ClaimWait,          (byte)A.Wait,
            (byte)S.Deciding,            (byte)E.ClaimMuchLater,     (byte)S.Misconfigured,      (byte)A.Wait,
            (byte)S.Deciding,            (byte)E.RefreshNow,         (byte)S.Refreshing,         (byte)A.BeginRefresh,
            (byte)S.Deciding,            (byte)E.RefreshLater,       (byte)S.RefreshWait,        (byte)A.Wait,
            (byte)S.Deciding,            (byte)E.ConnectNow,         (byte)S.Connecting,         (byte)A.Connect,
            (byte)S.Deciding,            (byte)E.ConnectLater,       (byte)S.SessionWait,        (byte)A.Wait,

            // Or memory, in the midst of the decision.
            (byte)S.Deciding,            (byte)E.NetworkLost,        (byte)S.Offline,            (byte)A.DropAndSeek,

            (byte)S.ClaimWait,           (byte)E.TimerDue,           (byte)S.Deciding,           (byte)A.Decide,
            (byte)S.ClaimWait,           (byte)E.NetworkLost,        (byte)S.Offline,            (byte)A.SeekNetwork,
            (byte)S.ClaimWait,           (byte)E.StopRequested,      (byte)S.Stopped,            (byte)A.DropAndStop,

            (byte)S.Misconfigured,       (byte)E.TimerDue,           (byte)S.Deciding,           (byte)A.Decide,
            (byte)S.Misconfigured,       (byte)E.NetworkLost,        (byte)S.Offline,            (byte)A.SeekNetwork,
            (byte)S.Misconfigured,       (byte)E.StopRequested,      (byte)S.Stopped,            (byte)A.DropAndStop,

            (byte)S.Claiming,            (byte)E.ExchangeEnded,      (byte)S.Deciding,           (byte)A.TakeClaim,
            (byte)S.Claiming,            (byte)E.NetworkLost,        (byte)S.Offline,            (byte)A.DropAndSeek,
            (byte)S.Claiming,            (byte)E.StopRequested,      (byte)S.Stopped,            (byte)A.DropAndStop,

            (byte)S.RefreshWait,         (byte)E.TimerDue,           (byte)S.Deciding,           (byte)A.Decide,
            (byte)S.RefreshWait,         (byte)E.NetworkLost,        (byte)S.Offline,            (byte)A.SeekNetwork,
            (byte)S.RefreshWait,         (byte)E.StopRequested,      (byte)S.Stopped,            (byte)A.DropAndStop,
            (byte)S.RefreshWait,         (byte)E.Stalled,            (byte)S.Offline,            (byte)A.RenewNetwork,
            (byte)S.RefreshWait,         (byte)E.StalledForLong,     (byte)S.Restarting,         (byte)A.Reboot,

            (byte)S.Refreshing,          (byte)E.ExchangeEnded,      (byte)S.Deciding,           (byte)A.TakeRefresh,
            (byte)S.Refreshing,          (byte)E.NetworkLost,        (byte)S.Offline,            (byte)A.DropAndSeek,
            (byte)S.Refreshing,          (byte)E.StopRequested,      (byte)S.Stopped,            (byte)A.DropAndStop,
            (byte)S.Refreshing,          (byte)E.Stalled,            (byte)S.Offline,            (byte)A.RenewNetwork,
            (byte)S.Refreshing,          (byte)E.StalledForLong,     (byte)S.Restarting,         (byte)A.Reboot,

            (byte)S.SessionWait,         (byte)E.TimerDue,           (byte)S.Deciding,           (byte)A.Decide,
            (byte)S.SessionWait,         (byte)E.NetworkLost,        (byte)S.Offline,            (byte)A.SeekNetwork,
            (byte)S.SessionWait,         (byte)E.StopRequested,      (byte)S.Stopped,            (byte)A.DropAndStop,
            (byte)S.SessionWait,         (byte)E.Stalled,            (byte)S.Offline,            (byte)A.RenewNetwork,
            (byte)S.SessionWait,         (byte)E.StalledForLong,     (byte)S.Restarting,         (byte)A.Reboot,

            (byte)S.Connecting,          (byte)E.SessionOpened,      (byte)S.Online,             (byte)A.Greet,
            (byte)S.Connecting,          (byte)E.SessionRefused,     (byte)S.Deciding,           (byte)A.JudgeRefusal,
            (byte)S.Connecting,          (byte)E.NetworkLost,        (byte)S.Offline,            (byte)A.DropAndSeek,
            (byte)S.Connecting,          (byte)E.StopRequested,      (byte)S.Stopped,            (byte)A.DropAndStop,
            (byte)S.Connecting,          (byte)E.Stalled,            (byte)S.Offline,            (byte)A.RenewNetwork,
            (byte)S.Connecting,          (byte)E.StalledForLong,     (byte)S.Restarting,         (byte)A.Reboot,

            (byte)S.Online,              (byte)E.RefreshNow,         (byte)S.OnlineRefreshing,   (byte)A.BeginRefresh,
            (byte)S.Online,              (byte)E.SessionClosed,      (byte)S.Deciding,           (byte)A.JudgeClose,
            (byte)S.Online,              (byte)E.NetworkLost,        (byte)S.Offline,            (byte)A.DropAndSeek,
            (byte)S.Online,              (byte)E.StopRequested,      (byte)S.Closing,            (byte)A.Close,

            (byte)S.OnlineRefreshing,    (byte)E.ExchangeEnded,      (byte)S.Online,             (byte)A.NoteRefresh,
            (byte)S.OnlineRefreshing,    (byte)E.SessionClosed,      (byte)S.Refreshing,         (byte)A.NoteClose,
            (byte)S.OnlineRefreshing,    (byte)E.NetworkLost,        (byte)S.Offline,            (byte)A.DropAndSeek,
            (byte)S.OnlineRefreshing,    (byte)E.StopRequested,      (byte)S.Closing,            (byte)A.Close,

            (byte)S.Closing,             (byte)E.SessionClosed,      (byte)S.Stopped,            (byte)A.DropAndStop,
            (byte)S.Closing,             (byte)E.ExchangeEnded,      (byte)S.Closing,            (byte)A.NoteRefresh,
            (byte)S.Closing,             (byte)E.TimerDue,           (byte)S.Stopped,            (byte)A.DropAndStop,
            (byte)S.Closing,             (byte)E.NetworkLost,        (byte)S.Stopped,            (byte)A.DropAndStop,

            (byte)S.Restarting,          (byte)E.TimerDue,           (byte)S.Restarting,         (byte)A.Reboot,
            (byte)S.Restarting,          (byte)E.StopRequested,      (byte)S.Stopped,            (byte)A.DropAndStop,
        };

        /// <summary>Looks a pair up.</summary>
        /// <param name="state">The state.</param>
        /// <param name="occurred">The event.</param>
        /// <returns>The row's number; -1 where the pair is illegal.</returns>
        public static int Find(DeviceState state, DeviceEvent occurred)
        {
            for (int at = 0; at < s_rows.Length; at += Columns)
            {
                if (s_rows[at] == (byte)state && s_rows[at + 1] == (byte)occurred)
                {
                    return at / Columns;
                }
            }

            return -1;
        }

        /// <summary>Gets a row's next state.</summary>
        /// <param name="row">The row's number.</param>
        /// <returns>The state.</returns>
        public static DeviceState NextState(int row) => (DeviceState)s_rows[(row * Columns) + 2];

        /// <summary>Gets a row's action.</summary>
        /// <param name="row">The row's number.</param>
        /// <returns>The action.</returns>
        public static DeviceAction Action(int row) => (DeviceAction)s_rows[(row * Columns) + 3];
    }
}
