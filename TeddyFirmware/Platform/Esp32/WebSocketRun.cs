using System;
using System.Threading;
using TeddyFirmware.Protocol;
using TeddyFirmware.Session;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The life of one WebSocket connection, on a thread that opens it, reads it and buries it, and one that writes.</summary>
    /// <remarks>
    /// The one thread that closes the connection is the one that opened it, after the other has left, because a
    /// native call on a closed TLS context is a crash of the board (facts page, section 3.6).
    /// </remarks>
    internal sealed partial class WebSocketRun
    {
        private const int NoAnswer = -1;

        private readonly object _lock = new object();
        private readonly AutoResetEvent _isDue = new AutoResetEvent(false);
        private readonly ServerLink _server;
        private readonly TlsDialer _dialer;
        private IWebSocketListener _listener;
        private WebSocketOpening _opening;
        private FrameLink _link;
        private Thread _writer;
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

        internal WebSocketRun(IWebSocketListener listener, ServerLink server)
        {
            _listener = listener;
            _server = server;
            _dialer = new TlsDialer(server, null);
        }

        /// <summary>Gets a value indicating whether the connection has ended or is to end.</summary>
        internal bool IsEnding { get; private set; }

        /// <summary>Gets who takes the reports; null after an abort.</summary>
        internal IWebSocketListener Listener => _listener;

        internal void Start(string url, int deadlineMs)
        {
            _deadlineMs = _server.Clock.MonotonicMs + deadlineMs;
            _url = ServerUrl.Parse(url);
            _opening = new WebSocketOpening(this, _dialer, _server);
            new Thread(Work).Start();
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

            _isDue.Set();
            return true;
        }

        internal void Ping()
        {
            _isPingDue = true;
            _isDue.Set();
        }

        internal void Close(int closeCode)
        {
            _closeDue = closeCode;
            _isCloseAsked = true;
            _isDue.Set();
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

            _isDue.Set();
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
