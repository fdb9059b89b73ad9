using System;
using TeddyFirmware.Diagnostics;
using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;
using TeddyFirmware.Storage;

namespace TeddyFirmware.Tokens
{
    /// <summary>
    /// The one holder of the token pair: loads and seals it, plans its refresh, and knows what is needed next. What is sealed is read
    /// where it is needed, not kept: two tokens are much of a board's heap.
    /// </summary>
    public sealed class TokenKeeper
    {
        private const string Space = "tokens";
        private const string Key = "pair";

        /// <summary>When to refresh, in percent of the lifetime (contract, section 3).</summary>
        private const int RefreshPercent = 80;

        /// <summary>How much earlier or later than that, in percent of the lifetime, so that a fleet spreads out.</summary>
        private const int JitterPercent = 5;

        // A server that gives out tokens of a second's life is not asked for one every second.
        private const long ShortestRefreshMs = 5000;

        // An access token that is lost costs one refresh; a write costs flash. So a new access token beside the same
        // refresh token is sealed at most this often.
        private const long AccessOnlyWriteMs = 3L * 60 * 60 * 1000;

        private readonly IClock _clock;
        private readonly SealedStore _store;
        private readonly RandomNumbers _random;
        private readonly Log _log;
        private readonly Countdown _expiry = new Countdown();
        private readonly Countdown _refreshDue = new Countdown();
        private readonly Countdown _accessOnlyWrite = new Countdown();

        // What storage does not have: nothing, an access token, or all.
        private string _unsealedAccess;
        private TokenPair _unsealed;
        private long _receivedAt;
        private long _lifetimeSeconds;
        private bool _hasPair;
        private bool _isAccessRefused;
        private bool _isClaimWanted;
        private bool _isRefreshOwed;
        private bool _isPlanned;

        /// <summary>Initializes a new instance of the <see cref="TokenKeeper"/> class, with what storage holds.</summary>
        /// <param name="clock">For expiry.</param>
        /// <param name="store">Where the pair is sealed.</param>
        /// <param name="random">For the refresh's jitter.</param>
        /// <param name="log">For what happened; never sees a token.</param>
        public TokenKeeper(IClock clock, SealedStore store, RandomNumbers random, Log log)
        {
            _clock = clock;
            _store = store;
            _random = random;
            _log = log;
            Note(TokenPair.FromBytes(store.Load(Space, Key)));
            _unsealed = null;
        }

        /// <summary>Gets a value indicating whether there are tokens, and none that the server refused for good.</summary>
        public bool IsClaimed => _hasPair && !_isClaimWanted;

        /// <summary>Gets a value indicating whether a new pair is within the writes of the day.</summary>
        public bool IsStorable => _store.IsWritable(Space, Key);

        /// <summary>Gets how many answers with tokens there were since the start: tells one access token from the next.</summary>
        public int AcceptedCount { get; private set; }

        /// <summary>Gets how long until the access token should be refreshed, in milliseconds; <see cref="Countdown.Never"/> where that is not planned.</summary>
        public long RefreshInMs => _refreshDue.RemainingMs(_clock.MonotonicMs);

        /// <summary>Tells what has to be done before a session can be opened. The clock must be set.</summary>
        /// <returns>The need.</returns>
        public TokenNeed Need()
        {
            if (!IsClaimed)
            {
                return TokenNeed.Claim;
            }

            if (!_isPlanned)
            {
                Plan(_receivedAt + _lifetimeSeconds - _clock.UtcSeconds);
            }

            bool isNeeded = _isAccessRefused || _isRefreshOwed || _expiry.IsDue(_clock.MonotonicMs);
            return isNeeded ? TokenNeed.Refresh : TokenNeed.None;
        }

        /// <summary>Reads the pair.</summary>
        /// <returns>The pair; null where there is none, also where storage has lost it since: then a claim is needed.</returns>
        public TokenPair Load()
        {
            TokenPair pair = _unsealed ?? TokenPair.FromBytes(_store.Load(Space, Key));
            _hasPair = pair != null;
            return pair == null || _unsealedAccess == null ? pair : new TokenPair(_unsealedAccess, pair.Refresh, _receivedAt, _lifetimeSeconds);
        }

