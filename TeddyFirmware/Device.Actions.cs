using TeddyFirmware.Claiming;
using TeddyFirmware.Diagnostics;
using TeddyFirmware.Platform;
using TeddyFirmware.Provisioning;
using TeddyFirmware.Resilience;
using TeddyFirmware.Session;
using TeddyFirmware.Storage;
using TeddyFirmware.Tokens;

namespace TeddyFirmware
{
    /// <content>The actions of the table, and the decision what comes next.</content>
    public sealed partial class Device
    {
        private int SessionAttempt => _session == null ? 0 : _session.Attempt;

        private bool NeedsNetwork => State > DeviceState.Offline && State < DeviceState.Restarting;

        // Returns the event that the action itself brings about.
        private DeviceEvent Run(DeviceAction action)
        {
            switch (action)
            {
                case DeviceAction.LoadSettings: return LoadSettings();
                case DeviceAction.AwaitSettings: StartTimer(_options.ProvisioningPollMs); break;
                case DeviceAction.SeekNetwork: SeekNetwork(); break;
                case DeviceAction.Decide: return Decide();
                case DeviceAction.Wait: StartTimer(_decidedWaitMs); break;
                case DeviceAction.BeginClaim: _claimer.Begin(_call); break;
                case DeviceAction.TakeClaim: return TakeClaim();
                case DeviceAction.BeginRefresh: _refresher.Begin(_call); break;
                case DeviceAction.TakeRefresh: TakeRefresh(); return Decide();
                case DeviceAction.NoteRefresh: TakeRefresh(); break;
                case DeviceAction.Connect: _session.Connect(_settings); break;
                case DeviceAction.Greet: Greet(); break;
                case DeviceAction.JudgeClose: JudgeClose(); return Decide();
                case DeviceAction.JudgeRefusal: JudgeRefusal(); return Decide();
                case DeviceAction.NoteClose: JudgeClose(); break;
                case DeviceAction.Close: _session.Close(); StartTimer(_options.CloseDeadlineMs); break;
                case DeviceAction.RenewNetwork: RenewNetwork(); break;
                case DeviceAction.Reboot: Reboot(); break;
                case DeviceAction.DropAndSeek: Drop(); SeekNetwork(); break;
                case DeviceAction.DropAndStop: Drop(); _log.Info(LogArea.Boot, "stopped"); break;
            }

            return DeviceEvent.None;
        }

        // Asked for again and again: a board that does not join by itself tries once for each time it is asked.
        private void SeekNetwork()
        {
            StartTimer(_options.NetworkRetryMs);
            _platform.Network.Begin();
        }

        private DeviceEvent LoadSettings()
        {
            SealedStore store = new SealedStore(_platform, _log);
            SettingsStore settings = new SettingsStore(_platform.Flash, store, _log);
            _settings = settings.Load();
            if (_settings == null)
            {
                _log.Error(LogArea.Settings, "no settings: put " + FlashFiles.Provisioning + " into the device's flash");
                return DeviceEvent.SettingsMissing;
            }

            _tokens = new TokenKeeper(_platform.Clock, store, _random, _log);
            ClaimLedger ledger = new ClaimLedger(_platform.Clock, store);
            _claimer = new Claimer(_platform, _settings, _tokens, _random, ledger, _log, _options.FirmwareVersion);
            _refresher = new Refresher(_platform, _settings, _tokens, _random, _log);
            _session = new SessionLink(_platform, _inbox, _queue, _tokens, _random, _options, _log);
            LoadReboots(new RebootLedger(_platform.Clock, store));
            _log.Info(LogArea.Settings, "device=" + Redact.DeviceId(_settings.DeviceId) + " server=" + _settings.ServerUrl
                + " fingerprint=" + SettingsFingerprint.Of(_platform, _settings));
            _log.Info(LogArea.Tokens, _tokens.IsClaimed ? "found sealed: no claim needed" : "none stored: a claim is needed");
            return DeviceEvent.SettingsFound;
        }

