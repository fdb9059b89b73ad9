namespace TeddyFirmware.Wire
{
    /// <summary>Hexadecimal text, in lower case as the contract sends it.</summary>
    /// <remarks>nanoFramework has no hex helpers in <c>Convert</c> (facts page, section 9).</remarks>
    public static class Hex
    {
        /// <summary>Writes bytes as lower-case hex.</summary>
        /// <param name="data">The array that holds them.</param>
        /// <param name="count">How many, from the first on.</param>
        /// <returns>Two characters for each byte.</returns>
        public static string Encode(byte[] data, int count)
        {
            char[] text = new char[count * 2];
            for (int i = 0; i < count; i++)
            {
                text[i * 2] = Digit(data[i] >> 4);
                text[(i * 2) + 1] = Digit(data[i] & 0x0F);
            }

            return new string(text);
        }

        /// <summary>Reads hex of either case.</summary>
        /// <param name="text">The text; may be null.</param>
        /// <returns>The bytes; null where the text is null, of odd length or holds another character.</returns>
        public static byte[] Decode(string text)
        {
            // As an array: a string's indexer scans from the start on nanoFramework.
            char[] digits = text == null ? null : text.ToCharArray();
            if (digits == null || digits.Length % 2 != 0)
            {
                return null;
            }

            byte[] data = new byte[digits.Length / 2];
            for (int i = 0; i < data.Length; i++)
            {
                int high = Value(digits[i * 2]);
                int low = Value(digits[(i * 2) + 1]);
                if (high < 0 || low < 0)
                {
                    return null;
                }

                data[i] = (byte)((high << 4) | low);
            }

            return data;
        }

        /// <summary>Gets the value of one hex digit.</summary>
        /// <param name="digit">The character.</param>
        /// <returns>0–15; -1 for another character.</returns>
        public static int Value(int digit)
        {
            if (digit >= '0' && digit <= '9')
            {
                return digit - '0';
            }

            int lower = digit | 0x20;
            return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
        }

        private static char Digit(int value) => (char)(value < 10 ? '0' + value : 'a' + value - 10);
    }
}
