using System;
using System.Net.Sockets;
using System.Threading;
using TeddyFirmware.Protocol;
using TeddyFirmware.Session;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The frames of one open connection: reads texts out of them, answers pings, and writes ours.</summary>
    /// <remarks>
    /// Not through nanoFramework's WebSocket library: it makes two copies of each text that it sends and one of each that it reads,
    /// on two threads that end without a word where memory runs out, loses close codes, allocates whatever length a frame
    /// claims, and spins at the end of the stream (facts page, sections 1.5–1.9; Home#1691). A text of 8,186 bytes and its echo took 33 KB
    /// through it, and take 16 here.
    /// </remarks>
    internal sealed class FrameLink : IWork
    {
        private const int WriteLimitMs = 5000;
        private const int OfferAgainMs = 50;
        private const int OfferLimitMs = 30000;

        private readonly object _writing = new object();
        private readonly FrameReader _reader;
        private readonly ClientFrames _frames;
        private readonly WebSocketRun _run;
        private readonly TlsDialer _dialer;

        /// <summary>Initializes a new instance of the <see cref="FrameLink"/> class.</summary>
        /// <param name="run">Told of what happens.</param>
        /// <param name="dialer">The open connection.</param>
        /// <param name="reader">Reads frames; may have some that came with the upgrade's answer.</param>
        /// <param name="random">For masks.</param>
        internal FrameLink(WebSocketRun run, TlsDialer dialer, FrameReader reader, IRandom random)
        {
            _run = run;
            _dialer = dialer;
            _reader = reader;
            _frames = new ClientFrames(random);
        }

        /// <summary>Reads until the connection ends, and hands each text to the listener.</summary>
        internal void ReadToEnd()
        {
            while (!_run.IsEnding)
            {
                if (_reader.Read())
                {
                    byte[] text = _reader.TakeText(out int length);
                    Offer(text, length);
                }
                else if (!Attend())
                {
                    Receive();
                }
            }
        }

        /// <inheritdoc/>
        /// <remarks>Writes what is due, on the writer's thread: itself, because each call that waits is 204 bytes that nothing can move.</remarks>
        public void Run()
        {
            if (!_run.TryBeginWriting())
            {
                return;
            }

            try
            {
                if (_run.TakePing())
                {
                    SendPing();
                }

                byte[] text = _run.TextDue(out int length);
                if (text != null)
                {
                    SendText(text, length);
                }

                int closeCode = _run.TakeClose();
                if (closeCode != 0)
                {
                    SendClose(closeCode);
                }
            }
            catch (Exception exception)
            {
                _run.EndBy(exception);
            }
            finally
            {
                _run.EndWriting();
            }
        }

        /// <summary>Writes a text.</summary>
        /// <param name="text">The array that begins with it; not changed.</param>
        /// <param name="length">Its length in bytes.</param>
        internal void SendText(byte[] text, int length)
        {
            lock (_writing)
            {
                for (int done = 0; done < length; done += ClientFrames.PieceBytes)
                {
                    if (!TryWrite(_frames.MakeText(text, done, length)))
                    {
                        return;
                    }
                }
            }

            _run.OnMessageWritten();
        }

        /// <summary>Writes a ping.</summary>
        internal void SendPing()
        {
            lock (_writing)
            {
                TryWrite(_frames.MakePing());
            }
        }

        /// <summary>Writes a close frame.</summary>
        /// <param name="code">Its code; 1005 for none.</param>
        internal void SendClose(int code)
        {
            lock (_writing)
            {
                TryWrite(_frames.MakeClose(code));
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
                while (Environment.TickCount64 < untilMs && _dialer.Read(_reader.Buffer) >= 0)
                {
                }
            }
            catch (Exception)
            {
                // The peer is gone, which is as good.
            }
        }

        // Does what stands between the reader and the next text; false where that is nothing but bytes.
        private bool Attend()
        {
            int pingBytes = _reader.TakePing();
            _run.OnPassedOver(_reader.TakeIgnored(), _reader.TakeTooLong());
            if (pingBytes >= 0)
            {
                lock (_writing)
                {
                    TryWrite(_frames.MakePong(_reader.ControlBody, pingBytes));
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
            else
            {
                return !_reader.NeedsBytes;
            }

            return true;
        }

        private void Receive()
        {
            // A session waits here, and not in Read: each call that waits is 204 bytes that nothing can move.
            if (!_dialer.Stream.DataAvailable && !_dialer.Socket.Poll(TimedSocket.PollMs * 1000, SelectMode.SelectRead))
            {
                return;
            }

            int received = _dialer.ReadNow(_reader.Buffer);
            if (received > 0)
            {
                _reader.Receive(0, received);
                _run.Listener?.OnAlive();
            }
            else if (received < 0)
            {
                _run.End(CloseCode.Abnormal);
            }
        }

        // While this waits nothing more is read, so a peer that sends too much is held back by TCP.
        private void Offer(byte[] text, int length)
        {
            IWebSocketListener listener = _run.Listener;
            for (int waitedMs = 0; listener != null && !listener.OnText(text, length); waitedMs += OfferAgainMs)
            {
                if (_run.IsEnding || waitedMs >= OfferLimitMs)
                {
                    _run.End(CloseCode.Abnormal);
                    return;
                }

                Thread.Sleep(OfferAgainMs);
            }
        }

        private bool TryWrite(int count)
        {
            try
            {
                _dialer.Write(_frames.Frame, count, Environment.TickCount64 + WriteLimitMs);
                return true;
            }
            catch (Exception exception)
            {
                // Half a frame may be on its way, so nothing sensible can follow it.
                _run.EndBy(exception);
                return false;
            }
        }
    }
}
