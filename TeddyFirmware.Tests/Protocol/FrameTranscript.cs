using System;
using System.Text;
using TeddyFirmware.Protocol;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Protocol
{
    /// <summary>Sends a server's bytes through a <see cref="FrameReader"/>, as a platform's stream does, and writes down what comes of it.</summary>
    public sealed class FrameTranscript
    {
        /// <summary>How nanoFramework's library reads: two bytes of header, a longer length where there is one, then the payload.</summary>
        public const int Board = 2;

        /// <summary>How .NET's library reads: as much as the longest header has, then the payload.</summary>
        public const int Pc = 14;

        private const int LongBytes = 40;

        private readonly FrameReader _reader = new FrameReader();
        private readonly byte[] _library;
        private readonly int _headerReads;
        private int _held;
        private string _events = string.Empty;

        private FrameTranscript(int headerReads)
        {
            _headerReads = headerReads;
            _library = new byte[FrameTable.MaxMessageBytes + 4];
        }

        /// <summary>Gets what happened with a stream.</summary>
        /// <param name="stream">The server's bytes.</param>
        /// <param name="pieces">How many bytes come at once: the lengths, in turn.</param>
        /// <param name="headerReads">How the library reads: <see cref="Board"/> or <see cref="Pc"/>.</param>
        /// <returns>Such as <c>text(hi) pong(x) ignored long close(1000) fail(1002)</c>, and <c>stuck</c> for half a message at the end.</returns>
        public static string Of(byte[] stream, int[] pieces, int headerReads)
        {
            FrameTranscript transcript = new FrameTranscript(headerReads);
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
                int given = _reader.Read(_library, _held, Wanted());
                _held += given;
                DeliverWhole();
                if (given == 0 && !Attend())
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

        private int Wanted()
        {
            int whole = WholeBytes();
            return whole > _held ? whole - _held : _headerReads;
        }

        // How long the frame is that the library is reading, as far as it can know.
        private int WholeBytes()
        {
            if (_held < 2)
            {
                return 0;
            }

            int length = _library[1];
            return length < 126 ? 2 + length : _held < 4 ? 4 : 4 + (_library[2] << 8) + _library[3];
        }

        private void DeliverWhole()
        {
            int whole = WholeBytes();
            while (_held >= 2 && _held >= whole && (_library[1] < 126 || _held >= 4))
            {
                int header = _library[1] < 126 ? 2 : 4;
                bool isText = _library[0] == 0x81 && whole - header <= FrameTable.MaxMessageBytes;
                _events += isText ? " text(" + Show(_library, header, whole - header) + ")" : " NOT A TEXT";
                _held -= whole;
                Array.Copy(_library, whole, _library, 0, _held);
                whole = WholeBytes();
            }
        }

        private static string Show(byte[] data, int offset, int count) =>
            count == 0 ? string.Empty : count > LongBytes ? count.ToString() + " bytes" : Encoding.UTF8.GetString(data, offset, count);
    }
}
