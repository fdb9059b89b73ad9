using System;
using System.Net.Sockets;
using System.Threading;
using TeddyFirmware.Protocol;
using TeddyFirmware.Session;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The stream that the WebSocket library is given: everything it reads and writes passes here.</summary>
    /// <remarks>
    /// The library loses close codes, allocates whatever length a frame claims, spins at the end of the stream, and
    /// answers a close frame with a malformed one (facts page, sections 1.5–1.7; Home#1691). It calls the overridden
    /// methods of the stream it was given (section 16.5), so all of that is put right here: <see cref="FrameReader"/> gives it
    /// whole texts and nothing else, the end is an exception, and after it writes go nowhere.
    /// </remarks>
    internal sealed class FrameStream : NetworkStream
    {
        // Short enough to notice an abort soon, long enough to cost nothing.
        private const int PollMs = 250;
        private const int WriteLimitMs = 5000;
        private const int OpcodeText = 1;
        private const int OpcodeClose = 8;

        private readonly object _writing = new object();
        private readonly ManualResetEvent _isAnnounced = new ManualResetEvent(false);
        private readonly FrameReader _reader;
        private readonly ControlFrames _control;
        private readonly WebSocketRun _run;
        private readonly TlsDialer _dialer;

        /// <summary>Initializes a new instance of the <see cref="FrameStream"/> class.</summary>
        /// <param name="run">Told of what happens.</param>
        /// <param name="dialer">The open connection.</param>
        /// <param name="reader">Reads frames; may have some that came with the upgrade's answer.</param>
        /// <param name="random">For masks.</param>
        internal FrameStream(WebSocketRun run, TlsDialer dialer, FrameReader reader, IRandom random)
            : base(dialer.Socket, false)
        {
            _run = run;
            _dialer = dialer;
            _reader = reader;
            _control = new ControlFrames(random);
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
                int given = _reader.Read(buffer, offset, count);
                if (given > 0)
                {
                    return given;
                }

                Attend();
            }

            int filled = _reader.Fill(buffer, offset, count);
            if (filled == 0)
            {
                throw new SocketException(SocketError.ConnectionReset);
            }

            return filled;
        }

        /// <inheritdoc/>
        public override void Write(byte[] buffer, int offset, int count)
        {
            int opcode = buffer[offset] & 0x0F;
            if (_run.IsEnding || opcode == OpcodeClose)
            {
                return;
            }

            bool isWritten;
            lock (_writing)
            {
                isWritten = TryWrite(buffer, offset, count);
            }

            if (isWritten && opcode == OpcodeText)
            {
                _run.OnMessageWritten();
            }
        }

        /// <summary>Writes a ping.</summary>
        internal void SendPing()
        {
            lock (_writing)
            {
                TryWrite(_control.Frame, 0, _control.MakePing());
            }
        }

        /// <summary>Writes a close frame.</summary>
        /// <param name="code">Its code; 1005 for none.</param>
        internal void SendClose(int code)
        {
            lock (_writing)
            {
                TryWrite(_control.Frame, 0, _control.MakeClose(code));
            }
        }

        /// <summary>
        /// Reads and drops what the peer still sends: closing a socket with unread bytes resets the connection, and a
        /// reset overtakes the close frame that tells the peer why.
        /// </summary>
        /// <param name="limitMs">The longest time, in milliseconds.</param>
        internal void Drain(int limitMs)
        {
            long untilMs = Environment.TickCount64 + limitMs;
            try
            {
                while (Environment.TickCount64 < untilMs && _dialer.Read(_reader.Buffer, 0, _reader.Buffer.Length, PollMs) >= 0)
                {
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

        // Does what stands between the reader and the next bytes for the library.
        private void Attend()
        {
            int pingBytes = _reader.TakePing();
            _run.OnPassedOver(_reader.TakeIgnored(), _reader.TakeTooLong());
            if (pingBytes >= 0)
            {
                // The library would queue an answer for each (WS ReceiveAndControllThread.cs): 2,000 filled a heap of 96 KB.
                lock (_writing)
                {
                    TryWrite(_control.Frame, 0, _control.MakePong(_reader.ControlBody, pingBytes));
                }
            }
            else if (_reader.Fault != 0)
            {
                _run.Fail(_reader.Fault);
            }
            else if (_reader.PeerCloseCode != 0)
            {
                _run.OnPeerClosed(_reader.PeerCloseCode);
            }
            else if (_reader.NeedsBytes)
            {
                Receive();
            }
        }

        private void Receive()
        {
            try
            {
                int received = _dialer.Read(_reader.Buffer, 0, _reader.Buffer.Length, PollMs);
                if (received > 0)
                {
                    _reader.Receive(0, received);
                    _run.OnAlive();
                }

                if (received >= 0)
                {
                    return;
                }
            }
            catch (Exception)
            {
                // As good as the end of the stream.
            }

            _run.End(CloseCode.Abnormal);
        }

        private bool TryWrite(byte[] buffer, int offset, int count)
        {
            try
            {
                _dialer.Write(buffer, offset, count, WriteLimitMs);
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
