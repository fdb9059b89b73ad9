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

        // What first bytes of three and four bytes have: alone, and behind ASCII.
        private const uint LargeBits = 0xE0;
        private const uint BehindBits = 0xE080;
        private const uint LargeBehind = 0xE000;

        // C2 to DF, of all bytes from C0 on: these bits of it, one turned, taken from this, leave no high bit.
        private const ulong PairBits = 0x3E3E3E3E3E3E3E3E;
        private const ulong PairTurn = 0x2020202020202020;
        private const ulong PairLimit = 0xA1A1A1A1A1A1A1A1;

        // A letter of three bytes; two of them; two with ASCII between, which are two when that gap is closed.
        private const uint TripleBits = 0xC0C0F0;
        private const uint Triple = 0x8080E0;
        private const ulong TwoTripleBits = ((ulong)TripleBits << 24) | TripleBits;
        private const ulong TwoTriples = ((ulong)Triple << 24) | Triple;
        private const ulong GapBits = ((ulong)TripleBits << 32) | 0x80000000 | TripleBits;
        private const ulong Gap = ((ulong)Triple << 32) | Triple;

        // Of each, twice the last four bits of the first byte and bit 5 of the second are a number below 32: 0 is overlong (E0, below
        // A0), 27 a surrogate (ED, above 9F). Times 19, modulo 32, they are 0 and 1, and no other is. The number is made and multiplied
        // at once: 2 x 19 is 6 modulo 32 for the four bits, and the bit is 13 places above them.
        private const uint FiveBits = 0x200F;
        private const uint Shuffle = (6 << 13) + 19;
        private const uint Shuffled = 31 << 13;
        private const uint Two = 2 << 13;
        private const uint BelowZero = 32 << 13;
        private const ulong BehindFiveBits = (ulong)FiveBits << 24;
        private const ulong TwoFiveBits = BehindFiveBits | FiveBits;
        private const ulong TwoShuffled = ((ulong)Shuffled << 24) | Shuffled;
        private const ulong TwoTwos = ((ulong)Two << 24) | Two;
        private const ulong TwoBelowZero = ((ulong)BelowZero << 24) | BelowZero;

        // Letters of planes 1 and 3, emoji among them: F0, and 90 to 9F or B0 to BF. Those of other planes are looked at one by one.
        private const uint QuadBits = 0xC0C0D0FF;
        private const uint Quad = 0x808090F0;
        private const ulong TwoQuadBits = ((ulong)QuadBits << 32) | QuadBits;
        private const ulong TwoQuads = ((ulong)Quad << 32) | Quad;

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
            // Every instruction counts here, so that there are no calls but to what is rare.
            int lastEight = end - Eight;
            while (offset <= lastEight)
            {
                ulong eight = BitConverter.ToUInt64(text, offset);
                if ((eight & TwoTripleBits) != TwoTriples)
                {
                    uint four = (uint)eight;
                    if ((byte)four < LargeBits)
                    {
                        ulong high = eight & HighBits;
                        if (high == 0)
                        {
                            offset += Eight;
                            continue;
                        }

                        if ((four & BehindBits) == LargeBehind)
                        {
                            offset++;
                            continue;
                        }

                        // First bytes have the bit beside the high one too; here each has one behind it that has not.
                        ulong leads = high & (eight << 1);
                        if ((high ^ leads) == leads << 8 && (leads & (PairLimit - ((eight & PairBits) ^ PairTurn))) == 0)
                        {
                            offset += Eight - (int)(leads >> 63);
                            continue;
                        }

                        int letters = LettersOf(four);
                        if (letters > 0)
                        {
                            offset += letters;
                            continue;
                        }

                        eight = HighBits;
                    }
                    else if ((eight & GapBits) == Gap)
                    {
                        ulong closed = (eight & FiveBits) | ((eight >> 8) & BehindFiveBits);
                        if (((((closed * Shuffle) & TwoShuffled) - TwoTwos) & TwoBelowZero) == 0)
                        {
                            offset += 7;
                            continue;
                        }

                        eight = HighBits;
                    }
                    else if ((four & TripleBits) == Triple && (((four & FiveBits) * Shuffle) & Shuffled) >= Two)
                    {
                        // With the ASCII behind it, of which there are mostly two: a comma and a space.
                        uint behind = (uint)(eight >> 31);
                        offset += (behind & 1) != 0 ? 3 : 5 - (int)((behind >> 8) & 1);
                        continue;
                    }
                    else if ((four & QuadBits) == Quad)
                    {
                        offset += (eight & TwoQuadBits) == TwoQuads ? Eight : 5 - ((int)(eight >> 39) & 1);
                        continue;
                    }
                    else
                    {
                        // One of another plane, or none: no letters, to what follows.
                        eight = HighBits;
                    }
                }

                if ((((((eight & TwoFiveBits) * Shuffle) & TwoShuffled) - TwoTwos) & TwoBelowZero) == 0)
                {
                    // With the ASCII behind.
                    offset += 7 - ((int)(eight >> 55) & 1);
                    continue;
                }

                int length = SequenceLength(text, offset, end);
                if (length == 0)
                {
                    return offset;
                }

                offset += length;
            }

            return ValidEndOfFew(text, offset, end);
        }

        // Of four bytes the ASCII in front, or a letter of two with the ASCII behind it; 0 where they begin otherwise.
        private static int LettersOf(uint four)
        {
            if ((four & 0x80) == 0)
            {
                return (four & 0x8000) != 0 ? 1 : (four & 0x800000) != 0 ? 2 : (four & 0x80000000) != 0 ? 3 : 4;
            }

            return (four & 0xC0E0) != 0x80C0 || (four & 0x1E) == 0 ? 0 : (four & 0x800000) != 0 ? 2 : 3;
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
