using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>Time that passes only when a test says so.</summary>
    public sealed class FakeClock : IClock
    {
        /// <summary>2026-01-01 00:00:00 UTC, where the wall clock begins.</summary>
        public const long StartUtcSeconds = 1767225600;

        private long _utcMs = StartUtcSeconds * 1000;

        /// <inheritdoc/>
        public long MonotonicMs { get; private set; } = 5000;

        /// <inheritdoc/>
        public bool IsUtcSet { get; set; } = true;

        /// <inheritdoc/>
        public long UtcSeconds => _utcMs / 1000;

        /// <summary>Lets time pass on both clocks.</summary>
        /// <param name="ms">Milliseconds.</param>
        public void Advance(long ms)
        {
            MonotonicMs += ms;
            _utcMs += ms;
        }

        /// <summary>Sets the wall clock alone, as SNTP does.</summary>
        /// <param name="utcSeconds">Seconds since 1970.</param>
        public void SetUtc(long utcSeconds) => _utcMs = utcSeconds * 1000;
    }
}
