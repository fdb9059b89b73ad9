using TeddyFirmware.Resilience;

namespace TeddyFirmware.Session
{
    /// <summary>When to ping, and when a peer that shows no sign of life is given up (contract, section 4).</summary>
    /// <remarks>By the monotonic clock only, and without allocating.</remarks>
    public sealed class Heartbeat
    {
        private readonly int _intervalMs;
        private readonly Countdown _ping = new Countdown();
        private readonly Countdown _death = new Countdown();

        /// <summary>Initializes a new instance of the <see cref="Heartbeat"/> class.</summary>
        /// <param name="intervalMs">The time between two pings, in milliseconds.</param>
        public Heartbeat(int intervalMs)
        {
            _intervalMs = intervalMs;
        }

        /// <summary>Starts with a peer that has just shown itself.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        public void Start(long nowMs)
        {
            _ping.Start(nowMs, _intervalMs);
            OnAlive(nowMs);
        }

        /// <summary>Stops.</summary>
        public void Stop()
        {
            _ping.Stop();
            _death.Stop();
        }

        /// <summary>The peer has shown a sign of life.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        public void OnAlive(long nowMs)
        {
            // Two pings without an answer, and a fifth of an interval for the second one's way: 44 s at 20 s, below
            // the contract's 45 s.
            _death.Start(nowMs, (2 * _intervalMs) + (_intervalMs / 5));
        }

        /// <summary>Tells whether the peer is given up.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        /// <returns>True where two pings were missed.</returns>
        public bool IsDead(long nowMs) => _death.IsDue(nowMs);

        /// <summary>Tells whether it is time to ping, and counts from now on to the next time.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        /// <returns>True where it is.</returns>
        public bool TakePing(long nowMs)
        {
            if (!_ping.IsDue(nowMs))
            {
                return false;
            }

            _ping.Start(nowMs, _intervalMs);
            return true;
        }

        /// <summary>Tells how long there is nothing to do.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        /// <returns>Milliseconds; <see cref="Countdown.Never"/> while stopped.</returns>
        public long RemainingMs(long nowMs)
        {
            long pingMs = _ping.RemainingMs(nowMs);
            long deathMs = _death.RemainingMs(nowMs);
            return pingMs < deathMs ? pingMs : deathMs;
        }
    }
}
