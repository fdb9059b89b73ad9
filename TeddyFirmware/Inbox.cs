using System;
using TeddyFirmware.Platform;
using TeddyFirmware.Protocol;
using TeddyFirmware.Session;

namespace TeddyFirmware
{
    /// <summary>
    /// The one queue through which adapters report, from any thread, to the device's thread. Of fixed size, and
    /// without an allocation for a report.
    /// </summary>
    public sealed class Inbox : IHttpCompletion
    {
        /// <summary>How many texts may wait; their bytes are bounded too.</summary>
        public const int MaxTexts = 8;

        private const int MaxTextBytes = 2 * FrameTable.MaxMessageBytes;
        private const int Capacity = 2 * MaxTexts;

        private readonly object _gate = new object();

        // Side by side, not an object for each: a third of the heap.
        private readonly byte[] _kinds = new byte[Capacity];
        private readonly int[] _attempts = new int[Capacity];
        private readonly int[] _numbers = new int[Capacity];
        private readonly object[] _contents = new object[Capacity];
        private readonly IWakeSignal _wake;
        private int _first;
        private int _count;
        private int _texts;
        private int _textBytes;
        private int _aliveAttempt;
        private int _ignoredCount;
        private int _tooLongCount;
        private bool _isStopPosted;
        private bool _isStatusWanted;

        /// <summary>Initializes a new instance of the <see cref="Inbox"/> class.</summary>
        /// <param name="wake">Woken after each report.</param>
        public Inbox(IWakeSignal wake)
        {
            _wake = wake;
        }

        /// <summary>Gets how many messages were no text and were dropped.</summary>
        public int IgnoredCount => _ignoredCount;

        /// <summary>Gets how many messages were longer than the limit and were passed over.</summary>
        public int TooLongCount => _tooLongCount;

        /// <inheritdoc/>
        public void OnCompleted(HttpExchange exchange)
        {
            lock (_gate)
            {
                Add(InboxKind.ExchangeEnded, 0, 0, exchange);
            }

            _wake.Wake();
        }

        /// <summary>Reports what is told by its kind, attempt and number alone.</summary>
        /// <param name="kind">The kind.</param>
        /// <param name="attempt">The session attempt.</param>
        /// <param name="number">A close code, or 0.</param>
        public void Post(InboxKind kind, int attempt, int number)
        {
            lock (_gate)
            {
                Add(kind, attempt, number, null);
            }

            _wake.Wake();
        }

        /// <summary>Reports that the device is to stop; asking again takes no place.</summary>
        public void PostStop()
        {
            lock (_gate)
            {
                if (!_isStopPosted)
                {
                    _isStopPosted = true;
                    Add(InboxKind.StopRequested, 0, 0, null);
                }
            }

            _wake.Wake();
        }

        /// <summary>Reports a refusal.</summary>
        /// <param name="attempt">The session attempt.</param>
        /// <param name="failure">Why.</param>
        /// <param name="status">The HTTP status, or 0.</param>
        /// <param name="retryAfter">The header, or null.</param>
        /// <param name="errorClass">The exception's class, or null.</param>
        public void PostRefusal(int attempt, OpenFailure failure, int status, string retryAfter, string errorClass)
        {
            lock (_gate)
            {
                Add(InboxKind.Refused, attempt, status, new Refusal(failure, retryAfter, errorClass));
            }

            _wake.Wake();
        }

        /// <summary>Reports a text, where there is room for it.</summary>
        /// <param name="attempt">The session attempt.</param>
        /// <param name="message">The text.</param>
        /// <param name="length">Its length in bytes.</param>
        /// <returns>False where there is no room: nothing was taken.</returns>
        public bool TryPostText(int attempt, byte[] message, int length)
        {
            lock (_gate)
            {
                if (_texts == MaxTexts || _textBytes + length > MaxTextBytes)
                {
                    return false;
                }

                Add(InboxKind.Text, attempt, length, message);
                _texts++;
                _textBytes += length;
            }

            _wake.Wake();
            return true;
        }

        /// <summary>Notes a sign of life; many of them are as good as one.</summary>
        /// <param name="attempt">The session attempt.</param>
        public void NoteAlive(int attempt)
        {
            bool isFirst;
            lock (_gate)
            {
                isFirst = _aliveAttempt != attempt;
                _aliveAttempt = attempt;
            }

            if (isFirst)
            {
                _wake.Wake();
            }
        }

        /// <summary>Notes that somebody wants a health snapshot; asking again is as good as once.</summary>
        public void NoteStatusWanted()
        {
            bool isFirst;
            lock (_gate)
            {
                isFirst = !_isStatusWanted;
                _isStatusWanted = true;
            }

            if (isFirst)
            {
                _wake.Wake();
            }
        }

        /// <summary>Takes the wish for a health snapshot, if there was one since the last call.</summary>
        /// <returns>True where there was.</returns>
        public bool TakeStatusWanted()
        {
            lock (_gate)
            {
                bool isWanted = _isStatusWanted;
                _isStatusWanted = false;
                return isWanted;
            }
        }

        /// <summary>Counts messages that were passed over.</summary>
        /// <param name="ignored">How many were no text.</param>
        /// <param name="tooLong">How many were longer than the limit.</param>
        public void CountPassedOver(int ignored, int tooLong)
        {
            lock (_gate)
            {
                _ignoredCount += ignored;
                _tooLongCount += tooLong;
            }
        }

        /// <summary>Takes the sign of life, if there was one since the last call.</summary>
        /// <returns>The session attempt; 0 where there was none.</returns>
        public int TakeAlive()
        {
            lock (_gate)
            {
                int attempt = _aliveAttempt;
                _aliveAttempt = 0;
                return attempt;
            }
        }

        /// <summary>Takes the first report.</summary>
        /// <param name="target">Takes its content.</param>
        /// <returns>False where there is none.</returns>
        public bool Take(InboxItem target)
        {
            lock (_gate)
            {
                if (_count == 0)
                {
                    return false;
                }

                target.Kind = (InboxKind)_kinds[_first];
                target.Attempt = _attempts[_first];
                target.Number = _numbers[_first];
                target.Content = _contents[_first];
                _contents[_first] = null;
                _first = (_first + 1) % Capacity;
                _count--;
                if (target.Kind == InboxKind.Text)
                {
                    _texts--;
                    _textBytes -= target.Number;
                }

                return true;
            }
        }

        // Half of the places are out of reach of texts. An attempt reports opened or refused, closed, and one sent at a
        // time, so more than eight others are a transport that breaks its promise.
        private void Add(InboxKind kind, int attempt, int number, object content)
        {
            if (_count == Capacity)
            {
                throw new InvalidOperationException();
            }

            int place = (_first + _count) % Capacity;
            _count++;
            _kinds[place] = (byte)kind;
            _attempts[place] = attempt;
            _numbers[place] = number;
            _contents[place] = content;
        }
    }
}
