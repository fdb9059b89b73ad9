using TeddyFirmware.Platform;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Resilience
{
    /// <summary>Numbers for delays, from the machine's random bytes, without an allocation for each.</summary>
    public sealed class RandomNumbers
    {
        private readonly IRandom _random;
        private readonly byte[] _bytes = new byte[4];

        /// <summary>Initializes a new instance of the <see cref="RandomNumbers"/> class.</summary>
        /// <param name="random">The machine's generator.</param>
        public RandomNumbers(IRandom random)
        {
            _random = random;
        }

        /// <summary>Draws a number.</summary>
        /// <param name="maximum">The largest, 0 or more.</param>
        /// <returns>0 to <paramref name="maximum"/>, both included.</returns>
        public int UpTo(int maximum)
        {
            // The modulo's bias is below one in two thousand for delays of up to six hours: of no weight for jitter.
            _random.Fill(_bytes);
            return (int)(BigEndian.Read(_bytes, 0, 4) % ((long)maximum + 1));
        }
    }
}
