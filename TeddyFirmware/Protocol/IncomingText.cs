using System;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Protocol
{
    /// <summary>A text that comes in pieces, in one array: bounded, and checked to be UTF-8 (RFC 6455, 5.4 and 8.1).</summary>
    public sealed class IncomingText
    {
        private byte[] _bytes;
        private int _length;
        private int _validEnd;

        /// <summary>Gets a value indicating whether the text may end here: not inside a letter.</summary>
        public bool IsWhole => _validEnd == _length;

        /// <summary>Begins with another text.</summary>
        public void Begin()
        {
            _length = 0;
            _validEnd = 0;
        }

        /// <summary>Makes room for a piece that is announced.</summary>
        /// <param name="count">Its length.</param>
        /// <returns>False where the text would be longer than the limit: nothing of it is kept.</returns>
        public bool TryExpect(long count)
        {
            if (count > FrameTable.MaxMessageBytes - _length)
            {
                _bytes = null;
                return false;
            }

            int needed = _length + (int)count;
            if (_bytes == null || needed > _bytes.Length)
            {
                // A fragment that is followed by many makes room for them: twice what there is.
                int size = needed > 2 * _length ? needed : 2 * _length;
                byte[] larger = new byte[size < FrameTable.MaxMessageBytes ? size : FrameTable.MaxMessageBytes];
                if (_length > 0)
                {
                    Array.Copy(_bytes, larger, _length);
                }

                _bytes = larger;
            }

            return true;
        }

        /// <summary>Appends bytes that there is room for.</summary>
        /// <param name="source">The array that holds them.</param>
        /// <param name="at">Where they begin.</param>
        /// <param name="count">How many.</param>
        /// <returns>False where the text is not UTF-8, whatever follows.</returns>
        public bool Add(byte[] source, int at, int count)
        {
            Array.Copy(source, at, _bytes, _length, count);
            _length += count;
            _validEnd = Utf8.ValidEnd(_bytes, _validEnd, _length);
            return IsWhole || Utf8.AnnouncedLength(_bytes, _validEnd, _length) > _length - _validEnd;
        }

        /// <summary>Gives the text away.</summary>
        /// <param name="length">Its length.</param>
        /// <returns>The array that begins with it.</returns>
        public byte[] Take(out int length)
        {
            byte[] bytes = _bytes;
            length = _length;
            _bytes = null;
            return bytes;
        }
    }
}
