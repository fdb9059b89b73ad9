using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;

namespace TeddyFirmware.Claiming
{
    /// <summary>The table of contract section 2.1: verdict → how long until the next claim.</summary>
    public sealed class ClaimPace
    {
        /// <summary>The wait after 400, 403 and 422, in milliseconds.</summary>
        public const int HourlyMs = 60 * 60 * 1000;

        /// <summary>How often a wrong secret is tried in a day.</summary>
        public const int WrongSecretsADay = 5;

        /// <summary>How often anything is claimed in an hour.</summary>
        public const int ClaimsAnHour = 10;

        private const int DayMs = 24 * HourlyMs;

        private readonly IClock _clock;
        private readonly RandomNumbers _random;
        private readonly Backoff _backoff;
        private readonly GrowingWait _wrongSecret = new GrowingWait(15 * 60 * 1000, 6 * HourlyMs);
        private readonly GrowingWait _unregistered = new GrowingWait(60 * 1000, 15 * 60 * 1000);
        private readonly RateWindow _anHour = new RateWindow(ClaimsAnHour, HourlyMs);
        private readonly RateWindow _aDay = new RateWindow(WrongSecretsADay, DayMs);
        private readonly ClaimLedger _ledger;
        private bool _nonceRetried;

        /// <summary>Initializes a new instance of the <see cref="ClaimPace"/> class.</summary>
        /// <param name="clock">The monotonic clock, and UTC for a <c>Retry-After</c> with a date.</param>
        /// <param name="random">For jitter.</param>
        /// <param name="ledger">What makes the limits outlive a reboot.</param>
        public ClaimPace(IClock clock, RandomNumbers random, ClaimLedger ledger)
        {
            _clock = clock;
            _ledger = ledger;
            _random = random;
            _backoff = new Backoff(random);
        }

        /// <summary>Recalls what was claimed before the reboot. Needs the time, so it is not done at boot.</summary>
        /// <returns>How long until a claim may be sent, in milliseconds.</returns>
        public long RestoreMs()
        {
            _ledger.Restore(_anHour, _aDay);
            return Longer(_anHour.WaitMs(_clock.MonotonicMs), _aDay.WaitMs(_clock.MonotonicMs));
        }

        /// <summary>Counts a claim that is about to be sent.</summary>
        public void CountClaim()
        {
            _anHour.Count(_clock.MonotonicMs);
            _ledger.OnClaim(_anHour.CountAt(_clock.MonotonicMs));
        }

        /// <summary>Tells how long to wait after an answer.</summary>
        /// <param name="verdict">What the answer means.</param>
        /// <param name="retryAfter">The <c>Retry-After</c> header, or null.</param>
        /// <returns>Milliseconds, within the limits an hour and a day.</returns>
        public long DelayMs(ClaimVerdict verdict, string retryAfter)
        {
            long nowMs = _clock.MonotonicMs;
            long delayMs = OwnDelayMs(verdict, retryAfter);
            if (verdict == ClaimVerdict.WrongSecret)
            {
                _aDay.Count(nowMs);
                _ledger.OnWrongSecret();
                delayMs = Longer(delayMs, _aDay.WaitMs(nowMs));
            }

            return Longer(delayMs, _anHour.WaitMs(nowMs));
        }

        private long OwnDelayMs(ClaimVerdict verdict, string retryAfter)
        {
            Forget(verdict);
            switch (verdict)
            {
                case ClaimVerdict.Accepted: return 0;
                case ClaimVerdict.Misconfigured: return HourlyMs;
                case ClaimVerdict.Disabled: return HourlyMs;
                case ClaimVerdict.WrongSecret: return _wrongSecret.NextMs();
                case ClaimVerdict.Unregistered: return _unregistered.NextMs();
                case ClaimVerdict.NonceUsed: return RetryNonceMs();
                case ClaimVerdict.Later: return PatienceMs(retryAfter);
                default: return _backoff.NextMs();
            }
        }

        // A wait that grows starts anew after another answer; only an accepted claim forgives the transient faults before.
        private void Forget(ClaimVerdict verdict)
        {
            if (verdict == ClaimVerdict.Accepted)
            {
                _backoff.Reset();
            }

            if (verdict != ClaimVerdict.WrongSecret)
            {
                _wrongSecret.Reset();
            }

            if (verdict != ClaimVerdict.Unregistered)
            {
                _unregistered.Reset();
            }

            if (verdict != ClaimVerdict.NonceUsed)
            {
                _nonceRetried = false;
            }
        }

        private long RetryNonceMs()
        {
            if (_nonceRetried)
            {
                return _backoff.NextMs();
            }

            _nonceRetried = true;
            return 0;
        }

        private long PatienceMs(string retryAfter)
        {
            int waitMs = RetryAfter.WithJitterMs(retryAfter, _clock, _random);
            return waitMs < 0 ? _backoff.NextMs() : waitMs;
        }

        private static long Longer(long left, long right)
        {
            return left > right ? left : right;
        }
    }
}
