namespace TeddyFirmware.Resilience
{
    /// <summary>
    /// Measures how long nothing at all has been heard of the server, and tells the remedy: after 5 minutes a new link,
    /// after 15 a restart.
    /// </summary>
    /// <remarks>
    /// Only time counts in which the device tries and the link is up: neither a wait that the server asked for nor a
    /// missing access point is cured by a restart. By the monotonic clock, and without allocating.
    /// </remarks>
    public sealed class Supervisor
    {
        /// <summary>When the link is renewed, in milliseconds without progress.</summary>
        public const int RenewAfterMs = 5 * 60 * 1000;

        /// <summary>When the board is restarted, in milliseconds without progress.</summary>
        public const int RebootAfterMs = 15 * 60 * 1000;

        /// <summary>How much later than that at most, so that a fleet without its server does not restart in one moment.</summary>
        public const int RebootJitterMs = 60 * 1000;

        private readonly RandomNumbers _random;
        private long _lookedAtMs;
        private long _stalledMs;
        private long _nextAtMs = RenewAfterMs;
        private bool _isRenewed;
        private bool _isWatching;

        /// <summary>Initializes a new instance of the <see cref="Supervisor"/> class.</summary>
        /// <param name="random">For jitter.</param>
        public Supervisor(RandomNumbers random)
        {
            _random = random;
        }

        /// <summary>Gets how long until a remedy is due if nothing changes, in milliseconds; <see cref="Countdown.Never"/> while nothing is watched.</summary>
        public long RemainingMs => _isWatching ? _nextAtMs - _stalledMs : Countdown.Never;

        /// <summary>The server was heard.</summary>
        public void OnProgress()
        {
            _stalledMs = 0;
            _nextAtMs = RenewAfterMs;
            _isRenewed = false;
        }

        /// <summary>Counts the time since the last look, and tells what is due.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        /// <param name="isWatching">Whether the time from now on counts.</param>
        /// <returns>The remedy, once; after a reboot that did not happen everything begins anew.</returns>
        public SupervisorRemedy Look(long nowMs, bool isWatching)
        {
            _stalledMs += _isWatching ? nowMs - _lookedAtMs : 0;
            _lookedAtMs = nowMs;
            _isWatching = isWatching;
            if (!isWatching || _stalledMs < _nextAtMs)
            {
                return SupervisorRemedy.None;
            }

            if (_isRenewed)
            {
                OnProgress();
                return SupervisorRemedy.Reboot;
            }

            _isRenewed = true;
            _nextAtMs = RebootAfterMs + _random.UpTo(RebootJitterMs);
            return SupervisorRemedy.RenewNetwork;
        }
    }
}
