using System.Collections;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>
    /// Keeps the last log lines, and looks at every one for planted values as it comes: a day's lines would not fit
    /// a board's heap.
    /// </summary>
    public sealed class CapturedLog : ILogSink
    {
        private const int KeptLines = 60;
        private const int KeptPlanted = 12;

        private readonly ArrayList _lines = new ArrayList();
        private readonly Queue _planted = new Queue();

        /// <summary>Gets how many lines are kept.</summary>
        public int Count => _lines.Count;

        /// <summary>Gets the last line; empty where there is none.</summary>
        public string Last => Count == 0 ? string.Empty : Line(Count - 1);

        /// <summary>Gets how many lines held a planted value.</summary>
        public int LeakCount { get; private set; }

        /// <summary>Plants a value that no line may hold; the oldest but the constant ones are given up in time.</summary>
        /// <param name="value">The value.</param>
        public void Plant(string value)
        {
            _planted.Enqueue(value);
            if (_planted.Count > KeptPlanted)
            {
                _planted.Dequeue();
            }
        }

        /// <inheritdoc/>
        public void Write(string line)
        {
            _lines.Add(line);
            if (_lines.Count > KeptLines)
            {
                _lines.RemoveAt(0);
            }

            LeakCount += HoldsPlanted(line) ? 1 : 0;
        }

        /// <summary>Gets a line.</summary>
        /// <param name="number">Its number, from 0 on.</param>
        /// <returns>The line.</returns>
        public string Line(int number) => (string)_lines[number];

        /// <summary>Counts the kept lines that hold a text.</summary>
        /// <param name="text">The text.</param>
        /// <returns>How many.</returns>
        public int CountOf(string text)
        {
            int count = 0;
            for (int i = 0; i < _lines.Count; i++)
            {
                count += Line(i).IndexOf(text) >= 0 ? 1 : 0;
            }

            return count;
        }

        private bool HoldsPlanted(string line)
        {
            bool holds = line.IndexOf(CheckVector.Secret) >= 0 || line.IndexOf(CheckVector.ChildId) >= 0
                || line.IndexOf(CheckVector.DeviceId) >= 0 || line.IndexOf(TestToken.Signature) >= 0;
            foreach (object value in _planted)
            {
                holds |= line.IndexOf((string)value) >= 0;
            }

            return holds;
        }
    }
}
