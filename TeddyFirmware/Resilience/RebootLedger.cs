using TeddyFirmware.Platform;
using TeddyFirmware.Storage;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Resilience
{
    /// <summary>Keeps the reason of the supervisor's restarts, and their number a day, where a restart does not reach it.</summary>
    /// <remarks>The board has no API for the reason of a reset (facts page, section 6.3), so it is written down before.</remarks>
    public sealed class RebootLedger
    {
        /// <summary>How often a day the supervisor may restart the board.</summary>
        public const int MaxADay = 4;

        private const string Space = "device";
        private const string Key = "reboots";
        private const int Bytes = 10;
        private const int DaySeconds = 24 * 60 * 60;

        private readonly IClock _clock;
        private readonly SealedStore _store;
        private long _day;

        /// <summary>Initializes a new instance of the <see cref="RebootLedger"/> class, with what storage holds.</summary>
        /// <param name="clock">For the day.</param>
        /// <param name="store">Where the ledger is sealed.</param>
        public RebootLedger(IClock clock, SealedStore store)
        {
            _clock = clock;
            _store = store;
            byte[] stored = store.Load(Space, Key);
            if (stored != null && stored.Length == Bytes)
            {
                _day = BigEndian.Read(stored, 0, 8);
                Count = stored[8];
                LastState = (DeviceState)stored[9];
            }
        }

        /// <summary>Gets how many restarts there were on the day of the last one.</summary>
        public int Count { get; private set; }

        /// <summary>Gets the state in which the device made no progress before the last restart.</summary>
        public DeviceState LastState { get; private set; }

        /// <summary>Notes a restart that is about to be made.</summary>
        /// <param name="state">The state in which there is no progress.</param>
        /// <returns>False where it must not be made: the day's number is reached, or it cannot be noted.</returns>
        public bool TryNote(DeviceState state)
        {
            // Without a clock nobody knows that a day has passed: then it has not.
            long today = _clock.IsUtcSet ? _clock.UtcSeconds / DaySeconds : _day;
            int count = today == _day ? Count : 0;
            if (count >= MaxADay)
            {
                return false;
            }

            byte[] stored = new byte[Bytes];
            BigEndian.Write(stored, 0, 8, today);
            stored[8] = (byte)(count + 1);
            stored[9] = (byte)state;

            // A restart that is not counted could be made for ever.
            if (_store.Save(Space, Key, stored) != SaveResult.Written)
            {
                return false;
            }

            _day = today;
            Count = count + 1;
            LastState = state;
            return true;
        }
    }
}
