using System;
using System.Text;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The head of the server's answer to an upgrade: gathered in pieces, bounded, then judged.</summary>
    /// <remarks>
    /// The library's own client wants the first twelve bytes in one read, and <c>Connection</c> to be exactly
    /// <c>upgrade</c> (facts page, section 1.3). Proxies send neither so.
    /// </remarks>
    internal sealed class UpgradeAnswer
    {
        private const int MaxHeadBytes = 4096;
        private const int FirstBytes = 512;
        private const int SwitchingProtocols = 101;

        private byte[] _buffer = new byte[FirstBytes];
        private int _length;
        private int _headLength;
        private bool _isUpgrade;
        private bool _isConnectionUpgrade;
        private bool _isUnasked;
        private string _accept;

        /// <summary>Gets the status; 0 while there is no status line.</summary>
        internal int Status { get; private set; }

        /// <summary>Gets the <c>Retry-After</c> header as it came; null without one.</summary>
        internal string RetryAfter { get; private set; }

        /// <summary>Gets a value indicating whether the head is longer than 4 KB.</summary>
        internal bool IsTooLong { get; private set; }

        /// <summary>Gets a value indicating whether the whole head is there.</summary>
        internal bool IsWhole => _headLength > 0;

        /// <summary>Adds bytes as they come.</summary>
        internal void Add(byte[] part, int count)
        {
            if (_length + count > _buffer.Length && !Grow(_length + count))
            {
                IsTooLong = true;
                return;
            }

            // The blank line may straddle two pieces.
            int from = _length > 3 ? _length - 3 : 0;
            Array.Copy(part, 0, _buffer, _length, count);
            _length += count;
            _headLength = FindEnd(from);
            if (_headLength > 0)
            {
                ParseHead();
            }
        }

        /// <summary>Tells whether the server has agreed, and to nothing that it was not asked for.</summary>
        /// <param name="acceptKey">What it has to have computed.</param>
        internal bool IsAccepted(string acceptKey)
        {
            return Status == SwitchingProtocols && _isUpgrade && _isConnectionUpgrade && !_isUnasked && _accept == acceptKey;
        }

        /// <summary>Takes the bytes behind the head: frames that came with it.</summary>
        /// <returns>The bytes; null where there are none.</returns>
        internal byte[] TakeRest()
        {
            int count = _length - _headLength;
            byte[] rest = null;
            if (count > 0)
            {
                rest = new byte[count];
                Array.Copy(_buffer, _headLength, rest, 0, count);
            }

            _buffer = null;
            return rest;
        }

        private bool Grow(int needed)
        {
            // Frames may come with the head's last piece, so the buffer may be somewhat longer than a head may be.
            if (_length >= MaxHeadBytes)
            {
                return false;
            }

            byte[] larger = new byte[needed > 2 * _buffer.Length ? needed : 2 * _buffer.Length];
            Array.Copy(_buffer, larger, _length);
            _buffer = larger;
            return true;
        }

        private int FindEnd(int from)
        {
            for (int i = from; i + 3 < _length; i++)
            {
                if (_buffer[i] == '\r' && _buffer[i + 1] == '\n' && _buffer[i + 2] == '\r' && _buffer[i + 3] == '\n')
                {
                    return i + 4;
                }
            }

            return 0;
        }

        private void ParseHead()
        {
            int start = 0;
            bool isFirst = true;
            for (int i = 0; i < _headLength - 1; i++)
            {
                if (_buffer[i] == '\r' && _buffer[i + 1] == '\n')
                {
                    TakeLine(Encoding.UTF8.GetString(_buffer, start, i - start), isFirst);
                    isFirst = false;
                    start = i + 2;
                }
            }
        }

        private void TakeLine(string line, bool isFirst)
        {
            if (isFirst)
            {
                Status = ParseStatus(line);
                return;
            }

            int colon = line.IndexOf(':');
            if (colon > 0)
            {
                TakeHeader(line.Substring(0, colon).ToLower(), line.Substring(colon + 1).Trim());
            }
        }

        private void TakeHeader(string name, string value)
        {
            switch (name)
            {
                case "upgrade":
                    _isUpgrade = value.ToLower() == "websocket";
                    break;
                case "connection":
                    _isConnectionUpgrade |= HasToken(value, "upgrade");
                    break;
                case "sec-websocket-accept":
                    _accept = value;
                    break;
                case "sec-websocket-extensions":
                case "sec-websocket-protocol":
                    _isUnasked = true;
                    break;
                case "retry-after":
                    RetryAfter = value;
                    break;
            }
        }

        private static bool HasToken(string list, string token)
        {
            string[] parts = list.Split(',');
            for (int i = 0; i < parts.Length; i++)
            {
                if (parts[i].Trim().ToLower() == token)
                {
                    return true;
                }
            }

            return false;
        }

        // "HTTP/1.1 101 Switching Protocols"; the reason may be missing.
        private static int ParseStatus(string line)
        {
            if (!line.StartsWith("HTTP/1.") || line.Length < 12 || line[8] != ' ')
            {
                return 0;
            }

            char[] digits = line.Substring(9, 3).ToCharArray();
            int status = 0;
            for (int i = 0; i < digits.Length; i++)
            {
                if (digits[i] < '0' || digits[i] > '9')
                {
                    return 0;
                }

                status = (status * 10) + (digits[i] - '0');
            }

            return status;
        }
    }
}
