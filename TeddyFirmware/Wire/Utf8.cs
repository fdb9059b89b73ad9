using System;

namespace TeddyFirmware.Wire
{
    /// <summary>UTF-8 (RFC 3629), checked byte by byte where it is not ASCII or of two-byte letters.</summary>
    /// <remarks>nanoFramework's decoder passes invalid bytes through or garbles them (facts page, section 9).</remarks>
    public static class Utf8
    {
        // Eight bytes at a time, as little-endian machines read them, which the boards and PCs are: all of ASCII, or four
        // letters of two bytes each (Arabic, Greek, Cyrillic), of which none may begin with C0 or C1.
        private const ulong HighBits = 0x8080808080808080;
        private const ulong PairBits = 0xC0E0C0E0C0E0C0E0;
        private const ulong Pairs = 0x80C080C080C080C0;
        private const ulong LeadBits = 0x001E001E001E001E;
        private const ulong LeadCarry = 0x007E007E007E007E;
        private const ulong LeadIsLong = 0x0080008000800080;

        /// <summary>Measures the sequence at a place.</summary>
        /// <param name="text">The array that holds it.</param>
        /// <param name="position">Where its first byte is.</param>
        /// <param name="end">Where the text ends.</param>
        /// <returns>1–4; 0 where it is overlong, a surrogate, above U+10FFFF, cut short or no sequence.</returns>
        public static int SequenceLength(byte[] text, int position, int end)
        {
            int length = AnnouncedLength(text, position, end);
            return position + length > end ? 0 : length;
        }

        /// <summary>Measures the sequence at a place, which may go on behind the end.</summary>
        /// <param name="text">The array that holds it.</param>
        /// <param name="position">Where its first byte is.</param>
        /// <param name="end">Where the text ends, for now.</param>
        /// <returns>1–4; 0 where no byte behind the end could make a sequence of it.</returns>
        public static int AnnouncedLength(byte[] text, int position, int end)
        {
            int first = text[position];
            if (first < 0x80)
            {
                return 1;
            }

            int length = first >= 0xC2 && first <= 0xDF ? 2 : first >= 0xE0 && first <= 0xEF ? 3 : first >= 0xF0 && first <= 0xF4 ? 4 : 0;
            if (length == 0 || position + 1 >= end)
            {
                return length;
            }

            // The second byte's range is narrower after four of the first bytes (RFC 3629, section 4).
            int second = text[position + 1];
            int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
            int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
            if (second < lowest || second > highest)
            {
                return 0;
            }

            for (int i = position + 2; i < position + length && i < end; i++)
            {
                if ((text[i] & 0xC0) != 0x80)
                {
                    return 0;
                }
            }

            return length;
        }

        /// <summary>Finds the first byte that is no part of a whole sequence.</summary>
        /// <param name="text">The array.</param>
        /// <param name="offset">Where the text begins.</param>
        /// <param name="end">Where it ends.</param>
        /// <returns>Its place; the end where all is UTF-8.</returns>
        public static int ValidEnd(byte[] text, int offset, int end)
        {
            while (offset < end)
            {
                if (offset + 8 <= end)
                {
                    ulong eight = BitConverter.ToUInt64(text, offset);
                    if ((eight & HighBits) == 0
                        || ((eight & PairBits) == Pairs && (((eight & LeadBits) + LeadCarry) & LeadIsLong) == LeadIsLong))
                    {
                        offset += 8;
                        continue;
                    }
                }

                int length = text[offset] < 0x80 ? 1 : SequenceLength(text, offset, end);
                if (length == 0)
                {
                    return offset;
                }

                offset += length;
            }

            return end;
        }

        /// <summary>Tells whether a range is UTF-8.</summary>
        /// <param name="text">The array that holds it.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length; may be 0.</param>
        /// <returns>True where it is.</returns>
        public static bool IsValid(byte[] text, int offset, int count)
        {
            return ValidEnd(text, offset, offset + count) == offset + count;
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
