namespace TeddyFirmware.Protocol
{
    /// <summary>The framing of a chunked body (RFC 9112, 7.1): sizes in, and how many of the bytes behind them are data.</summary>
    public sealed class HttpChunks
    {
        // A size with its extensions, and a line of the trailer: nobody needs more.
        private const int MaxLineBytes = 512;
        private const int MaxChunkBytes = 0xFFFFFF;

        private int _left;
        private int _size;
        private int _digits;
        private int _lineBytes;
        private byte _last;
        private bool _isInData;
        private bool _isSizeOver;
        private bool _isInTrailer;

        /// <summary>Whether the last chunk and its trailer are there.</summary>
        public bool IsWhole;

        /// <summary>Whether a size is none.</summary>
        public bool IsBroken;

        /// <summary>How many bytes <see cref="TakeData"/> has found last.</summary>
        public int DataLength;

        /// <summary>Takes what is no data: sizes, line ends, the trailer.</summary>
        /// <param name="buffer">The array.</param>
        /// <param name="at">Where it begins.</param>
        /// <param name="count">How many bytes there are.</param>
        /// <returns>How many bytes of it are no data.</returns>
        public int Take(byte[] buffer, int at, int count)
        {
            int taken = 0;
            while (taken < count && _left == 0 && !IsWhole && !IsBroken)
            {
                TakeByte(buffer[at + taken]);
                taken++;
            }

            return taken;
        }

        /// <summary>Takes data.</summary>
        /// <param name="count">How many bytes there are.</param>
        /// <returns>How many of them are data.</returns>
        public int TakeData(int count)
        {
            DataLength = count < _left ? count : _left;
            _left -= DataLength;
            return DataLength;
        }

        private void TakeByte(byte next)
        {
            _lineBytes++;
            IsBroken = _lineBytes > MaxLineBytes;
            if (next == '\n')
            {
                EndLine();
            }
            else if (_isInData)
            {
                // Behind the data stands a line end, and nothing else.
                IsBroken |= next != '\r' || _lineBytes > 1;
            }
            else if (!_isInTrailer && !_isSizeOver)
            {
                TakeDigit(next);
            }

            _last = next;
        }

        private void TakeDigit(byte next)
        {
            int digit = next >= '0' && next <= '9' ? next - '0'
                : next >= 'a' && next <= 'f' ? next - 'a' + 10
                : next >= 'A' && next <= 'F' ? next - 'A' + 10
                : -1;
            if (digit < 0)
            {
                _isSizeOver = true;
                IsBroken |= _digits == 0 || (next != ';' && next != '\r' && next != ' ' && next != '\t');
                return;
            }

            _digits++;
            _size = (_size * 16) + digit;
            _size = _size > MaxChunkBytes ? MaxChunkBytes : _size;
        }

        private void EndLine()
        {
            bool isBlank = _lineBytes == 1 || (_lineBytes == 2 && _last == '\r');
            _lineBytes = 0;
            if (_isInTrailer)
            {
                IsWhole = isBlank;
                return;
            }

            if (_isInData)
            {
                _isInData = false;
                return;
            }

            IsBroken |= _digits == 0;
            _isInTrailer = _size == 0;
            _isInData = !_isInTrailer;
            _left = _size;
            _size = 0;
            _digits = 0;
            _isSizeOver = false;
        }
    }
}
