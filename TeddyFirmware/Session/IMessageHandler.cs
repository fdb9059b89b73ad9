namespace TeddyFirmware.Session
{
    /// <summary>Handles the server's messages of one type.</summary>
    public interface IMessageHandler
    {
        /// <summary>Called on the device's thread; has to return soon, because the heartbeat waits for it.</summary>
        /// <param name="message">The whole message, UTF-8 JSON; only during the call.</param>
        /// <param name="length">How many bytes of it are the message.</param>
        void Handle(byte[] message, int length);
    }
}
