namespace TeddyFirmware.Platform
{
    /// <summary>
    /// Takes the reports of one connection, from any thread: first <see cref="OnOpened"/> or
    /// <see cref="OnRefused"/>; after <see cref="OnOpened"/>, <see cref="OnClosed"/> exactly once.
    /// </summary>
    public interface IWebSocketListener
    {
        /// <summary>The upgrade was accepted.</summary>
        void OnOpened();

        /// <summary>There is no connection.</summary>
        /// <param name="reason">Why.</param>
        /// <param name="httpStatus">The upgrade's HTTP status; 0 where none was read.</param>
        /// <param name="retryAfter">The <c>Retry-After</c> header as it came; null where there is none.</param>
        /// <param name="errorClass">The class name of the exception behind it, for the log; may be null.</param>
        void OnRefused(OpenFailure reason, int httpStatus, string retryAfter, string errorClass);

        /// <summary>A whole text message has arrived, its fragments joined.</summary>
        /// <param name="message">UTF-8; belongs to the listener from now on.</param>
        /// <param name="length">How many bytes of it are the message.</param>
        /// <returns>False where there is no room just now: the transport keeps the message, stops reading, and tries again.</returns>
        bool OnText(byte[] message, int length);

        /// <summary>Messages were passed over without being kept.</summary>
        /// <param name="ignored">How many were of another kind than text.</param>
        /// <param name="tooLong">How many were longer than 8,192 bytes.</param>
        void OnPassedOver(int ignored, int tooLong);

        /// <summary>
        /// The message that <see cref="IWebSocketTransport.Send"/> took is on its way; the next may be sent. Its answer may be
        /// reported before this.
        /// </summary>
        void OnSent();

        /// <summary>The peer has shown a sign of life. Called often: allocates nothing.</summary>
        void OnAlive();

        /// <summary>The connection has ended.</summary>
        /// <param name="closeCode">
        /// The code of the peer's close frame; 1005 where the frame had none; 1006 where there was no close frame; 1007 where
        /// a text or a reason was not UTF-8; 1002 where the peer broke the protocol, also by a code that may not be sent.
        /// </param>
        void OnClosed(int closeCode);
    }
}
