using TeddyFirmware.Diagnostics;
using TeddyFirmware.Resilience;
using TeddyFirmware.Session;
using TeddyFirmware.Wire;

namespace TeddyFirmware
{
    /// <content>What looks after the device itself: the supervisor, and the health snapshot.</content>
    public sealed partial class Device
    {
        private readonly Supervisor _supervisor;
        private readonly HealthCounters _health = new HealthCounters();
        private readonly Countdown _statusGap = new Countdown();
        private RebootLedger _reboots;
        private bool _isStatusDue;

        /// <summary>
        /// Asks for a health snapshot, from any thread: the observer gets it, and the server where a session is open.
        /// </summary>
        public void RequestStatus() => _inbox.NoteStatusWanted();

        // A device that has no tokens, no link, or a wait that the server asked for is not stuck. Backoff's waits are
        // no more than its cap; every longer one comes from an answer.
        private bool IsSupervised
        {
            get
            {
                bool isTrying = State >= DeviceState.Offline && State < DeviceState.Closing;
                bool isWaiting = State == DeviceState.RefreshWait || State == DeviceState.SessionWait;
                return isTrying && _tokens.IsClaimed && _platform.Network.IsUp && !(isWaiting && _decidedWaitMs > Backoff.CapMs);
            }
        }

        private void Supervise()
        {
            if (_session != null && _session.IsOpen)
            {
                // Its heartbeat watches over it.
                _supervisor.OnProgress();
            }

            SupervisorRemedy remedy = _supervisor.Look(_platform.Clock.MonotonicMs, IsSupervised);
            if (remedy == SupervisorRemedy.Reboot && _reboots.TryNote(State))
            {
                Raise(DeviceEvent.StalledForLong);
            }
            else if (remedy != SupervisorRemedy.None)
            {
                Raise(DeviceEvent.Stalled);
            }
        }

        private void RenewNetwork()
        {
            _log.Warning(LogArea.Device, "no progress: renewing the network");
            Drop();
            StartTimer(_options.NetworkRetryMs);
            _platform.Network.Renew();
        }

        private void Reboot()
        {
            _log.Warning(LogArea.Device, "no progress: restarting reboots_today=" + _reboots.Count.ToString());
            Drop();

            // Where that did not help, it is tried again.
            StartTimer(_options.RebootAgainMs);
            _platform.Power.Reboot();
        }

        private void LoadReboots(RebootLedger reboots)
        {
            _reboots = reboots;
            if (reboots.Count > 0)
            {
                _log.Warning(LogArea.Boot, "last restart for want of progress state=" + ((int)reboots.LastState).ToString() + " that_day=" + reboots.Count.ToString());
            }
        }

        private void TakeStatusRequest()
        {
            if (_statusGap.IsDue(_platform.Clock.MonotonicMs))
            {
                _statusGap.Stop();
            }

            // Asked again and again, the device answers once in a while.
            if (!_statusGap.IsRunning && _settings != null && _inbox.TakeStatusWanted())
            {
                _isStatusDue = true;
            }
        }

        private void SendStatus()
        {
            TakeStatusRequest();
            bool isOnline = State == DeviceState.Online || State == DeviceState.OnlineRefreshing;
            if (!_isStatusDue || (isOnline && !_queue.HasRoom(StatusText.MaxBytes)))
            {
                return;
            }

            _isStatusDue = false;
            _statusGap.Start(_platform.Clock.MonotonicMs, _options.StatusGapMs);
            string status = Status();
            _observer?.OnStatus(status);
            if (isOnline)
            {
                _queue.Add(status, SendMode.AtMostOnce);
            }
        }

        private string Status()
        {
            JsonObjectWriter status = new JsonObjectWriter();
            status.Add("type", StatusText.Type);
            status.Add("firmware_version", _options.FirmwareVersion);
            status.Add("uptime_s", _log.ElapsedMs / 1000);
            status.Add("sessions", _session.Attempt);
            status.Add("claims", _claimer.Count);
            status.Add("refreshes", _refresher.Count);
            StatusText.AddHealth(status, _health);
            status.AddCount("messages_unhandled", Messages.IgnoredCount);
            status.AddCount("messages_dropped", Messages.DroppedCount);
            status.AddCount("handlers_failed", Messages.FailedCount);
            status.AddCount("frames_ignored", _inbox.IgnoredCount);
            status.AddCount("messages_too_long", _inbox.TooLongCount);
            status.AddCount("illegal_events", IllegalEventCount);
            status.AddCount("own_faults", _session.OwnFaultCount);
            status.AddCount("out_of_memory", _memory.Count);
            status.AddCount("reboots", _reboots.Count);
            status.AddCount("crashes", _options.CrashCount);
            status.AddCount("free_memory", _platform.Power.FreeMemoryBytes);
            return status.ToString();
        }
    }
}
