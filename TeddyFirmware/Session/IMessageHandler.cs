namespace TeddyFirmware.Session
{
    /// <summary>Handles the server's messages of one type.</summary>
    /// <remarks>
    /// Called beside the device's thread, never twice at the same time for one device. May take long: the session goes
    /// on meanwhile, and at most <see cref="HandlerQueue.MaxMessages"/> further messages wait. May throw: that costs the message.
    /// </remarks>
    public interface IMessageHandler
    {
        /// <summary>Handles one message.</summary>
        /// <param name="message">The whole message, UTF-8 JSON; only during the call.</param>
        /// <param name="length">How many bytes of it are the message.</param>
        void Handle(byte[] message, int length);
    }
}
