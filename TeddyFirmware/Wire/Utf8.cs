namespace TeddyFirmware.Wire
{
    /// <summary>UTF-8 (RFC 3629), checked byte by byte.</summary>
    /// <remarks>nanoFramework's decoder passes invalid bytes through or garbles them (facts page, section 9).</remarks>
    public static class Utf8
    {
        /// <summary>Measures the sequence at a place.</summary>
        /// <param name="text">The array that holds it.</param>
        /// <param name="position">Where its first byte is.</param>
        /// <param name="end">Where the text ends.</param>
        /// <returns>1–4; 0 where it is overlong, a surrogate, above U+10FFFF, cut short or no sequence.</returns>
        public static int SequenceLength(byte[] text, int position, int end)
        {
            int first = text[position];
            if (first < 0x80)
            {
                return 1;
            }

            int length = first >= 0xC2 && first <= 0xDF ? 2 : first >= 0xE0 && first <= 0xEF ? 3 : first >= 0xF0 && first <= 0xF4 ? 4 : 0;
            if (length == 0 || position + length > end)
            {
                return 0;
            }

            // The second byte's range is narrower after four of the first bytes (RFC 3629, section 4).
            int second = text[position + 1];
            int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
            int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
            if (second < lowest || second > highest)
            {
                return 0;
            }

            for (int i = position + 2; i < position + length; i++)
            {
                if ((text[i] & 0xC0) != 0x80)
                {
                    return 0;
                }
            }

            return length;
        }

        /// <summary>Tells whether a range is UTF-8.</summary>
        /// <param name="text">The array that holds it.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length; may be 0.</param>
        /// <returns>True where it is.</returns>
        public static bool IsValid(byte[] text, int offset, int count)
        {
            int end = offset + count;
            while (offset < end)
            {
                int length = SequenceLength(text, offset, end);
                if (length == 0)
                {
                    return false;
                }

                offset += length;
            }

            return true;
        }

        /// <summary>Tells whether an ASCII word stands at a place.</summary>
        /// <param name="text">The array.</param>
        /// <param name="position">The place.</param>
        /// <param name="end">Where the text ends.</param>
        /// <param name="word">The word.</param>
        /// <returns>True where it does.</returns>
        public static bool Matches(byte[] text, int position, int end, string word)
        {
            int length = word.Length;
            if (end - position < length)
            {
                return false;
            }

            // Letter by letter: the word's bytes or letters would be an array for every look at every message, and of
            // the few letters of a name quadratic time is little.
#pragma warning disable NF0017
            for (int i = 0; i < length; i++)
            {
                if (text[position + i] != word[i])
                {
                    return false;
                }
            }
#pragma warning restore NF0017

            return true;
        }

        /// <summary>Appends one scalar value.</summary>
        /// <param name="target">The array.</param>
        /// <param name="at">Where its first byte goes.</param>
        /// <param name="scalar">0–0x10FFFF, no surrogate.</param>
        /// <returns>The place after its last byte.</returns>
        public static int Append(byte[] target, int at, int scalar)
        {
            if (scalar < 0x80)
            {
                target[at++] = (byte)scalar;
                return at;
            }

            int trailing = scalar < 0x800 ? 1 : scalar < 0x10000 ? 2 : 3;
            int mark = trailing == 1 ? 0xC0 : trailing == 2 ? 0xE0 : 0xF0;
            target[at++] = (byte)(mark | (scalar >> (6 * trailing)));
            while (trailing-- > 0)
            {
                target[at++] = (byte)(0x80 | ((scalar >> (6 * trailing)) & 0x3F));
            }

            return at;
        }
    }
}
