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

        private readonly HandlerQueue _queue;
        private MessageRoute _routes;

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
            MessageRoute route = Find(type);
            if (route == null)
            {
                _routes = route = new MessageRoute(type, _routes);
            }

            route.Handler = handler;
        }

        /// <summary>Hands a message on. Returns at once, whatever its handler does.</summary>
        /// <param name="message">The message; nobody changes it any more.</param>
        /// <param name="length">Its length in bytes.</param>
        public void Route(byte[] message, int length)
        {
            if (Utf8.Matches(message, 0, length, ProcessedStart) && Find(ProcessedType) == null)
            {
                // As servers write it; known without the objects of a reader, because it follows every echo.
                return;
            }

            string type = TypeOf(message, length);
            MessageRoute route = type == null ? null : Find(type);
            if (route == null)
            {
                // The result comes after every text: counted, it would hide the messages that somebody forgot to handle.
                if (type != ProcessedType)
                {
                    IgnoredCount++;
                }
            }
            else if (!_queue.TryAdd(route.Handler, message, length))
            {
                DroppedCount++;
            }
        }

        private MessageRoute Find(string type)
        {
            MessageRoute route = _routes;
            while (route != null && route.Type != type)
            {
                route = route.Next;
            }

            return route;
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
