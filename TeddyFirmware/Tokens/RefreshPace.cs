using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;

namespace TeddyFirmware.Tokens
{
    /// <summary>The table of refresh verdicts: verdict → how long until the next refresh, with the paces of contract section 2.1.</summary>
    public sealed class RefreshPace
    {
        private const int MinuteMs = 60 * 1000;

        private readonly IClock _clock;
        private readonly RandomNumbers _random;
        private readonly Backoff _backoff;
        private GrowingWait _slow;
        private GrowingWait _missing;

        /// <summary>Initializes a new instance of the <see cref="RefreshPace"/> class.</summary>
        /// <param name="clock">For a <c>Retry-After</c> with a date.</param>
        /// <param name="random">For jitter.</param>
        public RefreshPace(IClock clock, RandomNumbers random)
        {
            _clock = clock;
            _random = random;
            _backoff = new Backoff(random);
        }

        /// <summary>Tells how long to wait after an answer.</summary>
        /// <param name="verdict">What the answer means.</param>
        /// <param name="retryAfter">The <c>Retry-After</c> header, or null.</param>
        /// <returns>Milliseconds.</returns>
        public long DelayMs(RefreshVerdict verdict, string retryAfter)
        {
            switch (verdict)
            {
                case RefreshVerdict.Accepted:
                case RefreshVerdict.Refused:
                    _backoff.Reset();
                    _slow = null;
                    _missing = null;
                    return 0;
                case RefreshVerdict.Slow:
                    return (_slow ??= new GrowingWait(5 * MinuteMs, 60 * MinuteMs)).NextMs();
                case RefreshVerdict.Missing:
                    return (_missing ??= new GrowingWait(MinuteMs, 15 * MinuteMs)).NextMs();
                case RefreshVerdict.Later:
                    int waitMs = RetryAfter.WithJitterMs(retryAfter, _clock, _random);
                    return waitMs < 0 ? _backoff.NextMs() : waitMs;
                default:
                    return _backoff.NextMs();
            }
        }
    }
}
