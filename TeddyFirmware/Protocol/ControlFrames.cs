using System;
using TeddyFirmware.Platform;
using TeddyFirmware.Session;

namespace TeddyFirmware.Protocol
{
    /// <summary>The control frames that we write ourselves, in an array made once, each with a fresh mask (RFC 6455, 5.3 and 5.5).</summary>
    /// <remarks>
    /// nanoFramework's library cannot send them: its ping is private and follows the wall clock, its <c>Close</c> sends nothing,
    /// and its answer to a close frame is malformed (facts page, sections 1.6, 1.8 and 16.5). .NET's keeps its pings to itself.
    /// Whoever makes a frame writes it before the next is made.
    /// </remarks>
    public sealed class ControlFrames
    {
        private const byte FinalClose = 0x88;
        private const byte FinalPing = 0x89;
        private const byte FinalPong = 0x8A;
        private const byte Masked = 0x80;
        private const int MaskAt = 2;
        private const int MaskBytes = 4;
        private const int BodyAt = MaskAt + MaskBytes;

        private readonly IRandom _random;
        private readonly byte[] _mask = new byte[MaskBytes];

        /// <summary>Initializes a new instance of the <see cref="ControlFrames"/> class.</summary>
        /// <param name="random">For masks.</param>
        public ControlFrames(IRandom random)
        {
            _random = random;
        }

        /// <summary>Gets the array that holds the frame that was made last; longer by what the masking rounds up to.</summary>
        public byte[] Frame { get; } = new byte[BodyAt + FrameTable.MaxControlBytes + MaskBytes];

        /// <summary>Makes a ping without payload.</summary>
        /// <returns>The frame's length.</returns>
        public int MakePing()
        {
            return Make(FinalPing, 0);
        }

        /// <summary>Makes the answer to a ping.</summary>
        /// <param name="body">The array that begins with the ping's payload.</param>
        /// <param name="length">The payload's length, 0–125 bytes.</param>
        /// <returns>The frame's length.</returns>
        public int MakePong(byte[] body, int length)
        {
            Array.Copy(body, 0, Frame, BodyAt, length);
            return Make(FinalPong, length);
        }

        /// <summary>Makes a close frame.</summary>
        /// <param name="code">The code; 1005 for a frame without one.</param>
        /// <returns>The frame's length.</returns>
        public int MakeClose(int code)
        {
            Frame[BodyAt] = (byte)(code >> 8);
            Frame[BodyAt + 1] = (byte)code;
            return Make(FinalClose, code == CloseCode.NoCode ? 0 : 2);
        }

        private int Make(byte first, int length)
        {
            _random.Fill(_mask);
            Frame[0] = first;
            Frame[1] = (byte)(Masked | length);
            Array.Copy(_mask, 0, Frame, MaskAt, MaskBytes);
            int mask0 = _mask[0];
            int mask1 = _mask[1];
            int mask2 = _mask[2];
            int mask3 = _mask[3];

            // Four bytes a turn, because a board pays for every instruction; what it masks behind the end is not sent.
            byte[] frame = Frame;
            for (int at = BodyAt; at < BodyAt + length; at += MaskBytes)
            {
                frame[at] = (byte)(frame[at] ^ mask0);
                frame[at + 1] = (byte)(frame[at + 1] ^ mask1);
                frame[at + 2] = (byte)(frame[at + 2] ^ mask2);
                frame[at + 3] = (byte)(frame[at + 3] ^ mask3);
            }

            return BodyAt + length;
        }
    }
}
