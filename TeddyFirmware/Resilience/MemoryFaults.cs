namespace TeddyFirmware.Resilience
{
    /// <summary>Counts how often memory has run out, and tells when that has come back so often that only a restart helps.</summary>
    public sealed class MemoryFaults
    {
        /// <summary>The exception's class name, as adapters report it; a constant, because asking it for its name needs memory.</summary>
        public const string ClassName = "OutOfMemoryException";

        /// <summary>How often memory may run out within <see cref="WindowMs"/>; the last of them restarts the board.</summary>
        public const int Limit = 3;

        /// <summary>The time in which it counts as coming back, in milliseconds.</summary>
        public const int WindowMs = 10 * 60 * 1000;

        private readonly RateWindow _window = new RateWindow(Limit, WindowMs);

        /// <summary>Gets how often memory ran out since the start.</summary>
        public int Count { get; private set; }

        /// <summary>Gets a value indicating whether it has come back.</summary>
        public bool IsLasting { get; private set; }

        /// <summary>Counts once more.</summary>
        /// <param name="nowMs">The monotonic time.</param>
        public void Note(long nowMs)
        {
            Count++;
            _window.Count(nowMs);
            IsLasting = _window.WaitMs(nowMs) > 0;
        }
    }
}
