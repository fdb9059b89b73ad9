using System;

namespace TeddyFirmware.Wire
{
    /// <summary>Comparison that takes the same time wherever the first difference is.</summary>
    /// <remarks>nanoFramework has no <c>CryptographicOperations.FixedTimeEquals</c> (facts page, section 4.1).</remarks>
    public static class ConstantTime
    {
        /// <summary>Compares two arrays. Their lengths are no secret.</summary>
        /// <param name="left">One array.</param>
        /// <param name="right">The other array.</param>
        /// <returns>True where they are equal.</returns>
        public static bool AreEqual(byte[] left, byte[] right) => left.Length == right.Length && AreEqual(left, 0, right, 0, left.Length);

        /// <summary>Compares two ranges of the same length.</summary>
        /// <param name="left">One array.</param>
        /// <param name="leftOffset">Where its range begins.</param>
        /// <param name="right">The other array.</param>
        /// <param name="rightOffset">Where its range begins.</param>
        /// <param name="count">The length of both.</param>
        /// <returns>True where they are equal.</returns>
        public static bool AreEqual(byte[] left, int leftOffset, byte[] right, int rightOffset, int count)
        {
            // Eight bytes at a time, four times a turn, because a board pays for every instruction.
            ulong difference = 0;
            int end = leftOffset + count;
            while (leftOffset + 32 <= end)
            {
                difference |= (BitConverter.ToUInt64(left, leftOffset) ^ BitConverter.ToUInt64(right, rightOffset))
                    | (BitConverter.ToUInt64(left, leftOffset + 8) ^ BitConverter.ToUInt64(right, rightOffset + 8))
                    | (BitConverter.ToUInt64(left, leftOffset + 16) ^ BitConverter.ToUInt64(right, rightOffset + 16))
                    | (BitConverter.ToUInt64(left, leftOffset + 24) ^ BitConverter.ToUInt64(right, rightOffset + 24));
                leftOffset += 32;
                rightOffset += 32;
            }

            while (leftOffset < end)
            {
                difference |= (byte)(left[leftOffset++] ^ right[rightOffset++]);
            }

            return difference == 0;
        }
    }
}
