using System;
using System.Collections;
using TeddyFirmware.Diagnostics;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Session
{
    /// <summary>Hands JSON messages to the handler that is registered for their <c>type</c>.</summary>
    public sealed class MessageRouter
    {
        private const int MaxTypeBytes = 32;

        private readonly Hashtable _handlers = new Hashtable();
        private readonly Log _log;

        /// <summary>Initializes a new instance of the <see cref="MessageRouter"/> class.</summary>
        /// <param name="log">For handlers that throw.</param>
        public MessageRouter(Log log)
        {
            _log = log;
        }

        /// <summary>Gets how many messages had no handler.</summary>
        public int IgnoredCount { get; private set; }

        /// <summary>Gets how many messages their handler threw on.</summary>
        public int FailedCount { get; private set; }

        /// <summary>Registers a handler.</summary>
        /// <param name="type">The value of the message's <c>type</c> member, up to 32 bytes.</param>
        /// <param name="handler">Its handler; replaces an earlier one.</param>
        public void Register(string type, IMessageHandler handler)
        {
            _handlers[type] = handler;
        }

        /// <summary>Hands a message on.</summary>
        /// <param name="message">The message.</param>
        /// <param name="length">Its length in bytes.</param>
        public void Route(byte[] message, int length)
        {
            string type = TypeOf(message, length);
            IMessageHandler handler = type == null ? null : (IMessageHandler)_handlers[type];
            if (handler == null)
            {
                IgnoredCount++;
                return;
            }

            try
            {
                handler.Handle(message, length);
            }
            catch (Exception failure)
            {
                // A handler's fault costs its message, not the session.
                FailedCount++;
                _log.Warning(LogArea.Session, "a message handler failed error=" + failure.GetType().Name);
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
