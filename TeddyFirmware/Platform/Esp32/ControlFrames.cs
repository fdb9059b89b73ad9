using System;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The control frames that we write ourselves, masked (RFC 6455, 5.3), in arrays made once.</summary>
    /// <remarks>
    /// The library cannot send them: its ping is private and follows the wall clock, its <c>Close</c> sends nothing, and
    /// its answer to a close frame is malformed (facts page, sections 1.6, 1.8 and 16.5).
    /// </remarks>
    internal sealed class ControlFrames
    {
        private const byte FinalPing = 0x89;
        private const byte FinalPong = 0x8A;
        private const byte FinalClose = 0x88;
        private const byte Masked = 0x80;
        private const int MaskAt = 2;
        private const int MaskBytes = 4;
        private const int MaxPayloadBytes = 125;
        private const int CodeAt = MaskAt + MaskBytes;

        private readonly byte[] _mask = new byte[MaskBytes];
        private readonly byte[] _pong = new byte[CodeAt + MaxPayloadBytes];
        private readonly byte[] _close = new byte[CodeAt + 2];

        internal ControlFrames(IRandom random)
        {
            random.Fill(_mask);
            Ping = new byte[CodeAt];
            Ping[0] = FinalPing;
            Ping[1] = Masked;
            Array.Copy(_mask, 0, Ping, MaskAt, MaskBytes);
        }

        /// <summary>Gets a ping without payload: there is nothing that its mask could hide, so it may be sent again.</summary>
        internal byte[] Ping { get; }

        /// <summary>Gets the array for the payload of a ping, before <see cref="MakePong"/>.</summary>
        internal byte[] PingBody { get; } = new byte[MaxPayloadBytes];

        /// <summary>Makes the answer to the ping in <see cref="PingBody"/>.</summary>
        /// <param name="payloadLength">The payload's length, 0–125 bytes.</param>
        /// <param name="length">Takes the frame's length.</param>
        /// <returns>The array that holds it.</returns>
        internal byte[] MakePong(int payloadLength, out int length)
        {
            _pong[0] = FinalPong;
            _pong[1] = (byte)(Masked | payloadLength);
            Array.Copy(_mask, 0, _pong, MaskAt, MaskBytes);
            for (int i = 0; i < payloadLength; i++)
            {
                _pong[CodeAt + i] = (byte)(PingBody[i] ^ _mask[i % MaskBytes]);
            }

            length = CodeAt + payloadLength;
            return _pong;
        }

        /// <summary>Makes a close frame.</summary>
        /// <param name="code">The code; 0 for a frame without one.</param>
        /// <param name="length">Takes the frame's length.</param>
        /// <returns>The array that holds it.</returns>
        internal byte[] MakeClose(int code, out int length)
        {
            bool hasCode = code != 0;
            _close[0] = FinalClose;
            _close[1] = (byte)(Masked | (hasCode ? 2 : 0));
            Array.Copy(_mask, 0, _close, MaskAt, MaskBytes);
            _close[CodeAt] = (byte)((code >> 8) ^ _mask[0]);
            _close[CodeAt + 1] = (byte)(code ^ _mask[1]);
            length = hasCode ? CodeAt + 2 : CodeAt;
            return _close;
        }
    }
}
