using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;
using TeddyFirmware.Storage;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Claiming
{
    /// <summary>
    /// Makes the limits an hour and a day outlive a reboot, in a few writes a day: it notes claims that may be made
    /// before they are made, some at a time.
    /// </summary>
    /// <remarks>
    /// A write for each claim would cost 240 a day. So a write takes a lease of several claims for three hours, and after
    /// a reboot the whole lease counts as used at the reboot: the limits may be felt early, never late. Where claims may not
    /// have been noted, because the day's writes were used up, the first hour after a reboot passes without a claim.
    /// </remarks>
    public sealed class ClaimLedger
    {
        private const string Space = "claims";
        private const string Key = "ledger";
        private const int Bytes = 18;
        private const int LeasedClaims = 8;
        private const int LeaseSeconds = 3 * 60 * 60;
        private const int HourSeconds = 60 * 60;
        private const int DaySeconds = 24 * HourSeconds;

        private readonly IClock _clock;
        private readonly SealedStore _store;
        private readonly long _startMs;
        private long _leasedAt;
        private int _leaseEnd;
        private int _used;
        private long _dayBegan;
        private int _wrongSecrets;

        /// <summary>Initializes a new instance of the <see cref="ClaimLedger"/> class.</summary>
        /// <param name="clock">UTC, which is set whenever a claim may be made.</param>
        /// <param name="store">Where the ledger is sealed.</param>
        public ClaimLedger(IClock clock, SealedStore store)
        {
            _clock = clock;
            _store = store;
            _startMs = clock.MonotonicMs;
        }

        /// <summary>Counts what was, or may have been, claimed before the reboot.</summary>
        /// <param name="anHour">The window of claims an hour, new.</param>
        /// <param name="aDay">The window of wrong secrets a day, new.</param>
        public void Restore(RateWindow anHour, RateWindow aDay)
        {
            long now = _clock.UtcSeconds;
            SealedEntry entry = _store.Read(Space, Key);
            if (entry.Value != null && entry.Value.Length == Bytes)
            {
                Take(entry.Value, now);
            }

            _used = MayHaveMissedClaims(entry, now) ? ClaimPace.ClaimsAnHour : _used;
            for (int i = 0; i < _used; i++)
            {
                // Whatever was claimed before the restart was not claimed after it.
                anHour.Count(_startMs);
            }

            // By their own time, or a day would begin anew with each reboot.
            for (int i = 0; i < _wrongSecrets; i++)
            {
                aDay.Count(_clock.MonotonicMs - ((now - _dayBegan) * 1000));
            }

            _leaseEnd = _used;
        }

        /// <summary>Notes a claim that is about to be sent.</summary>
        /// <param name="claimsInHour">How many were sent within the last hour, this one included.</param>
        public void OnClaim(int claimsInHour)
        {
            _used++;
            long now = _clock.UtcSeconds;

            // A lease of the whole hour covers everything: there is no more to fear than that.
            bool hasRoom = _used <= _leaseEnd || _leaseEnd == ClaimPace.ClaimsAnHour;
            bool isCovered = hasRoom && now >= _leasedAt && now - _leasedAt < LeaseSeconds;
            if (!isCovered)
            {
                _leasedAt = now;
                _used = claimsInHour;
                _leaseEnd = claimsInHour + LeasedClaims - 1;
                _leaseEnd = _leaseEnd > ClaimPace.ClaimsAnHour ? ClaimPace.ClaimsAnHour : _leaseEnd;
                Save(_leasedAt, _leaseEnd);
            }
        }

        /// <summary>Notes an answer that the secret is wrong.</summary>
        public void OnWrongSecret()
        {
            long now = _clock.UtcSeconds;
            if (_wrongSecrets == 0 || now < _dayBegan || now - _dayBegan >= DaySeconds)
            {
                _dayBegan = now;
                _wrongSecrets = 0;
            }

            _wrongSecrets++;
            Save(_leasedAt, _leaseEnd);
        }

        private void Take(byte[] stored, long now)
        {
            long leasedAt = BigEndian.Read(stored, 0, 8);
            _dayBegan = BigEndian.Read(stored, 9, 8);
            _wrongSecrets = stored[17];
            if (leasedAt > now || _dayBegan > now)
            {
                // A clock that was set back leaves notes in the future. They count from now on, and that is noted, or
                // each boot would count them anew until the clock has caught up.
                leasedAt = leasedAt > now ? now : leasedAt;
                _dayBegan = _dayBegan > now ? now : _dayBegan;
                Save(leasedAt, stored[8]);
            }

            _used = now - leasedAt >= LeaseSeconds + HourSeconds ? 0 : stored[8];
            _wrongSecrets = now - _dayBegan >= DaySeconds ? 0 : _wrongSecrets;
        }

        // A record that was the last of its day says nothing of that day's rest, nor so of the hour up to one hour into
        // the next day. One that cannot be read says nothing at all.
        private static bool MayHaveMissedClaims(SealedEntry entry, long now)
        {
            bool isUnreadable = entry.HasReadFailed || (entry.Version > 0 && entry.Value == null);
            return isUnreadable || (entry.IsSpent && now < ((entry.Day + 1L) * DaySeconds) + HourSeconds);
        }

        private void Save(long leasedAt, int leaseEnd)
        {
            byte[] stored = new byte[Bytes];
            BigEndian.Write(stored, 0, 8, leasedAt);
            stored[8] = (byte)leaseEnd;
            BigEndian.Write(stored, 9, 8, _dayBegan);
            stored[17] = (byte)_wrongSecrets;
            _store.Save(Space, Key, stored);
        }
    }
}
