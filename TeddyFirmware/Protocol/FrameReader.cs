using System;
using TeddyFirmware.Session;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Protocol
{
    /// <summary>
    /// Reads the frames of a server (RFC 6455, 5) out of the bytes that came, in whatever pieces, and hands the WebSocket library
    /// nothing but whole texts, each in one frame: judged, bounded, and UTF-8.
    /// </summary>
    /// <remarks>
    /// Both libraries lose what the contract's section 4 acts on: nanoFramework's overwrites every close code, allocates whatever
    /// length a frame claims, and joins no fragments; .NET's takes 1012 and 1013 for protocol errors (facts page, sections
    /// 1.5, 1.7 and 16.5). So control frames, fragments and faults end here. Of fragments the text is gathered
    /// before the library sees any of it; for everything else nothing is allocated.
    /// </remarks>
    public sealed class FrameReader
    {
        private const int BufferBytes = 512;
        private const int MaxHeaderBytes = 10;
        private const int FinalText = 0x81;
        private const int Final = 0x80;

        private readonly byte[] _header = new byte[MaxHeaderBytes];
        private readonly byte[] _given = new byte[4];
        private readonly TextCheck _check = new TextCheck();
        private int _at;
        private int _end;
        private int _headerBytes;
        private FrameKind _kind;
        private long _left;
        private int _controlBytes;
        private int _givenAt;
        private int _givenEnd;
        private int _owed;
        private byte[] _joined;
        private int _joinedBytes;
        private int _joinedAt;
        private bool _isJoinedWhole;
        private bool _isInMessage;
        private bool _isPassedOver;
        private bool _isInPayload;
        private int _pingBytes = -1;
        private int _ignored;
        private int _tooLong;

        /// <summary>Gets the array to receive into, while <see cref="Read"/> gives nothing and nothing is over.</summary>
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

        /// <summary>Gives bytes to the library. Stops at what is to be taken by <see cref="TakePing"/>, <see cref="TakeIgnored"/>, <see cref="TakeTooLong"/>.</summary>
        /// <param name="target">The library's array.</param>
        /// <param name="offset">Where they go.</param>
        /// <param name="count">How many there may be, at least one.</param>
        /// <returns>How many there are; 0 where something is to be taken, more is to be received, or <see cref="IsOver"/>.</returns>
        public int Read(byte[] target, int offset, int count)
        {
            while (_pingBytes < 0 && _ignored + _tooLong == 0 && !IsOver)
            {
                int given = Give(target, offset, count);
                if (given > 0)
                {
                    return given;
                }

                if (_at == _end)
                {
                    return 0;
                }

                if (!_isInPayload)
                {
                    TakeHeader();
                }
                else if (_kind != FrameKind.Text || _isPassedOver)
                {
                    TakePayload();
                }
            }

            return 0;
        }

        /// <summary>Fills up the frame that the library is in the middle of, after the end.</summary>
        /// <param name="target">The library's array.</param>
        /// <param name="offset">Where the bytes go.</param>
        /// <param name="count">How many there may be.</param>
        /// <returns>How many there are; 0 where the library waits for a frame.</returns>
        /// <remarks>
        /// nanoFramework's library catches what a read throws only while it reads a header; thrown at a payload, the exception
        /// ends its receive thread without a word (facts page, section 1.7; WS ReceiveAndControllThread.cs).
        /// </remarks>
        public int Fill(byte[] target, int offset, int count)
        {
            int given = GiveHeader(target, offset, count);
            if (given == 0 && _owed > 0)
            {
                given = count < _owed ? count : _owed;
                Array.Clear(target, offset, given);
                _owed -= given;
            }

            return given;
        }

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

        private int Give(byte[] target, int offset, int count)
        {
            int given = GiveHeader(target, offset, count);
            if (given > 0 || _owed == 0)
            {
                return given;
            }

            given = count < _owed ? count : _owed;
            if (_isJoinedWhole)
            {
                Array.Copy(_joined, _joinedAt, target, offset, given);
                _joinedAt += given;
                _isJoinedWhole = _joinedAt < _joinedBytes;
                _joined = _isJoinedWhole ? _joined : null;
            }
            else
            {
                given = given < _end - _at ? given : _end - _at;
                if (!Check(given))
                {
                    return 0;
                }

                Array.Copy(Buffer, _at, target, offset, given);
                Pass(given);
            }

            _owed -= given;
            return given;
        }

        private int GiveHeader(byte[] target, int offset, int count)
        {
            int given = _givenEnd - _givenAt;
            given = given < count ? given : count;
            Array.Copy(_given, _givenAt, target, offset, given);
            _givenAt += given;
            return given;
        }

        // What the library is to see of a text, in the shortest form, which is the only one that both libraries are asked for.
        private void Owe(int length)
        {
            bool isShort = length < 126;
            _given[0] = FinalText;
            _given[1] = (byte)(isShort ? length : 126);
            _given[2] = (byte)(length >> 8);
            _given[3] = (byte)length;
            _givenAt = 0;
            _givenEnd = isShort ? 2 : 4;
            _owed = length;
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
                _joinedBytes = 0;
                _check.Reset();
                _isPassedOver = _kind == FrameKind.Binary;
                _ignored += _isPassedOver ? 1 : 0;
            }

            _isInMessage = !isFinal;
            if (!_isPassedOver && length > FrameTable.MaxMessageBytes - _joinedBytes)
            {
                _isPassedOver = true;
                _tooLong++;
                _joined = null;
            }

            if (_isPassedOver)
            {
                return;
            }

            if (_kind == FrameKind.Text && isFinal)
            {
                Owe((int)length);
                return;
            }

            // A fragment: it waits for the others.
            _kind = FrameKind.Part;
            MakeRoom(_joinedBytes + (int)length);
        }

        private void MakeRoom(int needed)
        {
            if (_joined != null && needed <= _joined.Length)
            {
                return;
            }

            int size = _joinedBytes == 0 || needed > 2 * _joinedBytes ? needed : 2 * _joinedBytes;
            byte[] larger = new byte[size < FrameTable.MaxMessageBytes ? size : FrameTable.MaxMessageBytes];
            if (_joinedBytes > 0)
            {
                Array.Copy(_joined, larger, _joinedBytes);
            }

            _joined = larger;
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
            else if (_kind == FrameKind.Part && !_isPassedOver)
            {
                if (!Check(part))
                {
                    return;
                }

                Array.Copy(Buffer, _at, _joined, _joinedBytes, part);
                _joinedBytes += part;
            }

            Pass(part);
        }

        private bool Check(int part)
        {
            bool isLast = part == _left && (_header[0] & Final) != 0;
            if (_check.Add(Buffer, _at, part) && (!isLast || _check.IsWhole))
            {
                return true;
            }

            Fault = CloseCode.InvalidPayload;
            return false;
        }

        private void Pass(int part)
        {
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
            else if (_kind == FrameKind.Part && !_isInMessage && !_isPassedOver)
            {
                EndJoined();
            }
        }

        private void EndJoined()
        {
            if (!_check.IsWhole)
            {
                // The last fragment is empty, and the one before it ends inside a letter.
                Fault = CloseCode.InvalidPayload;
                return;
            }

            Owe(_joinedBytes);
            _joinedAt = 0;
            _isJoinedWhole = _joinedBytes > 0;
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
