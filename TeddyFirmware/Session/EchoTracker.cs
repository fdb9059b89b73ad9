using TeddyFirmware.Wire;

namespace TeddyFirmware.Session
{
    /// <summary>Matches the server's <c>Echo: </c> answers with the texts that were sent, in order, to tell the round trip.</summary>
    public sealed class EchoTracker
    {
        /// <summary>What the server puts before the text that it gives back (contract, section 4).</summary>
        public const string Prefix = "Echo: ";

        private const int Capacity = 8;

        private readonly long[] _sentMs = new long[Capacity];
        private readonly int[] _lengths = new int[Capacity];
        private int _first;
        private int _count;

        /// <summary>Notes a text that was sent.</summary>
        /// <param name="length">Its length in bytes.</param>
        /// <param name="nowMs">The monotonic time.</param>
        public void OnSent(int length, long nowMs)
        {
            if (_count == Capacity)
            {
                // A server that does not echo: the oldest is given up.
                Drop();
            }

            int at = (_first + _count) % Capacity;
            _sentMs[at] = nowMs;
            _lengths[at] = length;
            _count++;
        }

        /// <summary>Looks whether a message is an echo.</summary>
        /// <param name="message">The message.</param>
        /// <param name="length">Its length in bytes.</param>
        /// <param name="nowMs">The monotonic time.</param>
        /// <returns>The round trip in milliseconds; -1 where it is no echo of anything that was sent.</returns>
        public int Match(byte[] message, int length, long nowMs)
        {
            if (!Utf8.Matches(message, 0, length, Prefix))
            {
                return -1;
            }

            while (_count > 0)
            {
                long sentMs = _sentMs[_first];
                bool isIt = _lengths[_first] == length - Prefix.Length;
                Drop();
                if (isIt)
                {
                    return (int)(nowMs - sentMs);
                }
            }

            return -1;
        }

        /// <summary>Forgets everything: another session has begun.</summary>
        public void Reset() => _count = 0;

        private void Drop()
        {
            _first = (_first + 1) % Capacity;
            _count--;
        }
    }
}
