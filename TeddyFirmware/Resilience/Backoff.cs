namespace TeddyFirmware.Resilience
{
    /// <summary>
    /// Exponential backoff with full jitter (contract, section 6): random(0 … min(cap, base · 2ⁿ)), never below the floor.
    /// </summary>
    public sealed class Backoff
    {
        /// <summary>The first ceiling, in milliseconds.</summary>
        public const int BaseMs = 1000;

        /// <summary>The highest ceiling, in milliseconds.</summary>
        public const int CapMs = 60000;

        /// <summary>The shortest delay, in milliseconds.</summary>
        public const int FloorMs = 250;

        /// <summary>The longest first delay after a session has ended, in milliseconds (RFC 6455, 7.2.3).</summary>
        public const int FirstAfterCloseMs = 5000;

        private readonly RandomNumbers _random;

        /// <summary>Initializes a new instance of the <see cref="Backoff"/> class.</summary>
        /// <param name="random">Where the jitter comes from.</param>
        public Backoff(RandomNumbers random)
        {
            _random = random;
        }

        /// <summary>Gets how many delays were drawn since the last reset: n of the formula.</summary>
        public int Attempt { get; private set; }

        /// <summary>Draws the next delay.</summary>
        /// <returns>Milliseconds, <see cref="FloorMs"/> to <see cref="CapMs"/>.</returns>
        public int NextMs()
        {
            int ceilingMs = CeilingMs(Attempt);
            Attempt++;
            int delayMs = _random.UpTo(ceilingMs);
            return delayMs < FloorMs ? FloorMs : delayMs;
        }

        /// <summary>Draws the delay after a session has ended: at first 0–5 s, from then on as <see cref="NextMs"/>.</summary>
        /// <returns>Milliseconds.</returns>
        public int NextAfterCloseMs()
        {
            if (Attempt > 0)
            {
                return NextMs();
            }

            Attempt++;
            return _random.UpTo(FirstAfterCloseMs);
        }

        /// <summary>Goes back to n = 0, after a session has been open for 60 s.</summary>
        public void Reset() => Attempt = 0;

        /// <summary>Tells the ceiling of a delay.</summary>
        /// <param name="attempt">n of the formula, 0 or more.</param>
        /// <returns>Milliseconds.</returns>
        public static int CeilingMs(int attempt)
        {
            // 2⁶ s is already over the cap: a larger shift would only overflow.
            return attempt >= 6 ? CapMs : BaseMs << attempt;
        }
    }
}
