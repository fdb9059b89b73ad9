using System;
using TeddyFirmware.Platform;
using TeddyFirmware.Session;

namespace TeddyFirmware.Protocol
{
    /// <summary>The frames that we write, in an array made once, each with a fresh mask (RFC 6455, 5.2, 5.3 and 5.5).</summary>
    /// <remarks>
    /// Control frames for PC and board: .NET's library keeps its pings to itself. Texts for the board alone, in pieces, so that a
    /// long one needs no second array. Whoever makes a frame or a piece writes it before the next is made.
    /// </remarks>
    public sealed class ClientFrames
    {
        /// <summary>How many bytes of a text a piece takes; a multiple of the mask's four.</summary>
        public const int PieceBytes = 256;

        private const byte FinalText = 0x81;
        private const byte FinalClose = 0x88;
        private const byte FinalPing = 0x89;
        private const byte FinalPong = 0x8A;
        private const byte Masked = 0x80;
        private const byte LongForm = 126;
        private const int LengthBytes = 2;
        private const int MaskAt = 2;
        private const int MaskBytes = 4;
        private const int BodyAt = MaskAt + MaskBytes;

        private readonly IRandom _random;
        private readonly byte[] _mask = new byte[MaskBytes];

        /// <summary>Initializes a new instance of the <see cref="ClientFrames"/> class.</summary>
        /// <param name="random">For masks.</param>
        public ClientFrames(IRandom random)
        {
            _random = random;
        }

        /// <summary>Gets the array that holds the frame or piece that was made last; longer by what the masking rounds up to.</summary>
        public byte[] Frame { get; } = new byte[BodyAt + LengthBytes + PieceBytes + MaskBytes];

        /// <summary>Makes a piece of a text's one frame: its head with the first bytes, or the next bytes.</summary>
        /// <param name="text">The array that begins with the text.</param>
        /// <param name="done">How many bytes of it are in the pieces before: a multiple of <see cref="PieceBytes"/>.</param>
        /// <param name="length">The text's length, up to 8,192 bytes.</param>
        /// <returns>The piece's length.</returns>
        public int MakeText(byte[] text, int done, int length)
        {
            int at = 0;
            if (done == 0)
            {
                bool isLong = length >= LongForm;
                Frame[2] = (byte)(length >> 8);
                Frame[3] = (byte)length;
                at = BeginFrame(FinalText, isLong ? LongForm : length, isLong ? MaskAt + LengthBytes : MaskAt);
            }

            int part = length - done < PieceBytes ? length - done : PieceBytes;
            Array.Copy(text, done, Frame, at, part);
            return Mask(at, part);
        }

        /// <summary>Makes a ping without payload.</summary>
        /// <returns>The frame's length.</returns>
        public int MakePing() => Make(FinalPing, 0);

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

        private int Make(byte first, int length) => Mask(BeginFrame(first, length, MaskAt), length);

        private int BeginFrame(byte first, int shortLength, int maskAt)
        {
            _random.Fill(_mask);
            Frame[0] = first;
            Frame[1] = (byte)(Masked | shortLength);
            Array.Copy(_mask, 0, Frame, maskAt, MaskBytes);
            return maskAt + MaskBytes;
        }

        private int Mask(int at, int length)
        {
            int end = at + length;
            int mask0 = _mask[0];
            int mask1 = _mask[1];
            int mask2 = _mask[2];
            int mask3 = _mask[3];

            // Four bytes a turn, because a board pays for every instruction; what it masks behind the end is not sent.
            byte[] frame = Frame;
            for (; at < end; at += MaskBytes)
            {
                frame[at] = (byte)(frame[at] ^ mask0);
                frame[at + 1] = (byte)(frame[at + 1] ^ mask1);
                frame[at + 2] = (byte)(frame[at + 2] ^ mask2);
                frame[at + 3] = (byte)(frame[at + 3] ^ mask3);
            }

            return end;
        }
    }
}
