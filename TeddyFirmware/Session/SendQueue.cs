using System.Text;
using TeddyFirmware.Protocol;

namespace TeddyFirmware.Session
{
    /// <summary>The texts that wait for their turn: bounded in number and in bytes, in order, from any thread.</summary>
    public sealed class SendQueue
    {
        /// <summary>The longest text, in bytes of UTF-8, so that its echo, 6 bytes longer, still fits (contract, section 4).</summary>
        public const int MaxMessageBytes = FrameTable.MaxMessageBytes - 6;

        /// <summary>How many texts may wait.</summary>
        public const int MaxMessages = 8;

        /// <summary>How many bytes may wait, all texts together.</summary>
        public const int MaxBytes = 2 * MaxMessageBytes;

        private readonly object _gate = new object();
        private readonly byte[][] _messages = new byte[MaxMessages][];
        private readonly SendMode[] _modes = new SendMode[MaxMessages];
        private int _first;
        private int _count;
        private int _bytes;

        /// <summary>Gets how many texts wait.</summary>
        public int Count
        {
            get
            {
                lock (_gate)
                {
                    return _count;
                }
            }
        }

        /// <summary>Gets what becomes of the first text if its session ends while it is being sent.</summary>
        public SendMode FirstMode
        {
            get
            {
                lock (_gate)
                {
                    return _modes[_first];
                }
            }
        }

        /// <summary>Tells whether a text of some length would be taken.</summary>
        /// <param name="bytes">Its length in bytes.</param>
        /// <returns>True where there is room.</returns>
        public bool HasRoom(int bytes)
        {
            lock (_gate)
            {
                return _count < MaxMessages && _bytes + bytes <= MaxBytes;
            }
        }

        /// <summary>Takes a text.</summary>
        /// <param name="text">The text.</param>
        /// <param name="mode">What becomes of it if its session ends while it is being sent.</param>
        /// <returns>What became of it.</returns>
        public SendResult Add(string text, SendMode mode) => Add(Encoding.UTF8.GetBytes(text), mode);

        /// <summary>Takes a text as it will be sent: a long one needs half the memory so.</summary>
        /// <param name="message">The text in UTF-8, which nobody checks or changes any more.</param>
        /// <param name="mode">What becomes of it if its session ends while it is being sent.</param>
        /// <returns>What became of it.</returns>
        public SendResult Add(byte[] message, SendMode mode)
        {
            if (message.Length == 0 || message.Length > MaxMessageBytes)
            {
                return message.Length == 0 ? SendResult.Empty : SendResult.TooLong;
            }

            lock (_gate)
            {
                if (_count == MaxMessages || _bytes + message.Length > MaxBytes)
                {
                    return SendResult.QueueFull;
                }

                int at = (_first + _count) % MaxMessages;
                _messages[at] = message;
                _modes[at] = mode;
                _count++;
                _bytes += message.Length;
                return SendResult.Queued;
            }
        }

        /// <summary>Looks at the first text.</summary>
        /// <returns>Its UTF-8; null where none waits.</returns>
        public byte[] Peek()
        {
            lock (_gate)
            {
                return _count == 0 ? null : _messages[_first];
            }
        }

        /// <summary>Removes the first text, because it was handed over, or is on its way.</summary>
        public void RemoveFirst()
        {
            lock (_gate)
            {
                _bytes -= _messages[_first].Length;
                _messages[_first] = null;
                _first = (_first + 1) % MaxMessages;
                _count--;
            }
        }
    }
}