        private DeviceEvent Decide()
        {
            switch (_tokens.Need())
            {
                case TokenNeed.Claim:
                    _decidedWaitMs = _claimer.WaitMs();
                    bool isMisconfigured = _claimer.LastVerdict == ClaimVerdict.Misconfigured;
                    return _decidedWaitMs == 0 ? DeviceEvent.ClaimNow
                        : isMisconfigured ? DeviceEvent.ClaimMuchLater : DeviceEvent.ClaimLater;
                case TokenNeed.Refresh:
                    _decidedWaitMs = _refresher.WaitMs;
                    return _decidedWaitMs == 0 ? DeviceEvent.RefreshNow : DeviceEvent.RefreshLater;
                default:
                    _decidedWaitMs = _session.WaitMs;
                    return _decidedWaitMs == 0 ? DeviceEvent.ConnectNow : DeviceEvent.ConnectLater;
            }
        }

        private DeviceEvent TakeClaim()
        {
            NoteAnswer();
            LookForMemory(_call.Answer.ErrorClass, "claim");
            _health.NoteClaim(_call.Answer);
            _claimer.Take(_call.Answer, _call.ElapsedMs);
            if (_claimer.LastVerdict == ClaimVerdict.Accepted)
            {
                _session.OnClaimed();
            }

            _call.Forget();
            return Decide();
        }

        private void TakeRefresh()
        {
            NoteAnswer();
            LookForMemory(_call.Answer.ErrorClass, "refresh");
            _health.NoteRefresh(_call.Answer);
            _refresher.Take(_call.Answer, _call.ElapsedMs);
            _call.Forget();
        }

        // Whatever the server says, it is there.
        private void NoteAnswer()
        {
            if (HttpExchange.HasStatus(_call.Answer.Outcome))
            {
                _supervisor.OnProgress();
            }
        }

        // A first text of our own: its echo proves the session, and tells the round trip.
        private void Greet()
        {
            _session.OnOpened();
            _isEchoLogged = false;
            _isStatusDue = true;
        }

        private void JudgeClose()
        {
            LookForMemory(_item.Number == CloseCode.OutOfMemory ? MemoryFaults.ClassName : null, "session");
            _health.NoteClose(_item.Number);
            _session.JudgeClose(_item.Number);
        }

        private void JudgeRefusal()
        {
            LookForMemory(_item.Refusal.ErrorClass, "session");
            _health.NoteRefusal(_item);
            if (_item.Refusal.Failure == OpenFailure.HttpStatus)
            {
                _supervisor.OnProgress();
            }

            _session.JudgeRefusal(_item);
        }

        private void Drop()
        {
            _call.Abandon();
            if (_session != null)
            {
                _claimer.Abandon(_call.IsSent);
                _refresher.Abandon();
                _session.Drop();
            }

            _call.Forget();
        }

        private void StartTimer(long delayMs) => _timer.Start(_platform.Clock.MonotonicMs, delayMs);

        private int NextWaitMs()
        {
            if (State == DeviceState.Stopped)
            {
                return MaxWaitMs;
            }

            long waitMs = State == DeviceState.Offline ? _options.NetworkPollMs : MaxWaitMs;
            waitMs = Shorter(waitMs, _supervisor.RemainingMs);
            waitMs = Shorter(waitMs, _statusGap.RemainingMs(_platform.Clock.MonotonicMs));
            waitMs = Shorter(waitMs, _timer.RemainingMs(_platform.Clock.MonotonicMs));
            waitMs = Shorter(waitMs, _call.RemainingMs);
            if (_session != null && _session.IsActive)
            {
                waitMs = Shorter(waitMs, _session.RemainingMs());
            }

            if (State == DeviceState.Online)
            {
                waitMs = Shorter(waitMs, _tokens.RefreshInMs);
            }

            return (int)waitMs;
        }

        private static long Shorter(long left, long right) => left < right ? left : right;
    }
}
