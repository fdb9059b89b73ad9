using System;

namespace TeddyFirmware.Wire
{
    /// <summary>UTF-8 (RFC 3629), checked eight bytes at a time where they are of letters of one kind.</summary>
    /// <remarks>nanoFramework's decoder passes invalid bytes through or garbles them (facts page, section 9).</remarks>
    public static class Utf8
    {
        // Eight bytes at a time, as little-endian machines read them, which boards and PCs are: the first one is the lowest.
        private const int Eight = 8;
        private const ulong HighBits = 0x8080808080808080;

        // C2 to DF, of all bytes from C0 on: these bits of it, one turned, and this added, make its high bit.
        private const ulong PairBits = 0x3E3E3E3E3E3E3E3E;
        private const ulong PairTurn = 0x2020202020202020;
        private const ulong PairCarry = 0x5E5E5E5E5E5E5E5E;

        // Two letters of three bytes. Of each, the last four bits of its first byte, and bit 20 of its second as fifth: 0 is E0
        // with a second byte below A0 (overlong), 1D is ED with one above 9F (a surrogate).
        private const ulong TripleBits = 0xC0C0F0C0C0F0;
        private const ulong Triples = 0x8080E08080E0;
        private const ulong FourBits = 0x00000F00000F;
        private const ulong FifthBits = 0x000010000010;
        private const ulong Surrogates = 0x00001D00001D;
        private const ulong FiveCarry = 0x00001F00001F;
        private const ulong IsNotZero = 0x000020000020;

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

            int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
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
            int lastEight = end - Eight;
            while (offset <= lastEight)
            {
                ulong eight = BitConverter.ToUInt64(text, offset);
                if ((eight & TripleBits) == Triples)
                {
                    ulong five = (eight & FourBits) | ((eight >> 9) & FifthBits);
                    if (((five + FiveCarry) & ((five ^ Surrogates) + FiveCarry) & IsNotZero) == IsNotZero)
                    {
                        offset += 6;
                        continue;
                    }
                }
                else if ((eight & HighBits) == 0)
                {
                    offset += Eight;
                    continue;
                }
                else
                {
                    // First bytes have the bit beside the high one too; here each has one behind it that has not.
                    ulong high = eight & HighBits;
                    ulong leads = high & (eight << 1);
                    if ((high ^ leads) == leads << 8 && (leads & ~(((eight & PairBits) ^ PairTurn) + PairCarry)) == 0)
                    {
                        offset += Eight - (int)(leads >> 63);
                        continue;
                    }
                }

                int letters = LettersOf((uint)eight);
                if (letters == 0)
                {
                    return offset;
                }

                offset += letters;
            }

            return ValidEndOfFew(text, offset, end);
        }

        private static int ValidEndOfFew(byte[] text, int offset, int end)
        {
            int length = 1;
            while (offset < end && length > 0)
            {
                length = SequenceLength(text, offset, end);
                offset += length;
            }

            return offset;
        }

        // Of four bytes, the ASCII in front, or the first letter, with the space behind it if it is of three; 0 where it is none.
        private static int LettersOf(uint four)
        {
            if ((four & 0x80) == 0)
            {
                return (four & 0x8000) != 0 ? 1 : (four & 0x800000) != 0 ? 2 : (four & 0x80000000) != 0 ? 3 : 4;
            }

            if ((four & 0xC0C0F0) == 0x8080E0)
            {
                uint five = ((four & 0x0F) << 1) | ((four >> 13) & 1);
                return five == 0 || five == 0x1B ? 0 : (four & 0x80000000) != 0 ? 3 : 4;
            }

            if ((four & 0xC0C0C0F8) == 0x808080F0)
            {
                // Planes 1 to 16: below is overlong, above is nothing.
                uint plane = ((four & 0x07) << 2) | ((four >> 12) & 3);
                return plane - 1 < 16 ? 4 : 0;
            }

            return (four & 0xC0E0) == 0x80C0 && (four & 0x1E) != 0 ? 2 : 0;
        }

        /// <summary>Tells whether a range is UTF-8.</summary>
        /// <param name="text">The array that holds it.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length; may be 0.</param>
        /// <returns>True where it is.</returns>
        public static bool IsValid(byte[] text, int offset, int count) => ValidEnd(text, offset, offset + count) == offset + count;

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
