namespace TeddyFirmware.Resilience
{
    /// <summary>A slow pace: a wait that doubles from a first to a longest one.</summary>
    public sealed class GrowingWait
    {
        private readonly int _firstMs;
        private readonly int _longestMs;
        private int _nextMs;

        /// <summary>Initializes a new instance of the <see cref="GrowingWait"/> class.</summary>
        /// <param name="firstMs">The first wait, in milliseconds.</param>
        /// <param name="longestMs">The longest, in milliseconds, below half of what an int holds.</param>
        public GrowingWait(int firstMs, int longestMs)
        {
            _firstMs = firstMs;
            _longestMs = longestMs;
            _nextMs = firstMs;
        }

        /// <summary>Gets the next wait.</summary>
        /// <returns>Milliseconds.</returns>
        public int NextMs()
        {
            int waitMs = _nextMs;
            _nextMs = waitMs * 2 > _longestMs ? _longestMs : waitMs * 2;
            return waitMs;
        }

        /// <summary>Goes back to the first wait.</summary>
        public void Reset() => _nextMs = _firstMs;
    }
}
