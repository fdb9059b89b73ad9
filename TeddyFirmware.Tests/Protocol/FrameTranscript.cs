using System;
using System.Text;
using TeddyFirmware.Protocol;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Protocol
{
    /// <summary>Sends a server's bytes through a <see cref="FrameReader"/>, as a platform's stream does, and writes down what comes of it.</summary>
    public sealed class FrameTranscript
    {
        private const int LongBytes = 40;

        private readonly FrameReader _reader = new FrameReader();
        private string _events = string.Empty;

        /// <summary>Gets what happened with a stream.</summary>
        /// <param name="stream">The server's bytes.</param>
        /// <param name="pieces">How many bytes come at once: the lengths, in turn.</param>
        /// <returns>Such as <c>text(hi) pong(x) ignored long close(1000) fail(1002)</c>.</returns>
        public static string Of(byte[] stream, int[] pieces)
        {
            FrameTranscript transcript = new FrameTranscript();
            int at = 0;
            for (int i = 0; at < stream.Length; i++)
            {
                int piece = pieces[i % pieces.Length];
                piece = piece < transcript._reader.Buffer.Length ? piece : transcript._reader.Buffer.Length;
                piece = piece < stream.Length - at ? piece : stream.Length - at;
                Array.Copy(stream, at, transcript._reader.Buffer, 0, piece);
                at += piece;
                transcript._reader.Receive(0, piece);
                if (!transcript.Drain())
                {
                    break;
                }
            }

            return transcript._events.Trim();
        }

        // Reads until more has to come; false once the connection is over.
        private bool Drain()
        {
            while (true)
            {
                if (_reader.Read())
                {
                    byte[] text = _reader.TakeText(out int length);
                    _events += " text(" + Show(text, 0, length) + ")";
                }
                else if (!Attend())
                {
                    return !_reader.IsOver;
                }
            }
        }

        private bool Attend()
        {
            int ping = _reader.TakePing();
            int ignored = _reader.TakeIgnored();
            int tooLong = _reader.TakeTooLong();
            _events += ping >= 0 ? " pong(" + Show(_reader.ControlBody, 0, ping) + ")" : string.Empty;
            _events += ignored > 0 ? " ignored" : string.Empty;
            _events += tooLong > 0 ? " long" : string.Empty;
            if (_reader.Fault != 0)
            {
                _events += " fail(" + _reader.Fault.ToString() + ")";
            }
            else if (_reader.PeerCloseCode != 0)
            {
                _events += " close(" + _reader.PeerCloseCode.ToString() + ")";
            }

            return !_reader.IsOver && !_reader.NeedsBytes;
        }

        private static string Show(byte[] data, int offset, int count) =>
            count == 0 ? string.Empty : count > LongBytes ? count.ToString() + " bytes" : Encoding.UTF8.GetString(data, offset, count);
    }
}
