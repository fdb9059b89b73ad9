using K = TeddyFirmware.Protocol.FrameKind;

namespace TeddyFirmware.Protocol
{
    /// <summary>The tables of RFC 6455, 5.2 to 5.5 and 7.4: opcode, flags, length → deliver, answer, pass over, or fail.</summary>
    public static class FrameTable
    {
        /// <summary>The longest message that is delivered, in bytes, all fragments together (contract, section 4).</summary>
        public const int MaxMessageBytes = 8192;

        /// <summary>The longest payload of a control frame (RFC 6455, 5.5).</summary>
        public const int MaxControlBytes = 125;

        private const int Final = 0x80;
        private const int Reserved = 0x70;
        private const int Masked = 0x80;
        private const int FirstControl = 8;

        private static readonly byte[] s_kinds =
        {
            // opcode         outside a message   inside one (5.4)
            /* continuation */ (byte)K.Broken,    (byte)K.Part,
            /* text         */ (byte)K.Text,      (byte)K.Broken,
            /* binary       */ (byte)K.Binary,    (byte)K.Broken,
            /* 3, reserved  */ (byte)K.Broken,    (byte)K.Broken,
            /* 4            */ (byte)K.Broken,    (byte)K.Broken,
            /* 5            */ (byte)K.Broken,    (byte)K.Broken,
            /* 6            */ (byte)K.Broken,    (byte)K.Broken,
            /* 7            */ (byte)K.Broken,    (byte)K.Broken,
            /* close        */ (byte)K.Close,     (byte)K.Close,
            /* ping         */ (byte)K.Ping,      (byte)K.Ping,
            /* pong         */ (byte)K.Pong,      (byte)K.Pong,
            /* 11, reserved */ (byte)K.Broken,    (byte)K.Broken,
            /* 12           */ (byte)K.Broken,    (byte)K.Broken,
            /* 13           */ (byte)K.Broken,    (byte)K.Broken,
            /* 14           */ (byte)K.Broken,    (byte)K.Broken,
            /* 15           */ (byte)K.Broken,    (byte)K.Broken,
        };

        // Codes that may stand in a close frame, from and to (RFC 6455, 7.4, and the IANA registry up to 1014).
        private static readonly int[] s_closeCodes =
        {
            1000, 1003,
            1007, 1014,
            3000, 4999,
        };

        /// <summary>Judges the first byte of a frame: no extension was agreed on, and control frames are whole (5.2, 5.5).</summary>
        /// <param name="first">FIN, the reserved bits, and the opcode.</param>
        /// <param name="isInMessage">Whether a message has begun and not ended.</param>
        /// <returns>What the frame is.</returns>
        public static FrameKind Kind(int first, bool isInMessage)
        {
            int opcode = first & 0x0F;
            bool isCut = opcode >= FirstControl && (first & Final) == 0;
            return (first & Reserved) != 0 || isCut ? FrameKind.Broken : (FrameKind)s_kinds[(opcode * 2) + (isInMessage ? 1 : 0)];
        }

        /// <summary>Judges the second byte: a server does not mask (5.1), a control frame has a length of one byte (5.5).</summary>
        /// <param name="kind">What the frame is by its first byte.</param>
        /// <param name="second">The mask bit and the length, or the form of the length.</param>
        /// <returns>False where it breaks the protocol.</returns>
        public static bool IsSound(FrameKind kind, int second) =>
            (second & Masked) == 0 && (kind < FrameKind.Close || (second & 0x7F) <= MaxControlBytes);

        /// <summary>Tells whether a code may stand in a close frame, and so may be answered with.</summary>
        /// <param name="code">The code.</param>
        /// <returns>False where it fails the connection.</returns>
        public static bool IsCloseCode(int code)
        {
            for (int i = 0; i < s_closeCodes.Length; i += 2)
            {
                if (code >= s_closeCodes[i] && code <= s_closeCodes[i + 1])
                {
                    return true;
                }
            }

            return false;
        }
    }
}
