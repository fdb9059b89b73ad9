using TeddyFirmware.Wire;

namespace TeddyFirmware.Dialing
{
    /// <summary>Reads what a server says to a ClientHello of TLS 1.2, up to its ServerHelloDone or to an alert (RFC 5246, 7.3).</summary>
    /// <remarks>
    /// Bytes come in whatever pieces the network made of them; messages may lie across records, and records hold several
    /// (6.2.1). Nothing is kept but the ServerHello's first bytes, and nothing is verified: that is the handshake's work.
    /// </remarks>
    public sealed class FirstFlight
    {
        /// <summary>The longest flight that is read, in bytes: four times what Mbed TLS takes for one message.</summary>
        public const int MaxBytes = 65536;

        private const int RecordHeadBytes = 5;
        private const int MessageHeadBytes = 4;
        private const int MaxRecordBytes = 16384;

        // Version, random, length of the session's id, the id, suite.
        private const int MaxHelloBytes = 2 + 32 + 1 + 32 + 2;
        private const int SessionIdAt = 34;

        private const int AlertType = 21;
        private const int HandshakeType = 22;
        private const int WarningLevel = 1;
        private const int CloseNotify = 0;
        private const int ServerHello = 2;
        private const int ServerHelloDone = 14;

        private readonly byte[] _head = new byte[RecordHeadBytes];
        private readonly byte[] _message = new byte[MessageHeadBytes];
        private readonly byte[] _alert = new byte[2];
        private readonly byte[] _hello = new byte[MaxHelloBytes];
        private int _headLength;
        private int _recordLeft;
        private int _messageLength;
        private int _messageLeft;
        private int _alertLength;
        private int _helloLength;
        private int _total;

        /// <summary>Gets what is known by now; never more than waiting, answered, or not TLS.</summary>
        public PeerAnswer Answer { get; private set; }

        /// <summary>Gets the alert that ended it; -1 without one (RFC 5246, 7.2).</summary>
        public int Alert { get; private set; } = -1;

        /// <summary>Gets the version of the ServerHello, such as 0x0303; 0 without one.</summary>
        public int Version => _helloLength > SessionIdAt ? (int)BigEndian.Read(_hello, 0, 2) : 0;

        /// <summary>Gets the cipher suite of the ServerHello; 0 without one.</summary>
        public int Suite
        {
            get
            {
                int at = SessionIdAt + 1 + _hello[SessionIdAt];
                return _helloLength >= at + 2 ? (int)BigEndian.Read(_hello, at, 2) : 0;
            }
        }

        /// <summary>Takes the next bytes.</summary>
        /// <param name="buffer">Holds them.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many they are.</param>
        /// <returns><see cref="Answer"/>.</returns>
        public PeerAnswer Take(byte[] buffer, int offset, int count)
        {
            int end = offset + count;
            while (offset < end && Answer == PeerAnswer.Waiting)
            {
                offset += _recordLeft > 0 ? TakeContent(buffer, offset, end - offset) : TakeHead(buffer, offset, end - offset);
            }

            _total += count;
            if (_total > MaxBytes && Answer == PeerAnswer.Waiting)
            {
                Answer = PeerAnswer.NotTls;
            }

            return Answer;
        }

        private int TakeHead(byte[] buffer, int offset, int count)
        {
            int part = Fill(_head, ref _headLength, RecordHeadBytes, buffer, offset, count);

            // The first byte tells most strangers apart: an HTTP server answers with an 'H'.
            bool isTls = (_head[0] == HandshakeType || _head[0] == AlertType) && (_headLength < 2 || _head[1] == 3);
            if (isTls && _headLength == RecordHeadBytes)
            {
                _headLength = 0;
                _recordLeft = (int)BigEndian.Read(_head, 3, 2);

                // An empty handshake record is forbidden (6.2.1): a peer could send them for ever.
                isTls = _recordLeft > 0 && _recordLeft <= MaxRecordBytes;
            }

            Answer = isTls ? PeerAnswer.Waiting : PeerAnswer.NotTls;
            return part;
        }

        private int TakeContent(byte[] buffer, int offset, int count)
        {
            int limit = count < _recordLeft ? count : _recordLeft;
            int part = _head[0] == AlertType ? TakeAlert(buffer, offset, limit)
                : _messageLeft > 0 ? TakeMessage(buffer, offset, limit)
                : TakeMessageHead(buffer, offset, limit);
            _recordLeft -= part;
            return part;
        }

        private int TakeAlert(byte[] buffer, int offset, int count)
        {
            int part = Fill(_alert, ref _alertLength, _alert.Length, buffer, offset, count);
            if (_alertLength == _alert.Length)
            {
                _alertLength = 0;

                // A warning such as "unrecognized name" stands before a flight, and not in place of one (RFC 6066, 3).
                if (_alert[0] != WarningLevel || _alert[1] == CloseNotify)
                {
                    Alert = _alert[1];
                    Answer = PeerAnswer.Answered;
                }
            }

            return part;
        }

        private int TakeMessageHead(byte[] buffer, int offset, int count)
        {
            int part = Fill(_message, ref _messageLength, MessageHeadBytes, buffer, offset, count);
            if (_messageLength == MessageHeadBytes)
            {
                _messageLength = 0;
                _messageLeft = (int)BigEndian.Read(_message, 1, 3);
                Answer = Judge(_message[0]);
            }

            return part;
        }

        // The first message is the ServerHello; what a server may say between it and the end is not ours to judge.
        private PeerAnswer Judge(int type)
        {
            bool isFirst = _helloLength == 0;
            if (isFirst != (type == ServerHello) || _messageLeft > MaxBytes)
            {
                return PeerAnswer.NotTls;
            }

            return type == ServerHelloDone ? PeerAnswer.Answered : PeerAnswer.Waiting;
        }

        private int TakeMessage(byte[] buffer, int offset, int count)
        {
            int part = count < _messageLeft ? count : _messageLeft;
            if (_message[0] == ServerHello && _helloLength < MaxHelloBytes)
            {
                Fill(_hello, ref _helloLength, MaxHelloBytes, buffer, offset, part);
            }

            _messageLeft -= part;
            return part;
        }

        private static int Fill(byte[] target, ref int length, int wanted, byte[] buffer, int offset, int count)
        {
            int part = count < wanted - length ? count : wanted - length;
            System.Array.Copy(buffer, offset, target, length, part);
            length += part;
            return part;
        }
    }
}
