using System;
using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;

namespace TeddyFirmware.Claiming
{
    /// <summary>The table of contract section 2.1: verdict → how long until the next claim.</summary>
    public sealed class ClaimPace
    {
        /// <summary>How many claims may be sent in quick succession.</summary>
        public const int Claims = 10;

        /// <summary>How long it takes until one of them may be sent again, in milliseconds: the longest wait that the limit costs.</summary>
        public const int ClaimBackMs = 6 * MinuteMs;

        /// <summary>How often a wrong secret is tried in a day.</summary>
        public const int WrongSecretsADay = 5;

        // The last claims are kept apart by half a minute and more, so that they last for a fault of 100 s, however short
        // the backoff's draws were: or the device would sit out 6 min at a server that is well again.
        private const int Reserve = 3;
        private const int ReserveMs = 34000;

        private const int MinuteMs = 60 * 1000;
        private const int HourMs = 60 * MinuteMs;

        private readonly IClock _clock;
        private readonly RandomNumbers _random;
        private readonly Backoff _backoff;
        private readonly TokenBucket _claims = new TokenBucket(Claims, ClaimBackMs);
        private readonly RateWindow _wrongSecrets = new RateWindow(WrongSecretsADay, 24 * HourMs);
        private readonly Countdown _reserve = new Countdown();
        private readonly ClaimLedger _ledger;
        private GrowingWait _slow;
        private ClaimVerdict _lastVerdict;
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

        /// <summary>Gets a value indicating whether the last wait is one of the limits', and not the answer's own.</summary>
        public bool IsLimited { get; private set; }

        /// <summary>Recalls what is left of the limits after the reboot: one claim at least. Needs the time, so it is not done at boot.</summary>
        public void Restore() => _ledger.Restore(_claims, _wrongSecrets);

        /// <summary>Counts a claim whose bytes have gone out.</summary>
        public void CountClaim()
        {
            long nowMs = _clock.MonotonicMs;
            _claims.Take(nowMs);
            _ledger.OnClaim(_claims);
            _reserve.Stop();
            if (_claims.LevelAt(nowMs) <= Reserve)
            {
                _reserve.Start(nowMs, ReserveMs + _random.UpTo(Backoff.CapMs - ReserveMs));
            }
        }

        /// <summary>Tells how long to wait after an answer.</summary>
        /// <param name="verdict">What the answer means.</param>
        /// <param name="retryAfter">The <c>Retry-After</c> header, or null.</param>
        /// <returns>Milliseconds, within the limits.</returns>
        public long DelayMs(ClaimVerdict verdict, string retryAfter)
        {
            long nowMs = _clock.MonotonicMs;
            long delayMs = OwnDelayMs(verdict, retryAfter);
            long limitMs = _claims.WaitMs(nowMs);
            if (delayMs > 0 && _reserve.IsRunning)
            {
                limitMs = Longer(limitMs, _reserve.RemainingMs(nowMs));
            }

            if (verdict == ClaimVerdict.WrongSecret)
            {
                _wrongSecrets.Count(nowMs);
                _ledger.OnWrongSecret(_wrongSecrets.CountAt(nowMs));
                limitMs = Longer(limitMs, _wrongSecrets.WaitMs(nowMs));
            }

            IsLimited = limitMs > delayMs;
            return Longer(limitMs, delayMs);
        }

        private long OwnDelayMs(ClaimVerdict verdict, string retryAfter)
        {
            Forget(verdict);
            switch (verdict)
            {
                case ClaimVerdict.Accepted: return 0;
                case ClaimVerdict.NonceUsed: return RetryNonceMs();
                case ClaimVerdict.Later: return PatienceMs(retryAfter);
                case ClaimVerdict.Transient: return _backoff.NextMs();
                default: return (_slow ??= SlowWait(verdict)).NextMs();
            }
        }

        private static GrowingWait SlowWait(ClaimVerdict verdict)
        {
            switch (verdict)
            {
                case ClaimVerdict.Misconfigured: return new GrowingWait(5 * MinuteMs, HourMs);
                case ClaimVerdict.WrongSecret: return new GrowingWait(15 * MinuteMs, 6 * HourMs);
                case ClaimVerdict.Disabled: return new GrowingWait(5 * MinuteMs, HourMs);
                case ClaimVerdict.Unregistered: return new GrowingWait(MinuteMs, 15 * MinuteMs);
                case ClaimVerdict.Moved: return new GrowingWait(MinuteMs, 15 * MinuteMs);
                default: throw new ArgumentException();
            }
        }

        // A wait that grows starts anew after another answer, so one is enough; only an accepted claim forgives the transient faults before.
        private void Forget(ClaimVerdict verdict)
        {
            if (verdict != _lastVerdict)
            {
                _lastVerdict = verdict;
                _slow = null;
            }

            if (verdict == ClaimVerdict.Accepted)
            {
                _backoff.Reset();
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

        private static long Longer(long left, long right) => left > right ? left : right;
    }
}
