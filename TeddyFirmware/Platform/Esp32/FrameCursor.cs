using TeddyFirmware.Wire;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Knows whether the library, reading the server's frames, waits for a header or for a payload.</summary>
    /// <remarks>
    /// It catches what a read throws only while it reads a header; thrown at a payload, the exception ends its receive
    /// thread without a word, and the thread's timer stays behind (facts page, section 1.7; WS
    /// ReceiveAndControllThread.cs). So a payload that breaks off has to be filled up first.
    /// </remarks>
    internal sealed class FrameCursor
    {
        private readonly byte[] _header = new byte[10];
        private int _headerBytes;
        private int _payloadLeft;

        /// <summary>Gets a value indicating whether the next byte is a payload's.</summary>
        internal bool IsInPayload => _payloadLeft > 0;

        /// <summary>Follows bytes that were judged before: unmasked frames of bounded length.</summary>
        internal void Advance(byte[] buffer, int offset, int count)
        {
            int end = offset + count;
            for (int at = offset; at < end; at++)
            {
                if (_payloadLeft > 0)
                {
                    int part = end - at < _payloadLeft ? end - at : _payloadLeft;
                    _payloadLeft -= part;
                    at += part - 1;
                    continue;
                }

                _header[_headerBytes++] = buffer[at];
                TakeHeader();
            }
        }

        private void TakeHeader()
        {
            int length = _headerBytes < 2 ? 0 : _header[1] & 0x7F;
            int needed = length == 126 ? 4 : length == 127 ? 10 : 2;
            if (_headerBytes < needed)
            {
                return;
            }

            _payloadLeft = needed == 2 ? length : (int)BigEndian.Read(_header, 2, needed - 2);
            _headerBytes = 0;
        }
    }
}
