using System;

namespace TeddyFirmware.Wire
{
    /// <summary>The escapes inside JSON strings (RFC 8259, section 7).</summary>
    public static class JsonText
    {
        // Any byte of eight is 0 where one less borrows from its high bit.
        private const ulong Ones = 0x0101010101010101;
        private const ulong HighBits = 0x8080808080808080;
        private const ulong Quotes = 0x2222222222222222;
        private const ulong Backslashes = 0x5C5C5C5C5C5C5C5C;
        private const ulong Spaces = 0x2020202020202020;

        /// <summary>Finds the end of what stands for itself in a string: a quote, a backslash, or a control character.</summary>
        /// <param name="text">The array that holds it.</param>
        /// <param name="at">Where to begin.</param>
        /// <param name="end">Where the text ends.</param>
        /// <returns>Its place; the end where there is none.</returns>
        public static int PlainEnd(byte[] text, int at, int end)
        {
            while (at <= end - 8)
            {
                ulong eight = BitConverter.ToUInt64(text, at);
                ulong quotes = eight ^ Quotes;
                ulong backslashes = eight ^ Backslashes;
                if (((((quotes - Ones) & ~quotes) | ((backslashes - Ones) & ~backslashes) | ((eight - Spaces) & ~eight)) & HighBits) != 0)
                {
                    break;
                }

                at += 8;
            }

            while (at < end && text[at] >= ' ' && text[at] != '"' && text[at] != '\\')
            {
                at++;
            }

            return at;
        }

        /// <summary>Measures one escape, surrogate pairs as a whole.</summary>
        /// <param name="text">The array that holds it.</param>
        /// <param name="position">Where its backslash is.</param>
        /// <param name="end">Where the text ends.</param>
        /// <returns>2, 6 or 12; 0 where it is no escape, or half a surrogate pair.</returns>
        public static int EscapeLength(byte[] text, int position, int end)
        {
            if (position + 1 >= end)
            {
                return 0;
            }

            if (text[position + 1] != 'u')
            {
                return Simple(text[position + 1]) < 0 ? 0 : 2;
            }

            int unit = Unit(text, position, end);
            if (unit < 0 || (unit >= 0xDC00 && unit <= 0xDFFF))
            {
                return 0;
            }

            if (unit < 0xD800 || unit > 0xDFFF)
            {
                return 6;
            }

            int low = position + 7 < end && text[position + 6] == '\\' && text[position + 7] == 'u' ? Unit(text, position + 6, end) : -1;
            return low >= 0xDC00 && low <= 0xDFFF ? 12 : 0;
        }

        /// <summary>Writes the inside of a string, which a scanner has passed, without its escapes.</summary>
        /// <param name="text">The array that holds it.</param>
        /// <param name="start">Where it begins, after the quote.</param>
        /// <param name="end">Where it ends, before the quote.</param>
        /// <returns>UTF-8, never longer than the escaped text.</returns>
        public static byte[] Unescape(byte[] text, int start, int end)
        {
            byte[] plain = new byte[end - start];
            int at = 0;
            int position = start;
            while (position < end)
            {
                if (text[position] != '\\')
                {
                    plain[at++] = text[position++];
                    continue;
                }

                int length = EscapeLength(text, position, end);
                int scalar = length == 2 ? Simple(text[position + 1]) : Unit(text, position, end);
                if (length == 12)
                {
                    scalar = 0x10000 + ((scalar - 0xD800) << 10) + (Unit(text, position + 6, end) - 0xDC00);
                }

                at = Utf8.Append(plain, at, scalar);
                position += length;
            }

            byte[] exact = new byte[at];
            Array.Copy(plain, exact, at);
            return exact;
        }

        private static int Simple(int letter)
        {
            switch (letter)
            {
                case '"':
                case '\\':
                case '/':
                    return letter;
                case 'b':
                    return 8;
                case 'f':
                    return 12;
                case 'n':
                    return 10;
                case 'r':
                    return 13;
                case 't':
                    return 9;
                default:
                    return -1;
            }
        }

        // The 16 bits of the \uXXXX whose backslash is at the position; -1 where there are no four digits.
        private static int Unit(byte[] text, int position, int end)
        {
            if (position + 6 > end)
            {
                return -1;
            }

            int unit = 0;
            for (int i = position + 2; i < position + 6; i++)
            {
                int digit = Hex.Value(text[i]);
                if (digit < 0)
                {
                    return -1;
                }

                unit = (unit << 4) | digit;
            }

            return unit;
        }
    }
}
