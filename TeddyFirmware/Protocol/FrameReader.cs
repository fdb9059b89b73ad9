using System;
using TeddyFirmware.Session;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Protocol
{
    /// <summary>
    /// Reads the frames of a server (RFC 6455, 5) out of the bytes that came, in whatever pieces, and joins its texts: judged,
    /// bounded, and UTF-8.
    /// </summary>
    /// <remarks>
    /// Both WebSocket libraries lose what the contract's section 4 acts on: nanoFramework's overwrites every close code, allocates whatever
    /// length a frame claims, joins no fragments, and sends each byte through a mask of zeros, 24 instructions a byte; .NET's takes
    /// 1012 and 1013 for protocol errors (facts page, sections 1.5, 1.7 and 16.5). Nothing is allocated here but a text that is delivered.
    /// </remarks>
    public sealed class FrameReader
    {
        private const int BufferBytes = 256;
        private const int MaxHeaderBytes = 10;
        private const int Final = 0x80;

        private readonly byte[] _header = new byte[MaxHeaderBytes];
        private readonly IncomingText _text = new IncomingText();
        private int _at;
        private int _end;
        private int _headerBytes;
        private FrameKind _kind;
        private long _left;
        private int _controlBytes;
        private bool _isInMessage;
        private bool _isPassedOver;
        private bool _isInPayload;
        private bool _isTextWhole;
        private int _pingBytes = -1;
        private int _ignored;
        private int _tooLong;

        /// <summary>Gets the array to receive into, while <see cref="Read"/> finds no text and nothing is over.</summary>
        public byte[] Buffer { get; } = new byte[BufferBytes];

        /// <summary>Gets the payload of the last control frame.</summary>
        public byte[] ControlBody { get; } = new byte[FrameTable.MaxControlBytes];

        /// <summary>Gets the close code with which the connection has to be failed; 0 while all is well.</summary>
        public int Fault { get; private set; }

        /// <summary>Gets the code of the peer's close frame; 1005 without one; 0 while there was no close frame.</summary>
        public int PeerCloseCode { get; private set; }

        /// <summary>Gets a value indicating whether all that was received has been read.</summary>
        public bool NeedsBytes => _at == _end;

        /// <summary>Gets a value indicating whether nothing more is to be read: the peer has closed, or is at fault.</summary>
        public bool IsOver => Fault != 0 || PeerCloseCode != 0;

        /// <summary>Tells that bytes have come.</summary>
        /// <param name="offset">Where they begin in <see cref="Buffer"/>.</param>
        /// <param name="count">How many.</param>
        public void Receive(int offset, int count)
        {
            _at = offset;
            _end = offset + count;
        }

        /// <summary>Reads up to the end of a text; stops before it at what is to be taken by one of the others of these methods.</summary>
        /// <returns>True for a text; false where something else is to be taken, more is to be received, or <see cref="IsOver"/>.</returns>
        public bool Read()
        {
            bool isText = false;
            while (!isText && _pingBytes < 0 && _ignored + _tooLong == 0 && _at < _end && !IsOver)
            {
                if (_isInPayload)
                {
                    TakePayload();
                }
                else
                {
                    TakeHeader();
                }

                isText = _isTextWhole;
                _isTextWhole = false;
            }

            return isText;
        }

        /// <summary>Takes the text.</summary>
        /// <param name="length">Its length in bytes.</param>
        /// <returns>An array that begins with it, and that is the caller's from now on.</returns>
        public byte[] TakeText(out int length) => _text.Take(out length);

        /// <summary>Takes a ping that is to be answered; each is, so that the answers do not depend on how the bytes were cut.</summary>
        /// <returns>The length of its payload in <see cref="ControlBody"/>; -1 where there is none.</returns>
        public int TakePing()
        {
            int length = _pingBytes;
            _pingBytes = -1;
            return length;
        }

        /// <summary>Takes the count of binary messages that were passed over since the last call.</summary>
        /// <returns>0 or 1.</returns>
        public int TakeIgnored()
        {
            int count = _ignored;
            _ignored = 0;
            return count;
        }

        /// <summary>Takes the count of texts over the limit that were passed over since the last call.</summary>
        /// <returns>0 or 1.</returns>
        public int TakeTooLong()
        {
            int count = _tooLong;
            _tooLong = 0;
            return count;
        }

        private void TakeHeader()
        {
            while (_at < _end)
            {
                _header[_headerBytes++] = Buffer[_at++];
                if (_headerBytes == 1)
                {
                    _kind = FrameTable.Kind(_header[0], _isInMessage);
                }

                if (_kind == FrameKind.Broken || (_headerBytes == 2 && !FrameTable.IsSound(_kind, _header[1])))
                {
                    Fault = CloseCode.ProtocolError;
                    return;
                }

                int form = _header[1] & 0x7F;
                if (_headerBytes > 1 && _headerBytes == (form == 126 ? 4 : form == 127 ? MaxHeaderBytes : 2))
                {
                    Begin(form < 126 ? form : BigEndian.Read(_header, 2, _headerBytes - 2));
                    return;
                }
            }
        }

        private void Begin(long length)
        {
            _headerBytes = 0;
            if (length < 0)
            {
                // The highest bit of a length is 0 (RFC 6455, 5.2).
                Fault = CloseCode.ProtocolError;
                return;
            }

            bool isFinal = (_header[0] & Final) != 0;
            _left = length;
            _controlBytes = 0;
            _isInPayload = true;
            if (_kind < FrameKind.Close)
            {
                BeginMessage(length, isFinal);
            }

            if (_left == 0)
            {
                EndFrame();
            }
        }

        private void BeginMessage(long length, bool isFinal)
        {
            if (_kind != FrameKind.Part)
            {
                _text.Begin();
                _isPassedOver = _kind == FrameKind.Binary;
                _ignored += _isPassedOver ? 1 : 0;
            }

            _isInMessage = !isFinal;
            if (!_isPassedOver && !_text.TryExpect(length))
            {
                _isPassedOver = true;
                _tooLong++;
            }
        }

        private void TakePayload()
        {
            int part = _end - _at;
            part = part < _left ? part : (int)_left;
            if (_kind == FrameKind.Close || _kind == FrameKind.Ping)
            {
                Array.Copy(Buffer, _at, ControlBody, _controlBytes, part);
                _controlBytes += part;
            }
            else if (_kind < FrameKind.Close && !_isPassedOver && !_text.Add(Buffer, _at, part))
            {
                Fault = CloseCode.InvalidPayload;
                return;
            }

            _at += part;
            _left -= part;
            if (_left == 0)
            {
                EndFrame();
            }
        }

        private void EndFrame()
        {
            _isInPayload = false;
            if (_kind == FrameKind.Ping)
            {
                _pingBytes = _controlBytes;
            }
            else if (_kind == FrameKind.Close)
            {
                JudgeClose();
            }
            else if (_kind < FrameKind.Close && !_isInMessage && !_isPassedOver)
            {
                // Or it ends inside a letter.
                _isTextWhole = _text.IsWhole;
                Fault = _isTextWhole ? 0 : CloseCode.InvalidPayload;
            }
        }

        // RFC 6455, 5.5.1 and 7.1.5: no body, or a code that may be sent and a reason in UTF-8.
        private void JudgeClose()
        {
            int code = _controlBytes == 0 ? CloseCode.NoCode : (ControlBody[0] << 8) | ControlBody[1];
            if (_controlBytes > 0 && (_controlBytes == 1 || !FrameTable.IsCloseCode(code)))
            {
                Fault = CloseCode.ProtocolError;
            }
            else if (_controlBytes > 2 && !Utf8.IsValid(ControlBody, 2, _controlBytes - 2))
            {
                Fault = CloseCode.InvalidPayload;
            }
            else
            {
                PeerCloseCode = code;
            }
        }
    }
}
