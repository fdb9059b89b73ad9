using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Protocol
{
    /// <summary>Writes the frames of a server (RFC 6455, 5.2).</summary>
    public static class Frames
    {
        /// <summary>The opcode of a continuation.</summary>
        public const int Continuation = 0;

        /// <summary>The opcode of a text.</summary>
        public const int Text = 1;

        /// <summary>The opcode of binary data.</summary>
        public const int Binary = 2;

        /// <summary>The opcode of a close.</summary>
        public const int Close = 8;

        /// <summary>The opcode of a ping.</summary>
        public const int Ping = 9;

        /// <summary>The opcode of a pong.</summary>
        public const int Pong = 10;

        /// <summary>Writes a final frame.</summary>
        /// <param name="opcode">Its kind.</param>
        /// <param name="payload">Its payload.</param>
        /// <returns>The frame.</returns>
        public static byte[] Final(int opcode, byte[] payload) => Write(0x80 | opcode, payload);

        /// <summary>Writes a frame that others follow.</summary>
        /// <param name="opcode">Its kind.</param>
        /// <param name="payload">Its payload.</param>
        /// <returns>The frame.</returns>
        public static byte[] Part(int opcode, byte[] payload) => Write(opcode, payload);

        /// <summary>Writes a close frame.</summary>
        /// <param name="code">Its code.</param>
        /// <param name="reason">Its reason.</param>
        /// <returns>The frame.</returns>
        public static byte[] CloseWith(int code, string reason)
        {
            return Final(Close, Bytes.Join(new byte[] { (byte)(code >> 8), (byte)code }, Bytes.Of(reason)));
        }

        /// <summary>Writes a frame with any first byte.</summary>
        /// <param name="first">The first byte.</param>
        /// <param name="payload">The payload.</param>
        /// <returns>The frame.</returns>
        public static byte[] Write(int first, byte[] payload)
        {
            int length = payload.Length;
            byte[] header = length < 126
                ? new byte[] { (byte)first, (byte)length }
                : new byte[] { (byte)first, 126, (byte)(length >> 8), (byte)length };
            return Bytes.Join(header, payload);
        }
    }
}
