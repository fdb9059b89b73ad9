namespace TeddyFirmware.Platform
{
    /// <summary>One WebSocket (RFC 6455) over verified TLS at a time.</summary>
    public interface IWebSocketTransport
    {
        /// <summary>Starts to open a connection and returns at once; an earlier one must have been reported closed or aborted.</summary>
        /// <param name="url">The absolute <c>wss://</c> URL. Holds the access token: never logged.</param>
        /// <param name="deadlineMs">The time for name, TCP, TLS and upgrade together, in milliseconds.</param>
        /// <param name="listener">Told of everything that happens to this connection, from any thread.</param>
        void Open(string url, int deadlineMs, IWebSocketListener listener);

        /// <summary>Sends one text message, as one frame.</summary>
        /// <param name="message">UTF-8; not changed, and not used any more after <see cref="IWebSocketListener.OnSent"/>.</param>
        /// <param name="length">How many bytes of it are the message, at most 8,186.</param>
        /// <returns>False where the connection is not open or the message before is not yet on its way: nothing was sent.</returns>
        bool Send(byte[] message, int length);

        /// <summary>Sends a ping (RFC 6455, 5.5.2) without allocating; the pong is reported as <see cref="IWebSocketListener.OnAlive"/>.</summary>
        void Ping();

        /// <summary>Sends a close frame; <see cref="IWebSocketListener.OnClosed"/> follows when the peer has answered.</summary>
        /// <param name="closeCode">The code to send.</param>
        void Close(int closeCode);

        /// <summary>Drops the connection, whatever state it is in, and lets go of its listener: no report comes after this.</summary>
        void Abort();
    }
}
