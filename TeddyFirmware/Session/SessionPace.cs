using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;

namespace TeddyFirmware.Session
{
    /// <summary>The table of contract section 4: verdict → how long until the next attempt.</summary>
    public sealed class SessionPace
    {
        /// <summary>The shortest wait where the server asks for patience without saying how long, in milliseconds.</summary>
        public const int LaterMs = 30000;

        /// <summary>The wait after the last rung of the token ladder, in milliseconds: a token is refused as long as nobody mends the server.</summary>
        public const int SlowestMs = 15 * 60 * 1000;

        private readonly IClock _clock;
        private readonly RandomNumbers _random;
        private readonly Backoff _backoff;
        private GrowingWait _slow;

        /// <summary>Initializes a new instance of the <see cref="SessionPace"/> class.</summary>
        /// <param name="clock">For a <c>Retry-After</c> with a date.</param>
        /// <param name="random">For jitter.</param>
        public SessionPace(IClock clock, RandomNumbers random)
        {
            _clock = clock;
            _random = random;
            _backoff = new Backoff(random);
        }

        /// <summary>Tells how long to wait.</summary>
        /// <param name="verdict">Why there is no session.</param>
        /// <param name="retryAfter">The <c>Retry-After</c> header, or null.</param>
        /// <returns>Milliseconds.</returns>
        public long DelayMs(SessionVerdict verdict, string retryAfter)
        {
            switch (verdict)
            {
                case SessionVerdict.GoingAway:
                case SessionVerdict.Lost:
                    return _backoff.NextAfterCloseMs();
                case SessionVerdict.Later:
                    int waitMs = RetryAfter.WithJitterMs(retryAfter, _clock, _random);
                    return waitMs < 0 ? LaterMs + _backoff.NextMs() : waitMs;
                case SessionVerdict.Unknown:
                    return (_slow ??= new GrowingWait(15 * 60 * 1000, 6 * 60 * 60 * 1000)).NextMs();
                default:
                    return _backoff.NextMs();
            }
        }

        /// <summary>Starts anew, after a session has been open for 60 s.</summary>
        public void Reset()
        {
            _backoff.Reset();
            _slow = null;
        }
    }
}
