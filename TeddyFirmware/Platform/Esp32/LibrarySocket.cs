using System;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Net.WebSockets.WebSocketFrame;
using System.Threading;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The library's WebSocket, on a connection that we have opened.</summary>
    /// <remarks>
    /// Derived from the abstract base class, because <c>ClientWebSocket</c> opens the connection itself and hides the
    /// upgrade's status, and hangs where the server does not answer it (facts page, sections 1.3 and 16.5). The library's
    /// keep-alive is off: it counts on the wall clock, which SNTP moves (section 1.7).
    /// </remarks>
    internal sealed class LibrarySocket : WebSocket
    {
        // With 0 no message is ever cut: the library sends fragments unmasked (facts page, section 1.9).
        private const int NeverFragment = 0;

        private WebSocketState _state = WebSocketState.Closed;

        internal LibrarySocket(int maxMessageBytes)
            : base(MakeOptions(maxMessageBytes))
        {
        }

        /// <inheritdoc/>
        public override WebSocketState State
        {
            // The library's timer stops the receive thread while it asks: no lock, ever.
            get { return _state; }
            set { _state = value; }
        }

        /// <summary>Starts the library's two threads.</summary>
        internal void Attach(FrameStream stream, Socket socket)
        {
            ConnectToStream(stream, false, socket);
        }

        /// <summary>Queues a text.</summary>
        /// <param name="copy">The text; the library masks it in place.</param>
        /// <returns>False where the socket is not open.</returns>
        internal bool SendText(byte[] copy)
        {
            return Send(copy, WebSocketMessageType.Text, NeverFragment);
        }

        /// <summary>Stops the library's threads, in whatever state they are.</summary>
        internal void Stop()
        {
            try
            {
                Abort();
            }
            catch (Exception)
            {
                // Before ConnectToStream there is no sender to stop (NullReferenceException).
            }
        }

        private static WebSocketOptions MakeOptions(int maxMessageBytes)
        {
            // Any options object changes the defaults of all of them (facts page, section 1.1): each is set.
            WebSocketOptions options = new WebSocketOptions();
            options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
            options.ServerTimeout = new TimeSpan(0, 1, 0);
            options.MaxReceiveFrameSize = maxMessageBytes;
            options.MaxFragmentSize = NeverFragment;
            return options;
        }
    }
}
