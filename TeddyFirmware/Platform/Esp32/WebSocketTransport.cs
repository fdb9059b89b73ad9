using System;
using TeddyFirmware.Dialing;
using TeddyFirmware.Session;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The session's transport: RFC 6455 as <see cref="TeddyFirmware.Protocol"/> has it, on a TLS connection of our own.</summary>
    /// <remarks>
    /// Nothing here waits. Each connection is a <see cref="WebSocketRun"/> with two threads of its own. What the runtime
    /// cannot interrupt is told at <see cref="HttpsTransport"/> and holds here too.
    /// </remarks>
    public sealed class WebSocketTransport : IWebSocketTransport
    {
        private readonly IClock _clock;
        private readonly IRandom _random;
        private readonly CaBundle _roots;
        private readonly ConnectionGate _gate;
        private readonly AddressOrder _addresses;
        private WebSocketRun _run;

        /// <summary>Initializes a new instance of the <see cref="WebSocketTransport"/> class.</summary>
        /// <param name="clock">For deadlines.</param>
        /// <param name="random">For the upgrade's key and for masks.</param>
        /// <param name="roots">The authorities to trust.</param>
        /// <param name="gate">Shared with whatever else opens connections.</param>
        /// <param name="addresses">Shared likewise.</param>
        public WebSocketTransport(IClock clock, IRandom random, CaBundle roots, ConnectionGate gate, AddressOrder addresses)
        {
            _clock = clock;
            _random = random;
            _roots = roots;
            _gate = gate;
            _addresses = addresses;
        }

        /// <inheritdoc/>
        public void Open(string url, int deadlineMs, IWebSocketListener listener)
        {
            Abort();
            _run = new WebSocketRun(listener, _clock, _random, _roots, _gate, _addresses);
            _run.Start(url, deadlineMs);
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
        public void Ping()
        {
            WebSocketRun run = _run;
            if (run != null)
            {
                run.Ping();
            }
        }

        /// <inheritdoc/>
        public void Close(int closeCode)
        {
            WebSocketRun run = _run;
            if (run != null)
            {
                run.Close(closeCode);
            }
        }

        /// <inheritdoc/>
        public void Abort()
        {
            WebSocketRun run = _run;
            _run = null;
            if (run != null)
            {
                run.Abort();
            }
        }
    }
}
