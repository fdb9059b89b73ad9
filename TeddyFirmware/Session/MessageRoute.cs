namespace TeddyFirmware.Session
{
    /// <summary>One type of messages, and its handler. A handful in a row is smaller than a table, and no image needs a library for them.</summary>
    public sealed class MessageRoute
    {
        /// <summary>Initializes a new instance of the <see cref="MessageRoute"/> class.</summary>
        /// <param name="type">The value of the messages' <c>type</c> member.</param>
        /// <param name="next">The route that was there before; null for the first.</param>
        public MessageRoute(string type, MessageRoute next)
        {
            Type = type;
            Next = next;
        }

        /// <summary>Gets the value of the messages' <c>type</c> member.</summary>
        public string Type { get; }

        /// <summary>Gets the next route; null behind the last.</summary>
        public MessageRoute Next { get; }

        /// <summary>The handler.</summary>
        public IMessageHandler Handler;
    }
}
