using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;
using TeddyFirmware.Storage;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Claiming
{
    /// <summary>Makes the limits of claims outlive a reboot, as a lower bound of what is left of them, in a few writes a day.</summary>
    /// <remarks>
    /// <para>Of the bucket it stores the moment at which it would be full, and always one that lies half an hour too late: the
    /// claims until then need no write. That moment goes forward with each write by half an hour at least, so there are 50
    /// writes a day at most, whatever happens and however often the power is cut.</para>
    /// <para>Whatever is stored, a power-on leaves one claim, and one more wrong secret (contract, section 2.1): a note that
    /// cannot be read, or comes from a clock that was years fast, locks nobody out.</para>
    /// </remarks>
    public sealed class ClaimLedger
    {
        private const string Space = "claims";
        private const string Key = "ledger";
        private const int Bytes = 17;
        private const int AheadSeconds = 30 * 60;
        private const int FromEmptySeconds = ClaimPace.Claims * ClaimPace.ClaimBackMs / 1000;
        private const int DaySeconds = 24 * 60 * 60;

        private readonly IClock _clock;
        private readonly SealedStore _store;
        private long _fullAt;
        private long _wrongSecretAt;
        private int _wrongSecrets;

        /// <summary>Initializes a new instance of the <see cref="ClaimLedger"/> class.</summary>
        /// <param name="clock">UTC, which is set whenever a claim may be made.</param>
        /// <param name="store">Where the ledger is sealed.</param>
        public ClaimLedger(IClock clock, SealedStore store)
        {
            _clock = clock;
            _store = store;
        }

        /// <summary>Erases what is stored: the device becomes another one, with a full bucket.</summary>
        /// <param name="store">Where the ledger is sealed.</param>
        public static void Erase(SealedStore store) => store.Remove(Space, Key);

        /// <summary>Sets the limits to what is left of them after the reboot.</summary>
        /// <param name="claims">The bucket of claims, full.</param>
        /// <param name="wrongSecrets">The window of wrong secrets a day, new.</param>
        public void Restore(TokenBucket claims, RateWindow wrongSecrets)
        {
            long now = _clock.UtcSeconds;
            long nowMs = _clock.MonotonicMs;
            SealedEntry entry = _store.Read(Space, Key);
            if (entry.Value != null && entry.Value.Length == Bytes)
            {
                Take(entry.Value, now);
            }

            // Where claims may not have been noted, the lower bound is nothing, and so the one that every power-on leaves.
            long fullInSeconds = MayHaveMissedClaims(entry, now) ? FromEmptySeconds : _fullAt - now;
            claims.FillUntil(nowMs, fullInSeconds < 0 ? 0 : fullInSeconds * 1000, 1);
            for (int i = 1; i < ClaimPace.WrongSecretsADay && i <= _wrongSecrets; i++)
            {
                wrongSecrets.Count(nowMs - ((now - _wrongSecretAt) * 1000));
            }
        }

        /// <summary>Notes that a claim was taken from the bucket.</summary>
        /// <param name="claims">The bucket.</param>
        public void OnClaim(TokenBucket claims)
        {
            // Both roundings are to the later side.
            long fullAt = _clock.UtcSeconds + ((claims.FullInMs(_clock.MonotonicMs) + 1999) / 1000);
            if (fullAt > _fullAt)
            {
                Save(fullAt + AheadSeconds, _wrongSecretAt, _wrongSecrets);
            }
        }

        /// <summary>Notes an answer that the secret is wrong.</summary>
        /// <param name="ofToday">How many there were in the last 24 hours, this one included.</param>
        public void OnWrongSecret(int ofToday) => Save(_fullAt, _clock.UtcSeconds, ofToday);

        private void Take(byte[] stored, long now)
        {
            long fullAt = BigEndian.Read(stored, 0, 8);
            long wrongSecretAt = BigEndian.Read(stored, 8, 8);

            // What a clock noted that was fast counts from now on, and is noted anew with the next claim.
            _fullAt = fullAt > now + FromEmptySeconds + AheadSeconds ? now + FromEmptySeconds : fullAt;
            _wrongSecretAt = wrongSecretAt > now ? now : wrongSecretAt;
            _wrongSecrets = stored[16];
        }

        // A record that was the last of its day says nothing of that day's rest, nor so of the hour up to one hour into
        // the next day. One that cannot be read says nothing at all.
        private static bool MayHaveMissedClaims(SealedEntry entry, long now)
        {
            bool isUnreadable = entry.HasReadFailed || (entry.Version > 0 && entry.Value == null);
            return isUnreadable || (entry.IsSpent && now < ((entry.Day + 1L) * DaySeconds) + FromEmptySeconds);
        }

        // What could not be written was not noted, and the next claim tries again.
        private void Save(long fullAt, long wrongSecretAt, int wrongSecrets)
        {
            byte[] stored = new byte[Bytes];
            BigEndian.Write(stored, 0, 8, fullAt);
            BigEndian.Write(stored, 8, 8, wrongSecretAt);
            stored[16] = (byte)wrongSecrets;
            SaveResult result = _store.Save(Space, Key, stored);
            if (result == SaveResult.Written || result == SaveResult.Unchanged)
            {
                _fullAt = fullAt;
                _wrongSecretAt = wrongSecretAt;
                _wrongSecrets = wrongSecrets;
            }
        }
    }
}
