using System;
using TeddyFirmware.Protocol;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Opens one WebSocket: name, TCP, TLS, upgrade; and remembers what stood in the way.</summary>
    internal sealed class WebSocketOpening
    {
        private readonly WebSocketRun _run;
        private readonly TlsDialer _dialer;
        private readonly ServerLink _server;
        private Upgrade _upgrade;

        internal WebSocketOpening(WebSocketRun run, TlsDialer dialer, ServerLink server)
        {
            _run = run;
            _dialer = dialer;
            _server = server;
        }

        /// <summary>Gets the reader of what follows the upgrade's answer, with what came with it.</summary>
        internal FrameReader Reader { get; } = new FrameReader();

        internal bool Perform(ServerUrl url, long deadlineMs)
        {
            try
            {
                return url != null && _dialer.Dial(url, deadlineMs) && TryUpgrade(url, deadlineMs);
            }
            catch (Exception exception)
            {
                _dialer.Fail(TransportFault.IsTimeout(exception) ? OpenFailure.TimedOut : OpenFailure.Unreachable, TransportFault.ClassOf(exception));
                return false;
            }
        }

        internal void Report(IWebSocketListener listener)
        {
            bool isRefusal = _dialer.Failure == OpenFailure.HttpStatus;
            listener.OnRefused(_dialer.Failure, _upgrade == null ? 0 : _upgrade.Status, isRefusal ? _upgrade.RetryAfter : null, _dialer.ErrorClass);
        }

        private bool TryUpgrade(ServerUrl url, long deadlineMs)
        {
            _upgrade = new Upgrade(url, _server.Random);
            byte[] request = _upgrade.Request;
            _dialer.Write(request, request.Length, deadlineMs);
            Array.Clear(request, 0, request.Length);
            if (!ReadAnswer(deadlineMs))
            {
                return false;
            }

            if (_upgrade.IsAccepted())
            {
                return true;
            }

            _dialer.Fail(_upgrade.Failure, _upgrade.Fault);
            return false;
        }

        private bool ReadAnswer(long deadlineMs)
        {
            while (!_upgrade.IsAnswered)
            {
                if (_run.IsEnding || _server.Clock.MonotonicMs >= deadlineMs)
                {
                    _dialer.Fail(OpenFailure.TimedOut, null);
                    return false;
                }

                int count = _dialer.Read(Reader.Buffer);
                if (count < 0)
                {
                    _dialer.Fail(OpenFailure.Unreachable, "ended-early");
                    return false;
                }

                int headBytes = _upgrade.Take(Reader.Buffer, count);
                Reader.Receive(headBytes, count - headBytes);
            }

            return true;
        }
    }
}
