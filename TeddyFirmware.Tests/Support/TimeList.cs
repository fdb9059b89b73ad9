using System;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>Moments on the monotonic clock, four bytes each: a day has more of them than a board's heap holds as objects.</summary>
    public sealed class TimeList
    {
        private int[] _times = new int[16];

        /// <summary>Gets how many there are.</summary>
        public int Count { get; private set; }

        /// <summary>Gets a moment.</summary>
        /// <param name="number">Its number, from 0 on.</param>
        /// <returns>Milliseconds.</returns>
        public long this[int number] => number < Count ? _times[number] : throw new ArgumentOutOfRangeException();

        /// <summary>Adds a moment of the first 24 days.</summary>
        /// <param name="atMs">Milliseconds.</param>
        public void Add(long atMs)
        {
            if (Count == _times.Length)
            {
                int[] more = new int[Count * 2];
                Array.Copy(_times, more, Count);
                _times = more;
            }

            _times[Count] = (int)atMs;
            Count++;
        }
    }
}
