using System;
using System.Threading;
using TeddyFirmware.Session;

namespace TeddyFirmware.Platform.Esp32
{
    /// <content>The two threads of the connection: one opens, reads and buries, the other writes.</content>
    internal sealed partial class WebSocketRun
    {
        private const int LeaveLimitMs = 8000;
        private const int LeavePollMs = 20;
        private const int DrainMs = 500;

        /// <inheritdoc/>
        /// <remarks>Whatever is thrown, memory that has run out above all: the gate is left and the end is told.</remarks>
        public void Run()
        {
            bool isGateHeld = false;
            try
            {
                isGateHeld = _server.Gate.Enter(_deadlineMs);
                if (isGateHeld && _opening.Perform(_url, _deadlineMs) && TryOpen())
                {
                    _link.ReadToEnd();
                }
            }
            catch (Exception exception)
            {
                EndBy(exception);
            }

            bool drains = Leave();
            if (drains)
            {
                _link.Drain(DrainMs);
            }

            _dialer.Close();
            _link = null;
            if (isGateHeld)
            {
                _server.Gate.LeaveClosed();
            }

            ReportEnd();
        }

        private bool TryOpen()
        {
            _link = new FrameLink(this, _dialer, _opening.Reader, _server.Random);
            IWebSocketListener listener = _listener;
            lock (_lock)
            {
                if (IsEnding || listener == null)
                {
                    return false;
                }

                _isOpen = true;
                _server.Gate.LeaveOpen();
            }

            // What only the opening needed is not held while the session is open.
            _opening = null;
            _url = null;
            ConnectionGate.Tidy();
            listener.OnOpened();
            return true;
        }

        /// <summary>Begins to write what is due.</summary>
        /// <returns>False where nothing is to be written any more.</returns>
        internal bool TryBeginWriting()
        {
            lock (_lock)
            {
                _isWriting = !IsEnding;
                return _isWriting;
            }
        }

        /// <summary>Tells that nothing more is written.</summary>
        internal void EndWriting() => _isWriting = false;

        internal bool TakePing()
        {
            bool isDue = _isPingDue;
            _isPingDue = false;
            return isDue;
        }

        /// <summary>Tells which text is due.</summary>
        /// <param name="length">Its length in bytes.</param>
        /// <returns>The array that begins with it; null where none is.</returns>
        internal byte[] TextDue(out int length)
        {
            length = _outgoingLength;
            return IsEnding ? null : _outgoing;
        }

        /// <summary>Takes the close frame that is due; it is written only once.</summary>
        /// <returns>Its code; 0 where none is.</returns>
        internal int TakeClose()
        {
            int closeCode = IsEnding ? 0 : _closeDue;
            if (closeCode != 0)
            {
                _isCloseSent = true;
                _closeDue = 0;
            }

            return closeCode;
        }

        private void Wake()
        {
            FrameLink link = _link;
            if (link != null)
            {
                _writer.Start(link);
            }
        }

        // Tells the peer why, once nobody else writes. Returns whether what it still sends is to be read, so that it hears us out.
        private bool Leave()
        {
            End(CloseCode.Abnormal);
            for (int waitedMs = 0; _isWriting && waitedMs < LeaveLimitMs; waitedMs += LeavePollMs)
            {
                Thread.Sleep(LeavePollMs);
            }

            if (_link == null || _isWriting || _closeAnswer == NoAnswer || _isCloseSent)
            {
                return false;
            }

            _link.SendClose(_closeAnswer);
            return _isFaulty;
        }

        private void ReportEnd()
        {
            IWebSocketListener listener = _listener;
            _listener = null;
            if (listener == null)
            {
                return;
            }

            if (_isOpen)
            {
                listener.OnClosed(_endCode);
            }
            else
            {
                _opening.Report(listener);
            }
        }
    }
}
