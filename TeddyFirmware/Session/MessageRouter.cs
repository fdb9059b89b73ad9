using System.Collections;
using TeddyFirmware.Diagnostics;
using TeddyFirmware.Platform;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Session
{
    /// <summary>Hands JSON messages to the handler that is registered for their <c>type</c>.</summary>
    public sealed class MessageRouter
    {
        /// <summary>The type of the result that follows each echo (contract, section 4).</summary>
        public const string ProcessedType = "processed";

        private const int MaxTypeBytes = 32;
        private const string ProcessedStart = "{\"type\":\"" + ProcessedType + "\"";

        // A handful: two lists are smaller than a table, and no image needs a library for them.
        private readonly ArrayList _types = new ArrayList();
        private readonly ArrayList _handlers = new ArrayList();
        private readonly HandlerQueue _queue;

        /// <summary>Initializes a new instance of the <see cref="MessageRouter"/> class.</summary>
        /// <param name="worker">Runs the handlers.</param>
        /// <param name="log">For handlers that throw.</param>
        public MessageRouter(IWorker worker, Log log)
        {
            _queue = new HandlerQueue(worker, log);
        }

        /// <summary>Gets how many messages had no handler; processing results, which need none, do not count.</summary>
        public int IgnoredCount { get; private set; }

        /// <summary>Gets how many messages had a handler that was too slow to take them.</summary>
        public int DroppedCount { get; private set; }

        /// <summary>Gets how many messages their handler threw on.</summary>
        public int FailedCount => _queue.FailedCount;

        /// <summary>Registers a handler.</summary>
        /// <param name="type">The value of the message's <c>type</c> member, up to 32 bytes.</param>
        /// <param name="handler">Its handler; replaces an earlier one.</param>
        public void Register(string type, IMessageHandler handler)
        {
            int place = _types.IndexOf(type);
            if (place < 0)
            {
                _types.Add(type);
                _handlers.Add(handler);
            }
            else
            {
                _handlers[place] = handler;
            }
        }

        /// <summary>Hands a message on. Returns at once, whatever its handler does.</summary>
        /// <param name="message">The message; nobody changes it any more.</param>
        /// <param name="length">Its length in bytes.</param>
        public void Route(byte[] message, int length)
        {
            if (Utf8.Matches(message, 0, length, ProcessedStart) && _types.IndexOf(ProcessedType) < 0)
            {
                // As servers write it; known without the objects of a reader, because it follows every echo.
                return;
            }

            string type = TypeOf(message, length);
            int place = type == null ? -1 : _types.IndexOf(type);
            if (place < 0)
            {
                // The result comes after every text: counted, it would hide the messages that somebody forgot to handle.
                if (type != ProcessedType)
                {
                    IgnoredCount++;
                }
            }
            else if (!_queue.TryAdd((IMessageHandler)_handlers[place], message, length))
            {
                DroppedCount++;
            }
        }

        // Null where the message is no JSON object, or tells no type.
        private static string TypeOf(byte[] message, int length)
        {
            if (length == 0 || message[0] != '{')
            {
                return null;
            }

            JsonObjectReader reader = new JsonObjectReader(message, length);
            while (reader.Read() == JsonStep.Member)
            {
                if (reader.NameIs("type"))
                {
                    return reader.GetString(MaxTypeBytes);
                }
            }

            return null;
        }
    }
}
