using System;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading;
using TeddyFirmware.Session;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The stream that the WebSocket library is given: everything it reads and writes passes here.</summary>
    /// <remarks>
    /// The library loses close codes, allocates whatever length a frame claims, spins at the end of the stream, and
    /// answers a close frame with a malformed one (facts page, sections 1.5–1.7; Home#1691). It calls the overridden
    /// methods of the stream it was given (section 16.5), so all of that is put right here: the frames are judged by
    /// <see cref="FrameFilter"/>, the end is an exception, and after it writes go nowhere.
    /// </remarks>
    internal sealed class FrameStream : NetworkStream
    {
        // Short enough to notice an abort soon, long enough to cost nothing.
        private const int PollMs = 250;
        private const int WriteLimitMs = 5000;
        private const int RecordLimitMs = 5000;
        private const int OpcodeText = 1;
        private const int OpcodeClose = 8;

        private readonly object _writing = new object();
        private readonly ManualResetEvent _isAnnounced = new ManualResetEvent(false);
        private readonly FrameCursor _cursor = new FrameCursor();
        private readonly FrameFilter _filter;
        private readonly ControlFrames _control;
        private readonly WebSocketRun _run;
        private readonly HeldSocket _socket;
        private readonly SslStream _tls;
        private byte[] _early;
        private int _earlyAt;

        /// <summary>Initializes a new instance of the <see cref="FrameStream"/> class.</summary>
        /// <param name="run">Told of what happens.</param>
        /// <param name="dialer">The open connection.</param>
        /// <param name="early">Bytes that came with the upgrade's answer; null without.</param>
        /// <param name="random">For masks.</param>
        internal FrameStream(WebSocketRun run, TlsDialer dialer, byte[] early, IRandom random)
            : base(dialer.Socket, false)
        {
            _run = run;
            _socket = dialer.Socket;
            _tls = dialer.Stream;
            _early = early;
            _filter = new FrameFilter(WebSocketRun.MaxMessageBytes, true);
            _control = new ControlFrames(random);
            _socket.SendTimeout = WriteLimitMs;
            _socket.ReceiveTimeout = RecordLimitMs;
        }

        /// <summary>Lets the library read: not before the listener knows that the connection is open.</summary>
        internal void Announce()
        {
            _isAnnounced.Set();
        }

        /// <inheritdoc/>
        public override int Read(byte[] buffer, int offset, int count)
        {
            _isAnnounced.WaitOne();
            while (!_run.IsEnding)
            {
                int received = Receive(buffer, offset, count);
                if (received > 0)
                {
                    int kept = Judge(buffer, offset, received);
                    if (kept > 0)
                    {
                        return kept;
                    }
                }
            }

            return ReadAfterEnd(buffer, offset, count);
        }

        /// <inheritdoc/>
        public override void Write(byte[] buffer, int offset, int count)
        {
            int opcode = buffer[offset] & 0x0F;
            if (_run.IsEnding || opcode == OpcodeClose)
            {
                return;
            }

            if (TryWrite(buffer, offset, count) && opcode == OpcodeText)
            {
                _run.OnMessageWritten();
            }
        }

        /// <summary>Writes a ping.</summary>
        internal void SendPing()
        {
            TryWrite(_control.Ping, 0, _control.Ping.Length);
        }

        /// <summary>Writes a close frame.</summary>
        /// <param name="code">Its code; 0 for none.</param>
        internal void SendClose(int code)
        {
            byte[] frame = _control.MakeClose(code, out int length);
            TryWrite(frame, 0, length);
        }

        /// <summary>
        /// Reads and drops what the peer still sends: closing a socket with unread bytes resets the connection, and a
        /// reset overtakes the close frame that tells the peer why.
        /// </summary>
        /// <param name="limitMs">The longest time, in milliseconds.</param>
        internal void Drain(int limitMs)
        {
            long untilMs = Environment.TickCount64 + limitMs;
            byte[] scrap = new byte[512];
            try
            {
                while (Environment.TickCount64 < untilMs)
                {
                    if (IsReadable() && _tls.Read(scrap, 0, scrap.Length) == 0)
                    {
                        return;
                    }
                }
            }
            catch (Exception)
            {
                // The peer is gone, which is as good.
            }
        }

        /// <summary>Notes that one of the library's two threads has left; closes nothing, others still use the connection.</summary>
        /// <param name="disposing">Unused.</param>
        protected override void Dispose(bool disposing)
        {
            _run.OnLibraryThreadEnded();
        }

        // Tells how many bytes came; 0 where there were none, for now or for ever.
        private int Receive(byte[] buffer, int offset, int count)
        {
            if (_early != null)
            {
                return TakeEarly(buffer, offset, count);
            }

            try
            {
                if (!IsReadable())
                {
                    return 0;
                }

                int received = _tls.Read(buffer, offset, count);
                if (received > 0)
                {
                    return received;
                }
            }
            catch (Exception exception)
            {
                // A record that comes slowly is no end: Mbed TLS keeps what it has of it.
                if (TransportFault.IsTimeout(exception))
                {
                    return 0;
                }
            }

            _run.End(CloseCode.Abnormal);
            return 0;
        }

        private bool IsReadable()
        {
            return _tls.DataAvailable || _socket.Poll(PollMs * 1000, SelectMode.SelectRead);
        }

        private int TakeEarly(byte[] buffer, int offset, int count)
        {
            int left = _early.Length - _earlyAt;
            int part = left < count ? left : count;
            Array.Copy(_early, _earlyAt, buffer, offset, part);
            _earlyAt += part;
            if (part == left)
            {
                _early = null;
            }

            return part;
        }

        private int Judge(byte[] buffer, int offset, int received)
        {
            int kept = _filter.Pass(buffer, offset, received);
            _cursor.Advance(buffer, offset, kept);
            _run.OnAlive();
            AnswerPing();
            if (_filter.Fault != 0)
            {
                _run.Fail(_filter.Fault);
            }
            else if (_filter.PeerCloseCode != 0)
            {
                _run.OnPeerClosed(_filter.PeerCloseCode);
            }

            return kept;
        }

        // The library would queue an answer for each (WS ReceiveAndControllThread.cs): 2,000 pings filled a heap of 96 KB.
        private void AnswerPing()
        {
            int payloadLength = _filter.TakePing(_control.PingBody);
            if (payloadLength >= 0 && !_run.IsEnding)
            {
                byte[] frame = _control.MakePong(payloadLength, out int length);
                TryWrite(frame, 0, length);
            }
        }

        private int ReadAfterEnd(byte[] buffer, int offset, int count)
        {
            if (!_cursor.IsInPayload)
            {
                throw new SocketException(SocketError.ConnectionReset);
            }

            Array.Clear(buffer, offset, count);
            _cursor.Advance(buffer, offset, count);
            return count;
        }

        private bool TryWrite(byte[] buffer, int offset, int count)
        {
            try
            {
                lock (_writing)
                {
                    _tls.Write(buffer, offset, count);
                }

                return true;
            }
            catch (Exception)
            {
                // Half a frame may be on its way, so nothing sensible can follow it.
                _run.End(CloseCode.Abnormal);
                return false;
            }
        }
    }
}
