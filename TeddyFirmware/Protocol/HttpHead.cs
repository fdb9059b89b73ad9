using System;
using System.Text;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Protocol
{
    /// <summary>The head of an HTTP answer (RFC 9112, 2 to 5), pushed with bytes in whatever pieces.</summary>
    /// <remarks>
    /// Interim answers (1xx) are read over (RFC 9110, 15.2); 101 alone is final. A line may end in LF alone (RFC 9112, 2.2), and be
    /// folded (5.2). Only one line is kept, and of it the first 512 bytes: a field that we look at must not be longer.
    /// </remarks>
    public sealed class HttpHead
    {
        /// <summary>The longest head, in bytes (contract, section 2.1).</summary>
        public const int MaxBytes = 8192;

        /// <summary>The one interim status that is final.</summary>
        public const int SwitchingProtocols = 101;

        private const int MaxLineBytes = 512;
        private const int MaxNameBytes = 24;
        private const int StatusAt = 9;
        private const int StatusDigits = 3;

        private readonly object _lineFeed = (byte)'\n';
        private readonly byte[] _line = new byte[MaxLineBytes];

        // Not of strings: comparing an element of string[] that was never set with a string is a crash of the interpreter (seen:
        // CLR_RT_HeapBlock::Compare_Values calls strcmp with its null pointer).
        private object[] _values = new object[HttpField.Count];
        private int _lineLength;
        private int _bytes;
        private bool _isCut;
        private bool _isLineWhole;

        /// <summary>Gets the status; 0 while there is no status line.</summary>
        public int Status { get; private set; }

        /// <summary>Gets a value indicating whether the server speaks HTTP/1.0.</summary>
        public bool IsOldHttp { get; private set; }

        /// <summary>Gets a value indicating whether the whole head is there.</summary>
        public bool IsWhole { get; private set; }

        /// <summary>Gets a word for what is wrong with the head; null while nothing is.</summary>
        public string Fault { get; private set; }

        /// <summary>Gets a field's value, several of the same name joined (RFC 9110, 5.3); null where it did not come.</summary>
        /// <param name="field">A constant of <see cref="HttpField"/>.</param>
        public string this[int field] => (string)_values[field];

        /// <summary>Takes bytes as they come.</summary>
        /// <param name="buffer">The array.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many.</param>
        /// <returns>How many belong to the head: all, unless it is whole now, or at fault.</returns>
        public int Take(byte[] buffer, int offset, int count)
        {
            int end = offset + count;
            int at = offset;
            while (at < end && !IsWhole && Fault == null)
            {
                BeginLine(buffer[at]);
                int feed = Array.IndexOf(buffer, _lineFeed, at, end - at);
                int next = feed < 0 ? end : feed + 1;
                Keep(buffer, at, (feed < 0 ? end : feed) - at);
                _bytes += next - at;
                at = next;
                if (_bytes > MaxBytes)
                {
                    Fault = "head-too-long";
                }
                else if (feed >= 0)
                {
                    EndLine();
                }
            }

            return at - offset;
        }

        // A line counts when the next one shows that it is not folded.
        private void BeginLine(byte first)
        {
            if (!_isLineWhole)
            {
                return;
            }

            _isLineWhole = false;
            if (first != ' ' && first != '\t')
            {
                TakeField();
                _lineLength = 0;
                _isCut = false;
            }
        }

        private void Keep(byte[] buffer, int at, int count)
        {
            int room = MaxLineBytes - _lineLength;
            _isCut |= count > room;
            count = count > room ? room : count;
            Array.Copy(buffer, at, _line, _lineLength, count);
            _lineLength += count;
        }

        private void EndLine()
        {
            _lineLength -= _lineLength > 0 && !_isCut && _line[_lineLength - 1] == '\r' ? 1 : 0;
            if (Status == 0)
            {
                Status = ParseStatus();
                IsOldHttp = _line[StatusAt - 2] == '0';
                Fault = Status == 0 ? "no-http" : null;
                _lineLength = 0;
                _isCut = false;
                return;
            }

            _isLineWhole = _lineLength > 0;
            IsWhole = !_isLineWhole && (Status == SwitchingProtocols || Status > 199);
            if (!_isLineWhole && !IsWhole)
            {
                // Interim: the next head follows.
                Status = 0;
                _bytes = 0;
                _values = new object[HttpField.Count];
            }
        }

        // "HTTP/1.1 101 Switching Protocols"; the reason may be missing (RFC 9112, 4).
        private int ParseStatus()
        {
            int status = 0;
            int end = StatusAt + StatusDigits;
            bool isHttp = Utf8.Matches(_line, 0, _lineLength, "HTTP/1.") && _lineLength >= end
                && _line[StatusAt - 1] == ' ' && (_lineLength == end || _line[end] == ' ');
            for (int i = StatusAt; isHttp && i < end; i++)
            {
                int digit = _line[i] - '0';
                isHttp = digit >= 0 && digit <= 9;
                status = (status * 10) + digit;
            }

            return isHttp && status > 99 ? status : 0;
        }

        private void TakeField()
        {
            int colon = Array.IndexOf(_line, (byte)':', 0, _lineLength);
            int field = colon < 1 || colon > MaxNameBytes ? -1 : FieldAt(colon);
            if (field < 0)
            {
                return;
            }

            // A value with NUL or bytes that are not UTF-8 would be another string here than there (facts page, section 9).
            if (_isCut || Array.IndexOf(_line, (byte)0, 0, _lineLength) >= 0 || !Utf8.IsValid(_line, 0, _lineLength))
            {
                Fault = "bad-field";
                return;
            }

            if (HttpField.IsTokens(field))
            {
                Lower(colon + 1, _lineLength);
            }

            int length = _lineLength - colon - 1;
            string value = length == 0 ? string.Empty : Encoding.UTF8.GetString(_line, colon + 1, length).Trim(' ', '\t');
            _values[field] = _values[field] == null ? value : (string)_values[field] + ", " + value;
        }

        private int FieldAt(int colon)
        {
            Lower(0, colon);
            return HttpField.Find(_line, colon);
        }

        private void Lower(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                int letter = _line[i];
                if (letter >= 'A' && letter <= 'Z')
                {
                    _line[i] = (byte)(letter + 32);
                }
            }
        }
    }
}
