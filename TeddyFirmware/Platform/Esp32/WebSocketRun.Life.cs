using System;
using TeddyFirmware.Protocol;
using TeddyFirmware.Session;

namespace TeddyFirmware.Platform.Esp32
{
    /// <content>The connection's thread: opens, attaches the library, serves, buries.</content>
    internal sealed partial class WebSocketRun
    {
        private const int LookMs = 1000;
        private const int StuckMessageMs = 15000;
        private const int LeaveLimitMs = 8000;
        private const int DrainMs = 500;

        private void Work()
        {
            WebSocketOpening opening = new WebSocketOpening(this, _dialer, _clock, _random);
            if (!_gate.Enter(_deadlineMs))
            {
                opening.Fail(OpenFailure.TimedOut, null);
                opening.Report(_listener);
                return;
            }

            if (opening.Perform(_url, _deadlineMs) && TryAttach(opening) && TryOpen())
            {
                Serve();
                Bury();
                ReportClosed();
                return;
            }

            _dialer.Close();
            _gate.LeaveClosed();
            opening.Report(_listener);
        }

        private bool TryAttach(WebSocketOpening opening)
        {
            try
            {
                _stream = new FrameStream(this, _dialer, opening.Reader, _random);
                _library = new LibrarySocket(FrameTable.MaxMessageBytes);
                _inbound = new WebSocketInbound(this);
                _library.MessageReceived += _inbound.OnFrame;
                _library.ConnectionClosed += OnLibraryClosed;
                _dialer.Socket.IsHeld = true;
                _library.Attach(_stream, _dialer.Socket);
                return true;
            }
            catch (Exception exception)
            {
                opening.Fail(OpenFailure.Unreachable, TransportFault.ClassOf(exception));
                IsEnding = true;
                LeaveLibrary();
                return false;
            }
        }

        private bool TryOpen()
        {
            lock (_lock)
            {
                if (!IsEnding)
                {
                    _isOpen = true;
                    _gate.LeaveOpen();
                }
            }

            if (!_isOpen)
            {
                LeaveLibrary();
                return false;
            }

            ReportOpened();
            _stream.Announce();
            return true;
        }

        private void ReportOpened()
        {
            IWebSocketListener listener = _listener;
            if (listener != null)
            {
                listener.OnOpened();
            }
        }

        // The library's events carry nothing; this one only makes sure that no end goes unnoticed.
        private void OnLibraryClosed(object sender, EventArgs e)
        {
            End(CloseCode.Abnormal);
        }

        private void Serve()
        {
            while (!IsEnding)
            {
                _isDue.WaitOne(LookMs, false);
                if (IsEnding)
                {
                    return;
                }

                if (_closeDue != 0)
                {
                    _isCloseSent = true;
                    _stream.SendClose(_closeDue);
                    _closeDue = 0;
                }
                else if (_isPingDue && !_isCloseSent)
                {
                    _isPingDue = false;
                    _stream.SendPing();
                }

                // The library's sender dies in silence where memory runs out.
                if (_isSending && _clock.MonotonicMs - _sendingSinceMs > StuckMessageMs)
                {
                    End(CloseCode.Abnormal);
                }
            }
        }

        private void Bury()
        {
            if (_closeAnswer != NoAnswer && !_isCloseSent)
            {
                _stream.SendClose(_closeAnswer);
            }

            bool drains = _isFaulty;
            FrameStream stream = _stream;
            LeaveLibrary();
            if (drains)
            {
                stream.Drain(DrainMs);
            }

            _dialer.Close();
            _library = null;
            _stream = null;
            _inbound = null;
            _gate.LeaveClosed();
        }

        private void LeaveLibrary()
        {
            if (_library == null)
            {
                return;
            }

            _stream.Announce();
            _library.Stop();
            long untilMs = _clock.MonotonicMs + LeaveLimitMs;
            while (_threadsEnded < 2 && _clock.MonotonicMs < untilMs)
            {
                _isDue.WaitOne(LookMs, false);
            }
        }

        private void ReportClosed()
        {
            IWebSocketListener listener = _listener;
            _listener = null;
            if (listener != null)
            {
                listener.OnClosed(_endCode);
            }
        }
    }
}
