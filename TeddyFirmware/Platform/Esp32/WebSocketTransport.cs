using System;
using TeddyFirmware.Session;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The session's transport: RFC 6455 as <see cref="TeddyFirmware.Protocol"/> has it, on a TLS connection of our own.</summary>
    /// <remarks>
    /// Nothing here waits. Each connection is a <see cref="WebSocketRun"/>, on two threads that serve one after the other. What the
    /// runtime cannot interrupt is told at <see cref="HttpsTransport"/> and holds here too.
    /// </remarks>
    public sealed class WebSocketTransport : IWebSocketTransport
    {
        // The frames of a connection's reading last as long as the connection: where they lie matters more than when it begins.
        private const int CalmMs = 50;

        private readonly ServerLink _server;
        private readonly BackgroundWorker _reader = new BackgroundWorker(CalmMs);
        private readonly BackgroundWorker _writer = new BackgroundWorker(0);
        private WebSocketRun _run;

        /// <summary>Initializes a new instance of the <see cref="WebSocketTransport"/> class.</summary>
        /// <param name="server">How the server is reached; shared with whatever else opens connections.</param>
        public WebSocketTransport(ServerLink server)
        {
            _server = server;
        }

        /// <summary>Makes the threads, before there is anything else on the heap that they would part.</summary>
        public void MakeReady()
        {
            _reader.MakeReady();
            _writer.MakeReady();
        }

        /// <inheritdoc/>
        public void Open(string url, int deadlineMs, IWebSocketListener listener)
        {
            Abort();
            _run = new WebSocketRun(listener, _server, _writer);
            _run.Prepare(url, deadlineMs);
            _reader.Start(_run);
        }

        /// <inheritdoc/>
        public bool Send(byte[] message, int length)
        {
            if (length < 0 || length > SendQueue.MaxMessageBytes || length > message.Length)
            {
                throw new ArgumentException();
            }

            WebSocketRun run = _run;
            return run != null && run.Send(message, length);
        }

        /// <inheritdoc/>
        public void Ping() => _run?.Ping();

        /// <inheritdoc/>
        public void Close(int closeCode) => _run?.Close(closeCode);

        /// <inheritdoc/>
        public void Abort()
        {
            WebSocketRun run = _run;
            _run = null;
            run?.Abort();
        }
    }
}
