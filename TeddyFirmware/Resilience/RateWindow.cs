namespace TeddyFirmware.Resilience
{
    /// <summary>A limit of n events in a sliding window of monotonic time.</summary>
    public sealed class RateWindow
    {
        private readonly long[] _times;
        private readonly int _windowMs;
        private int _oldest;
        private int _count;

        /// <summary>Initializes a new instance of the <see cref="RateWindow"/> class.</summary>
        /// <param name="limit">How many events are allowed in a window.</param>
        /// <param name="windowMs">The window, in milliseconds.</param>
        public RateWindow(int limit, int windowMs)
        {
            _times = new long[limit];
            _windowMs = windowMs;
        }

        /// <summary>Counts an event.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        public void Count(long nowMs)
        {
            _times[(_oldest + _count) % _times.Length] = nowMs;
            if (_count < _times.Length)
            {
                _count++;
            }
            else
            {
                _oldest = (_oldest + 1) % _times.Length;
            }
        }

        /// <summary>Tells how many events lie in the window.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        /// <returns>0 to the limit.</returns>
        public int CountAt(long nowMs)
        {
            int count = 0;
            for (int i = 0; i < _count; i++)
            {
                count += nowMs - _times[(_oldest + i) % _times.Length] < _windowMs ? 1 : 0;
            }

            return count;
        }

        /// <summary>Tells how long until another event is allowed.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        /// <returns>Milliseconds; 0 where it is allowed now.</returns>
        public long WaitMs(long nowMs)
        {
            long waitMs = _count < _times.Length ? 0 : _times[_oldest] + _windowMs - nowMs;
            return waitMs < 0 ? 0 : waitMs;
        }
    }
}
