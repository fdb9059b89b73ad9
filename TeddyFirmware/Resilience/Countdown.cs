namespace TeddyFirmware.Resilience
{
    /// <summary>One moment on the monotonic clock that something waits for.</summary>
    public sealed class Countdown
    {
        /// <summary>What <see cref="RemainingMs"/> tells of a countdown that does not run.</summary>
        public const long Never = long.MaxValue;

        private long _dueMs = Never;

        /// <summary>Gets a value indicating whether it runs.</summary>
        public bool IsRunning => _dueMs != Never;

        /// <summary>Starts it, or starts it anew.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        /// <param name="delayMs">How long, 0 or more.</param>
        public void Start(long nowMs, long delayMs) => _dueMs = nowMs + delayMs;

        /// <summary>Stops it.</summary>
        public void Stop() => _dueMs = Never;

        /// <summary>Tells whether its moment has come.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        /// <returns>True where it runs and has come.</returns>
        public bool IsDue(long nowMs) => nowMs >= _dueMs;

        /// <summary>Tells how long there is to wait.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        /// <returns>Milliseconds, 0 where it is due; <see cref="Never"/> where it does not run.</returns>
        public long RemainingMs(long nowMs) => _dueMs == Never ? Never : _dueMs <= nowMs ? 0 : _dueMs - nowMs;
    }
}
