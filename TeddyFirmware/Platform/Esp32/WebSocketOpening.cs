using System;
using TeddyFirmware.Protocol;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Opens one WebSocket: name, TCP, TLS, upgrade; and remembers what stood in the way.</summary>
    internal sealed class WebSocketOpening
    {
        private const int PollMs = 250;

        private readonly WebSocketRun _run;
        private readonly TlsDialer _dialer;
        private readonly IClock _clock;
        private readonly IRandom _random;
        private Upgrade _upgrade;
        private OpenFailure _failure = OpenFailure.Unreachable;
        private string _errorClass;
        private long _deadlineMs;

        internal WebSocketOpening(WebSocketRun run, TlsDialer dialer, IClock clock, IRandom random)
        {
            _run = run;
            _dialer = dialer;
            _clock = clock;
            _random = random;
        }

        /// <summary>Gets the reader of what follows the upgrade's answer, with what came with it.</summary>
        internal FrameReader Reader { get; } = new FrameReader();

        private int LeftMs
        {
            get
            {
                long leftMs = _deadlineMs - _clock.MonotonicMs;
                return leftMs < 1 ? 1 : (int)leftMs;
            }
        }

        internal bool Perform(ServerUrl url, long deadlineMs)
        {
            _deadlineMs = deadlineMs;
            try
            {
                return url != null && TryDial(url) && TryUpgrade(url);
            }
            catch (Exception exception)
            {
                Fail(TransportFault.IsTimeout(exception) ? OpenFailure.TimedOut : OpenFailure.Unreachable, TransportFault.ClassOf(exception));
                return false;
            }
        }

        internal void Fail(OpenFailure failure, string errorClass)
        {
            _failure = failure;
            _errorClass = errorClass;
        }

        internal void Report(IWebSocketListener listener)
        {
            if (listener == null)
            {
                return;
            }

            bool isRefusal = _failure == OpenFailure.HttpStatus;
            listener.OnRefused(_failure, _upgrade == null ? 0 : _upgrade.Status, isRefusal ? _upgrade.RetryAfter : null, _errorClass);
        }

        private bool TryDial(ServerUrl url)
        {
            bool isOpen = _dialer.Dial(url.Host, url.Port, LeftMs);
            if (!isOpen)
            {
                Fail(_dialer.Failure, _dialer.ErrorClass);
            }

            return isOpen;
        }

        private bool TryUpgrade(ServerUrl url)
        {
            _upgrade = new Upgrade(url, _random);
            byte[] request = _upgrade.Request;
            _dialer.Write(request, 0, request.Length, LeftMs);
            Array.Clear(request, 0, request.Length);
            if (!ReadAnswer())
            {
                return false;
            }

            if (_upgrade.IsAccepted())
            {
                return true;
            }

            Fail(_upgrade.Failure, _upgrade.Fault);
            return false;
        }

        private bool ReadAnswer()
        {
            while (!_upgrade.IsAnswered)
            {
                if (_run.IsEnding || _clock.MonotonicMs >= _deadlineMs)
                {
                    Fail(OpenFailure.TimedOut, null);
                    return false;
                }

                int count = _dialer.Read(Reader.Buffer, 0, Reader.Buffer.Length, PollMs);
                if (count < 0)
                {
                    Fail(OpenFailure.Unreachable, "ended-early");
                    return false;
                }

                int headBytes = _upgrade.Take(Reader.Buffer, count);
                Reader.Receive(headBytes, count - headBytes);
            }

            return true;
        }
    }
}
