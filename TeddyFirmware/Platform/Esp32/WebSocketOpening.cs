using System;
using System.Net.Sockets;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Opens one WebSocket: name, TCP, TLS, upgrade; and remembers what stood in the way.</summary>
    internal sealed class WebSocketOpening
    {
        private const int PartBytes = 256;
        private const int PollMs = 250;
        private const int SwitchingProtocols = 101;

        private readonly WebSocketRun _run;
        private readonly TlsDialer _dialer;
        private readonly IClock _clock;
        private readonly IRandom _random;
        private UpgradeAnswer _answer;
        private OpenFailure _failure;
        private string _errorClass;
        private long _deadlineMs;

        internal WebSocketOpening(WebSocketRun run, TlsDialer dialer, IClock clock, IRandom random)
        {
            _run = run;
            _dialer = dialer;
            _clock = clock;
            _random = random;
        }

        private int LeftMs
        {
            get
            {
                long leftMs = _deadlineMs - _clock.MonotonicMs;
                return leftMs < 1 ? 1 : (int)leftMs;
            }
        }

        internal bool Perform(WssUrl url, long deadlineMs)
        {
            _deadlineMs = deadlineMs;
            try
            {
                return url != null && TryDial(url) && TryUpgrade(url);
            }
            catch (Exception exception)
            {
                Fail(TransportFault.IsTimeout(exception) ? OpenFailure.TimedOut : OpenFailure.Unreachable, exception);
                return false;
            }
        }

        internal void Fail(OpenFailure failure)
        {
            _failure = failure;
        }

        internal void Fail(OpenFailure failure, Exception exception)
        {
            _failure = failure;
            _errorClass = TransportFault.ClassOf(exception);
        }

        internal byte[] TakeEarlyBytes()
        {
            return _answer.TakeRest();
        }

        internal void Report(IWebSocketListener listener)
        {
            if (listener == null)
            {
                return;
            }

            bool isAnswered = _answer != null && _failure != OpenFailure.BadUpgrade;
            listener.OnRefused(
                _failure,
                _failure == OpenFailure.HttpStatus ? _answer.Status : 0,
                isAnswered ? _answer.RetryAfter : null,
                _errorClass);
        }

        private bool TryDial(WssUrl url)
        {
            if (_dialer.Dial(url.Host, url.Port, LeftMs))
            {
                return true;
            }

            _failure = _dialer.Failure;
            _errorClass = _dialer.ErrorClass;
            return false;
        }

        private bool TryUpgrade(WssUrl url)
        {
            Upgrade upgrade = new Upgrade(url, _random);
            byte[] request = upgrade.ToBytes();
            _dialer.Socket.SendTimeout = LeftMs;
            _dialer.Stream.Write(request, 0, request.Length);
            Array.Clear(request, 0, request.Length);
            _answer = new UpgradeAnswer();
            if (!ReadAnswer())
            {
                return false;
            }

            if (_answer.IsAccepted(upgrade.AcceptKey))
            {
                return true;
            }

            bool isRefusal = _answer.Status != 0 && _answer.Status != SwitchingProtocols;
            _failure = isRefusal ? OpenFailure.HttpStatus : OpenFailure.BadUpgrade;
            return false;
        }

        private bool ReadAnswer()
        {
            byte[] part = new byte[PartBytes];
            while (!_answer.IsWhole)
            {
                if (_run.IsEnding || _clock.MonotonicMs >= _deadlineMs)
                {
                    _failure = OpenFailure.TimedOut;
                    return false;
                }

                if (!_dialer.Stream.DataAvailable && !_dialer.Socket.Poll(PollMs * 1000, SelectMode.SelectRead))
                {
                    continue;
                }

                _dialer.Socket.ReceiveTimeout = LeftMs;
                int count = _dialer.Stream.Read(part, 0, part.Length);
                if (count <= 0)
                {
                    _failure = OpenFailure.Unreachable;
                    return false;
                }

                _answer.Add(part, count);
                if (_answer.IsTooLong)
                {
                    _failure = OpenFailure.BadUpgrade;
                    return false;
                }
            }

            return true;
        }
    }
}
