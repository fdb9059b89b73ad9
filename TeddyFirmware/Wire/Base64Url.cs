namespace TeddyFirmware.Wire
{
    /// <summary>base64url without padding (RFC 4648, section 5), as JWT uses it (RFC 7515, section 2).</summary>
    public static class Base64Url
    {
        /// <summary>Tells whether a range is base64url of one byte or more.</summary>
        /// <param name="text">ASCII.</param>
        /// <param name="offset">Where the range begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>True where it is.</returns>
        public static bool IsText(byte[] text, int offset, int count)
        {
            for (int i = offset; i < offset + count; i++)
            {
                if (Value(text[i]) < 0)
                {
                    return false;
                }
            }

            // One character left over holds 6 bits: less than a byte, so no encoder writes it.
            return count > 0 && count % 4 != 1;
        }

        /// <summary>Decodes a range.</summary>
        /// <param name="text">ASCII.</param>
        /// <param name="offset">Where the range begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>The bytes; null where the range is not base64url.</returns>
        public static byte[] Decode(byte[] text, int offset, int count)
        {
            if (count % 4 == 1)
            {
                return null;
            }

            byte[] data = new byte[count * 3 / 4];
            int bits = 0;
            int held = 0;
            int at = 0;
            for (int i = offset; i < offset + count; i++)
            {
                int value = Value(text[i]);
                if (value < 0)
                {
                    return null;
                }

                bits = ((bits << 6) | value) & 0xFFFF;
                held += 6;
                if (held >= 8)
                {
                    held -= 8;
                    data[at++] = (byte)(bits >> held);
                }
            }

            return data;
        }

        private static int Value(int letter)
        {
            if (letter >= 'A' && letter <= 'Z')
            {
                return letter - 'A';
            }

            if (letter >= 'a' && letter <= 'z')
            {
                return letter - 'a' + 26;
            }

            if (letter >= '0' && letter <= '9')
            {
                return letter - '0' + 52;
            }

            return letter == '-' ? 62 : letter == '_' ? 63 : -1;
        }
    }
}