        /// <summary>Takes the tokens of an answer, and seals them.</summary>
        /// <param name="answer">The tokens; without a refresh token, the present one stays.</param>
        public void Accept(TokenAnswer answer)
        {
            AcceptedCount++;
            bool isClaimed = IsClaimed;
            TokenPair present = Load();
            if (answer.Refresh == null && present == null)
            {
                // Storage has lost the refresh token while the server gave out another access token: a claim brings both.
                return;
            }

            long now = _clock.UtcSeconds;
            long lifetime = TokenLifetime.Seconds(answer.ExpiresInSeconds, Jwt.Read(answer.Access), now);
            bool isNewRefresh = answer.Refresh != null && (present == null || answer.Refresh != present.Refresh);
            bool isRefreshStored = _unsealed == null && !isNewRefresh;
            Note(new TokenPair(answer.Access, answer.Refresh ?? present.Refresh, now, lifetime));
            _isAccessRefused = false;
            _isClaimWanted = false;
            _isRefreshOwed = false;
            Plan(lifetime);
            if (isNewRefresh || !_accessOnlyWrite.IsRunning || _accessOnlyWrite.IsDue(_clock.MonotonicMs))
            {
                Seal(isNewRefresh && isClaimed);
            }
            else if (isRefreshStored)
            {
                _unsealed = null;
                _unsealedAccess = answer.Access;
            }
        }

        /// <summary>The server refused the access token: a refresh is needed, whatever its expiry says.</summary>
        public void OnAccessRefused() => _isAccessRefused = true;

        /// <summary>The server refused the refresh token, or a refreshed access token: a claim is needed.</summary>
        public void OnRefreshRefused()
        {
            _isClaimWanted = true;
            _isRefreshOwed = false;
            _refreshDue.Stop();
        }

        /// <summary>Puts a planned refresh off, after one that failed. Until it is made, the token in hand has to do.</summary>
        /// <param name="delayMs">Until when, in milliseconds.</param>
        public void PutRefreshOff(long delayMs)
        {
            _isRefreshOwed = false;
            _refreshDue.Start(_clock.MonotonicMs, delayMs);
        }

        /// <summary>Leaves a refresh that is due until the session has ended.</summary>
        public void OweRefresh()
        {
            _isRefreshOwed = true;
            _refreshDue.Stop();
        }

        /// <summary>Erases a stored pair: the device becomes another one.</summary>
        /// <param name="store">Where the pair is sealed.</param>
        public static void Erase(SealedStore store) => store.Remove(Space, Key);

        private void Note(TokenPair pair)
        {
            _hasPair = pair != null;
            _unsealed = pair;
            _unsealedAccess = null;
            _receivedAt = _hasPair ? pair.ReceivedAt : 0;
            _lifetimeSeconds = _hasPair ? pair.LifetimeSeconds : 0;
        }

        // From here on by the monotonic clock: a wall clock that jumps neither expires a token nor keeps it.
        private void Plan(long remainingSeconds)
        {
            _isPlanned = true;
            long lifetimeMs = _lifetimeSeconds * 1000;
            long remainingMs = remainingSeconds <= 0 ? 0 : remainingSeconds * 1000;

            // A clock that was set back makes a stored token look younger than new.
            remainingMs = remainingMs > lifetimeMs ? lifetimeMs : remainingMs;
            int jitterPercent = _random.UpTo(2 * JitterPercent) - JitterPercent;
            long restMs = lifetimeMs * (100 - RefreshPercent - jitterPercent) / 100;
            long nowMs = _clock.MonotonicMs;
            _expiry.Start(nowMs, remainingMs);
            _refreshDue.Start(nowMs, remainingMs - restMs < ShortestRefreshMs ? ShortestRefreshMs : remainingMs - restMs);
        }

        // A server that rotates has spent the old refresh token: to present it again after a restart is what a thief does. So
        // the new one is stored whatever the day's writes are (contract, section 7); one of a claim costs a claim if it is lost.
        private void Seal(bool isRotated)
        {
            SaveResult result = Save(isRotated);
            if (result == SaveResult.Written || result == SaveResult.Unchanged)
            {
                _unsealed = null;
                _accessOnlyWrite.Start(_clock.MonotonicMs, AccessOnlyWriteMs);
                _log.Info(LogArea.Tokens, "sealed access_lifetime_s=" + _lifetimeSeconds.ToString());
            }
            else
            {
                _log.Warning(LogArea.Tokens, result == SaveResult.OverBudget ? "not sealed: the day's writes are used up" : "not sealed: the flash failed");
            }
        }

        private SaveResult Save(bool isRotated)
        {
            try
            {
                return _store.Save(Space, Key, _unsealed.ToBytes(), isRotated);
            }
            catch (OutOfMemoryException)
            {
                // They serve as long as the board runs; after a restart it claims.
                _log.Warning(LogArea.Tokens, "not sealed: out of memory");
                throw;
            }
        }
    }
}
