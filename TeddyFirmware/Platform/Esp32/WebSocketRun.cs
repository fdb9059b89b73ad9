using System;
using TeddyFirmware.Protocol;
using TeddyFirmware.Session;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The life of one WebSocket connection, run by a thread that opens it, reads it and buries it, beside one that writes.</summary>
    /// <remarks>
    /// The one thread that closes the connection is the one that opened it, when the other is not writing, because a
    /// native call on a closed TLS context is a crash of the board (facts page, section 3.6).
    /// </remarks>
    internal sealed partial class WebSocketRun : IWork
    {
        private const int NoAnswer = -1;

        private readonly object _lock = new object();
        private readonly ServerLink _server;
        private readonly TlsDialer _dialer;
        private readonly BackgroundWorker _writer;
        private IWebSocketListener _listener;
        private WebSocketOpening _opening;
        private FrameLink _link;
        private ServerUrl _url;
        private long _deadlineMs;
        private byte[] _outgoing;
        private int _outgoingLength;
        private int _endCode;
        private int _closeAnswer = NoAnswer;
        private int _closeDue;
        private bool _isOpen;
        private bool _isPingDue;
        private bool _isCloseAsked;
        private bool _isCloseSent;
        private bool _isFaulty;
        private bool _isWriting;

        internal WebSocketRun(IWebSocketListener listener, ServerLink server, BackgroundWorker writer)
        {
            _listener = listener;
            _server = server;
            _writer = writer;
            _dialer = new TlsDialer(server, null);
        }

        /// <summary>Gets a value indicating whether the connection has ended or is to end.</summary>
        internal bool IsEnding { get; private set; }

        /// <summary>Gets who takes the reports; null after an abort.</summary>
        internal IWebSocketListener Listener => _listener;

        internal void Prepare(string url, int deadlineMs)
        {
            _deadlineMs = _server.Clock.MonotonicMs + deadlineMs;
            _url = ServerUrl.Parse(url);
            _opening = new WebSocketOpening(this, _dialer, _server);
        }

        internal bool Send(byte[] message, int length)
        {
            lock (_lock)
            {
                if (!_isOpen || IsEnding || _isCloseAsked || _outgoing != null)
                {
                    return false;
                }

                _outgoing = message;
                _outgoingLength = length;
            }

            Wake();
            return true;
        }

        internal void Ping()
        {
            _isPingDue = true;
            Wake();
        }

        internal void Close(int closeCode)
        {
            _closeDue = closeCode;
            _isCloseAsked = true;
            Wake();
        }

        internal void Abort()
        {
            _listener = null;
            End(CloseCode.Abnormal);
            _dialer.Cancel();
        }

        /// <summary>Ends the connection with a code to report; the first call decides it.</summary>
        internal void End(int closeCode)
        {
            lock (_lock)
            {
                if (IsEnding)
                {
                    return;
                }

                IsEnding = true;
                _endCode = closeCode;
                if (_isOpen)
                {
                    _server.Gate.Hold();
                }
            }
        }

        /// <summary>Ends the connection because of what was thrown on one of its threads.</summary>
        internal void EndBy(Exception exception)
        {
            _dialer.Fail(OpenFailure.Unreachable, TransportFault.ClassOf(exception));
            End(exception is OutOfMemoryException ? CloseCode.OutOfMemory : CloseCode.Abnormal);
        }

        /// <summary>Ends the connection because of what the peer did, and tells it so.</summary>
        internal void Fail(int closeCode)
        {
            _isFaulty = true;
            _closeAnswer = closeCode;
            End(closeCode);
        }

        /// <summary>Ends the connection because the peer has sent a close frame.</summary>
        internal void OnPeerClosed(int closeCode)
        {
            // The answer repeats the code (RFC 6455, 5.5.1); one that may not be sent was a fault before it came here.
            _closeAnswer = closeCode;
            End(closeCode);
        }

        internal void OnPassedOver(int ignored, int tooLong)
        {
            if (ignored + tooLong > 0)
            {
                _listener?.OnPassedOver(ignored, tooLong);
            }
        }

        internal void OnMessageWritten()
        {
            _outgoing = null;
            if (!IsEnding)
            {
                _listener?.OnSent();
            }
        }
    }
}
