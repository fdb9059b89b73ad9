namespace TeddyFirmware.Resilience
{
    /// <summary>A limit that allows a burst: a bucket of tokens that gets one back every so often, by monotonic time.</summary>
    /// <remarks>
    /// One number is all there is: the moment at which it would be full again. Whoever wants its level to outlive a reboot
    /// stores that moment, and a later one than the true one is a lower bound of the level.
    /// </remarks>
    public sealed class TokenBucket
    {
        private readonly int _capacity;
        private readonly int _refillMs;
        private long _fullAtMs = long.MinValue;

        /// <summary>Initializes a new instance of the <see cref="TokenBucket"/> class, full.</summary>
        /// <param name="capacity">How many tokens it holds.</param>
        /// <param name="refillMs">How long it takes to get one back, in milliseconds.</param>
        public TokenBucket(int capacity, int refillMs)
        {
            _capacity = capacity;
            _refillMs = refillMs;
        }

        /// <summary>Tells how many tokens are in it.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        /// <returns>0 to the capacity.</returns>
        public int LevelAt(long nowMs) => _capacity - (int)((FullInMs(nowMs) + _refillMs - 1) / _refillMs);

        /// <summary>Tells how long until there is a token.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        /// <returns>Milliseconds, at most the time of one refill; 0 where there is one now.</returns>
        public long WaitMs(long nowMs)
        {
            long waitMs = FullInMs(nowMs) - ((_capacity - 1L) * _refillMs);
            return waitMs < 0 ? 0 : waitMs;
        }

        /// <summary>Tells how long until it is full.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        /// <returns>Milliseconds; 0 where it is full.</returns>
        public long FullInMs(long nowMs) => _fullAtMs <= nowMs ? 0 : _fullAtMs - nowMs;

        /// <summary>Takes a token; of an empty one there is nothing to take.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        public void Take(long nowMs) => FillUntil(nowMs, FullInMs(nowMs) + _refillMs, 0);

        /// <summary>Sets its level by the time until it is full.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        /// <param name="fullInMs">Milliseconds, 0 or more.</param>
        /// <param name="leastLevel">How many tokens are in it at least, whatever that says.</param>
        public void FillUntil(long nowMs, long fullInMs, int leastLevel)
        {
            long mostMs = (long)(_capacity - leastLevel) * _refillMs;
            _fullAtMs = nowMs + (fullInMs > mostMs ? mostMs : fullInMs);
        }
    }
}
