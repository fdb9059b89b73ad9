using System;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Session
{
    /// <summary>
    /// Follows the frames of a server (RFC 6455, 5.2) while their bytes pass by on the way to a WebSocket library, in
    /// whatever pieces they come: judges them before the library does, reads close codes that the libraries lose, and
    /// takes out frames of unknown kinds.
    /// </summary>
    /// <remarks>
    /// Both libraries lose what the contract's section 4 acts on: nanoFramework's overwrites every close code and
    /// allocates whatever length a frame claims, .NET's takes 1012 and 1013 for protocol errors (facts page, sections
    /// 1.5, 1.7 and 16.5). Nothing is allocated here while bytes pass.
    /// </remarks>
    public sealed class FrameFilter
    {
        private const int OpcodeContinuation = 0;
        private const int OpcodeBinary = 2;
        private const int OpcodeClose = 8;
        private const int OpcodePing = 9;
        private const int OpcodePong = 10;
        private const int MaxControlBytes = 125;
        private const int MaxHeaderBytes = 10;

        private readonly int _maxMessageBytes;
        private readonly byte[] _header = new byte[MaxHeaderBytes];
        private readonly byte[] _controlBody = new byte[MaxControlBytes];
        private readonly bool _takesPings;
        private int _headerBytes;
        private int _headerNeeded = 2;
        private int _payloadLeft;
        private int _payloadLength;
        private int _messageBytes;
        private bool _inMessage;
        private int _pingLength = -1;
        private bool _isDropped;

        /// <summary>Initializes a new instance of the <see cref="FrameFilter"/> class that leaves pings to the library.</summary>
        /// <param name="maxMessageBytes">The longest message that is let through, all its fragments together.</param>
        public FrameFilter(int maxMessageBytes)
            : this(maxMessageBytes, false)
        {
        }

        /// <summary>Initializes a new instance of the <see cref="FrameFilter"/> class.</summary>
        /// <param name="maxMessageBytes">The longest message that is let through, all its fragments together.</param>
        /// <param name="takesPings">
        /// Whether pings and pongs are taken out too: <see cref="TakePing"/> then tells which ping to answer.
        /// </param>
        public FrameFilter(int maxMessageBytes, bool takesPings)
        {
            _maxMessageBytes = maxMessageBytes;
            _takesPings = takesPings;
        }

        /// <summary>Gets the close code with which the connection has to be failed; 0 while all is well.</summary>
        public int Fault { get; private set; }

        /// <summary>
        /// Gets the code of the peer's close frame, as it came; 1005 without one; 1007 for a body of one byte or
        /// not of UTF-8; 0 while there was no close frame.
        /// </summary>
        public int PeerCloseCode { get; private set; }

        /// <summary>Gets how many frames have begun: whatever it is, a frame shows that the peer lives.</summary>
        public int FrameCount { get; private set; }

        /// <summary>Gets how many frames of unknown kinds were taken out.</summary>
        public int DroppedCount { get; private set; }

        /// <summary>Passes bytes as they came from the network.</summary>
        /// <param name="buffer">The array; bytes that may go on to the library are moved up to the offset.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many.</param>
        /// <returns>How many of them go on; 0 is no end of the stream.</returns>
        public int Pass(byte[] buffer, int offset, int count)
        {
            int end = offset + count;
            int kept = offset;
            int at = offset;
            while (at < end && Fault == 0 && PeerCloseCode == 0)
            {
                if (_payloadLeft > 0)
                {
                    int part = end - at < _payloadLeft ? end - at : _payloadLeft;
                    kept = PassPayload(buffer, at, part, kept);
                    at += part;
                    continue;
                }

                byte next = buffer[at++];
                if (TakeHeaderByte(next))
                {
                    buffer[kept++] = next;
                }
            }

            return kept - offset;
        }

        /// <summary>Takes the last ping that was taken out and not answered: an answer to the last is enough (RFC 6455, 5.5.3).</summary>
        /// <param name="body">Takes its payload; 125 bytes.</param>
        /// <returns>The payload's length; -1 where there is no ping to answer.</returns>
        public int TakePing(byte[] body)
        {
            int length = _pingLength;
            if (length > 0)
            {
                Array.Copy(_controlBody, body, length);
            }

            _pingLength = -1;
            return length;
        }

        private int PassPayload(byte[] buffer, int at, int part, int kept)
        {
            int opcode = _header[0] & 0x0F;
            if (opcode == OpcodeClose || (opcode == OpcodePing && _takesPings))
            {
                // An earlier ping's payload is lost here: the answer to this one answers both.
                _pingLength = -1;
                Array.Copy(buffer, at, _controlBody, _payloadLength - _payloadLeft, part);
            }

            if (!_isDropped)
            {
                if (kept != at)
                {
                    Array.Copy(buffer, at, buffer, kept, part);
                }

                kept += part;
            }

            _payloadLeft -= part;
            if (_payloadLeft == 0)
            {
                EndFrame();
            }

            return kept;
        }

        // Tells whether the byte goes on to the library.
        private bool TakeHeaderByte(byte next)
        {
            _header[_headerBytes++] = next;
            if (_headerBytes == 1)
            {
                FrameCount++;
                JudgeFirstByte(next);
            }
            else if (_headerBytes == 2)
            {
                JudgeSecondByte(next);
            }

            if (Fault == 0 && _headerBytes == _headerNeeded)
            {
                JudgeLength();
            }

            return Fault == 0 && !_isDropped;
        }

        private void JudgeFirstByte(int first)
        {
            int opcode = first & 0x0F;
            bool isFinal = (first & 0x80) != 0;
            bool isControl = opcode >= OpcodeClose;
            _isDropped = (opcode > OpcodeBinary && opcode < OpcodeClose) || opcode > OpcodePong
                || (_takesPings && (opcode == OpcodePing || opcode == OpcodePong));

            // No extension was agreed on, so the RSV bits are 0; control frames are whole; a message's fragments follow
            // each other (RFC 6455, 5.2, 5.4 and 5.5).
            bool isBroken = (first & 0x70) != 0 || (isControl && !isFinal);
            if (!isControl && !_isDropped)
            {
                isBroken |= (opcode == OpcodeContinuation) != _inMessage;
                _messageBytes = _inMessage ? _messageBytes : 0;
                _inMessage = !isFinal;
            }

            if (isBroken)
            {
                Fault = CloseCode.ProtocolError;
            }
        }

        private void JudgeSecondByte(int second)
        {
            int length = second & 0x7F;

            // A server does not mask (RFC 6455, 5.1).
            if ((second & 0x80) != 0 || (IsControl && length > MaxControlBytes))
            {
                Fault = CloseCode.ProtocolError;
            }

            _headerNeeded = length == 126 ? 4 : length == 127 ? 10 : 2;
        }

        private void JudgeLength()
        {
            long length = _headerNeeded == 2 ? _header[1] & 0x7F : BigEndian.Read(_header, 2, _headerNeeded - 2);
            bool countsInMessage = !IsControl && !_isDropped;
            long total = countsInMessage ? _messageBytes + length : length;
            if (length < 0 || total > _maxMessageBytes)
            {
                Fault = length < 0 ? CloseCode.ProtocolError : CloseCode.TooBig;
                return;
            }

            _messageBytes = countsInMessage ? (int)total : _messageBytes;
            _payloadLength = (int)length;
            _payloadLeft = _payloadLength;
            _headerBytes = 0;
            _headerNeeded = 2;
            if (_payloadLeft == 0)
            {
                EndFrame();
            }
        }

        private bool IsControl => (_header[0] & 0x08) != 0;

        private void EndFrame()
        {
            int opcode = _header[0] & 0x0F;
            bool isPing = opcode == OpcodePing && _takesPings;
            _pingLength = isPing ? _payloadLength : _pingLength;
            DroppedCount += _isDropped && opcode != OpcodePing && opcode != OpcodePong ? 1 : 0;
            if (opcode != OpcodeClose)
            {
                return;
            }

            bool isText = _payloadLength != 1 && (_payloadLength == 0 || Utf8.IsValid(_controlBody, 2, _payloadLength - 2));
            PeerCloseCode = !isText ? CloseCode.InvalidPayload
                : _payloadLength == 0 ? CloseCode.NoCode
                : (int)BigEndian.Read(_controlBody, 0, 2);

            // 0 is on the wire as good as any other number, but here it would mean that there was no close frame.
            PeerCloseCode = PeerCloseCode == 0 ? CloseCode.ProtocolError : PeerCloseCode;
        }
    }
}
