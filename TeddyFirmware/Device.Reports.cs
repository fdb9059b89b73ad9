using TeddyFirmware.Diagnostics;
using TeddyFirmware.Session;

namespace TeddyFirmware
{
    /// <content>What the adapters report, turned into events.</content>
    public sealed partial class Device
    {
        private void DrainInbox()
        {
            while (_inbox.Take(_item))
            {
                TakeReport();
                _item.Clear();
            }

            int attempt = _inbox.TakeAlive();
            if (attempt != 0 && attempt == SessionAttempt)
            {
                _session.OnAlive();
            }
        }

        private void TakeReport()
        {
            if (_item.Kind == InboxKind.ExchangeEnded)
            {
                if (_call.End(_item.Exchange))
                {
                    Raise(DeviceEvent.ExchangeEnded);
                }

                return;
            }

            if (_item.Kind == InboxKind.StopRequested)
            {
                Raise(DeviceEvent.StopRequested);
                return;
            }

            // A report of an attempt that was given up says nothing about the present.
            if (_item.Attempt != SessionAttempt || !_session.IsActive)
            {
                return;
            }

            switch (_item.Kind)
            {
                case InboxKind.Opened:
                    Raise(DeviceEvent.SessionOpened);
                    break;
                case InboxKind.Refused:
                    Raise(DeviceEvent.SessionRefused);
                    break;
                case InboxKind.Text:
                    TakeText(_item.Message, _item.Number);
                    break;
                case InboxKind.Sent:
                    _session.OnSent();
                    break;
                default:
                    Raise(DeviceEvent.SessionClosed);
                    break;
            }
        }

        private void TakeText(byte[] message, int length)
        {
            _session.OnAlive();
            int roundTripMs = _session.MatchEcho(message, length);
            if (roundTripMs >= 0)
            {
                int echoed = length - EchoTracker.Prefix.Length;
                LogFirstEcho(echoed, roundTripMs);
                _observer?.OnEcho(echoed, roundTripMs);
            }
            else
            {
                Messages.Route(message, length);
            }

            _observer?.OnMessage(message, length);
        }

        // The first one proves the session. A line for each would be most of what an echo allocates.
        private void LogFirstEcho(int echoed, int roundTripMs)
        {
            if (!_isEchoLogged)
            {
                _isEchoLogged = true;
                _log.Info(LogArea.Session, "echo bytes=" + echoed.ToString() + " round_trip_ms=" + roundTripMs.ToString());
            }
        }
    }
}
