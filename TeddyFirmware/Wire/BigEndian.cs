namespace TeddyFirmware.Wire
{
    /// <summary>Unsigned numbers in network byte order, in parts of arrays.</summary>
    public static class BigEndian
    {
        /// <summary>Writes a number.</summary>
        /// <param name="target">The array.</param>
        /// <param name="offset">Where its first byte goes.</param>
        /// <param name="byteCount">How many bytes, 1–8.</param>
        /// <param name="value">The number, not negative.</param>
        public static void Write(byte[] target, int offset, int byteCount, long value)
        {
            for (int i = byteCount - 1; i >= 0; i--)
            {
                target[offset + i] = (byte)value;
                value >>= 8;
            }
        }

        /// <summary>Reads a number.</summary>
        /// <param name="source">The array.</param>
        /// <param name="offset">Where its first byte is.</param>
        /// <param name="byteCount">How many bytes, 1–8.</param>
        /// <returns>The number.</returns>
        public static long Read(byte[] source, int offset, int byteCount)
        {
            long value = 0;
            for (int i = 0; i < byteCount; i++)
            {
                value = (value << 8) | source[offset + i];
            }

            return value;
        }
    }
}
