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
        public static bool AreEqual(byte[] left, byte[] right)
        {
            return left.Length == right.Length && AreEqual(left, 0, right, 0, left.Length);
        }

        /// <summary>Compares two ranges of the same length.</summary>
        /// <param name="left">One array.</param>
        /// <param name="leftOffset">Where its range begins.</param>
        /// <param name="right">The other array.</param>
        /// <param name="rightOffset">Where its range begins.</param>
        /// <param name="count">The length of both.</param>
        /// <returns>True where they are equal.</returns>
        public static bool AreEqual(byte[] left, int leftOffset, byte[] right, int rightOffset, int count)
        {
            int difference = 0;
            for (int i = 0; i < count; i++)
            {
                difference |= left[leftOffset + i] ^ right[rightOffset + i];
            }

            return difference == 0;
        }
    }
}
