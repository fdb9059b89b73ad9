using System;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Protocol
{
    /// <summary>Checks that a text is UTF-8 while it comes in pieces: a letter may be cut by a fragment (RFC 6455, 5.6).</summary>
    public sealed class TextCheck
    {
        private readonly byte[] _cut = new byte[4];
        private int _cutBytes;

        /// <summary>Gets a value indicating whether the text may end here.</summary>
        public bool IsWhole => _cutBytes == 0;

        /// <summary>Begins with another text.</summary>
        public void Reset()
        {
            _cutBytes = 0;
        }

        /// <summary>Looks at the next piece.</summary>
        /// <param name="text">The array that holds it.</param>
        /// <param name="at">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>False where the text is not UTF-8, whatever follows.</returns>
        public bool Add(byte[] text, int at, int count)
        {
            int end = at + count;
            while (_cutBytes > 0 && at < end)
            {
                _cut[_cutBytes++] = text[at++];
                int length = Utf8.AnnouncedLength(_cut, 0, _cutBytes);
                if (length == 0)
                {
                    return false;
                }

                _cutBytes = length == _cutBytes ? 0 : _cutBytes;
            }

            at = Utf8.ValidEnd(text, at, end);
            if (at < end)
            {
                if (Utf8.AnnouncedLength(text, at, end) <= end - at)
                {
                    return false;
                }

                _cutBytes = end - at;
                Array.Copy(text, at, _cut, 0, _cutBytes);
            }

            return true;
        }
    }
}
