using TeddyFirmware.Protocol;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Single HTTPS POSTs, each on a connection and a worker thread of its own.</summary>
    /// <remarks>
    /// Two things of the runtime stop every thread, timers included, and can be neither interrupted nor timed (facts page,
    /// sections 0, 3.5 and 16.6). What is left of each, beside the second or so that it takes when all is well:
    /// <list type="bullet">
    /// <item>The TLS handshake. A peer is asked first whether it answers one (<see cref="TlsProbe"/>); the question is left out
    /// where a handshake with the same address has succeeded within the last minute. A peer that falls silent between its
    /// answer and the end of the handshake stops the board for as long as it holds the connection: for good, if it holds it
    /// for good. If its host is gone altogether, keep-alive ends it after 40 s, and lwIP's retransmissions where our bytes were
    /// on their way.</item>
    /// <item>The name look-up by the runtime, for what <see cref="NameLookUp"/> leaves to it: names that end in ".local", and
    /// networks that name no name server: some 7 s for each server that is silent.</item>
    /// </list>
    /// There is no watchdog, so only power helps where the first lasts. All other waits, for every address of the name, for the
    /// peer's first flight, for room to write and for the answer, have a limit and leave the other threads alone.
    /// So it does not go through <c>HttpWebRequest</c>, which looks names up by the runtime, goes to the first address alone,
    /// begins its handshake with whoever accepts TCP, takes 102 and 103 for the answer, drops the last character of lines that end
    /// in LF alone, and takes the first of differing lengths (section 16.6). The PC's own HTTP stack reads all of this otherwise, so no
    /// test there could show it. Here and there the request is <see cref="HttpRequest"/>'s and the answer is <see cref="HttpAnswer"/>'s.
    /// The reference to its assembly stays, and costs 11 KB of a heap of 96 KB (measured on the interpreter).
    /// A TLS record of more than about 4 KB breaks the connection: the boards' Mbed TLS is built with 16 KB in, 4 KB out
    /// and MBEDTLS_SSL_VARIABLE_BUFFER_LENGTH, which after the handshake shrinks both buffers to the smaller of the two
    /// (sdkconfig.default:61; Mbed TLS 3.6, ssl_tls.c, mbedtls_ssl_get_input_max_frag_len; seen on the interpreter). The
    /// server has to write smaller records; the runtime offers no way to ask it for them.
    /// </remarks>
    public sealed class HttpsTransport : IHttpTransport, IHttpCompletion
    {
        private readonly ServerLink _server;
        private IHttpCompletion _completion;
        private HttpsRun _current;

        /// <summary>Initializes a new instance of the <see cref="HttpsTransport"/> class.</summary>
        /// <param name="server">How the server is reached; shared with whatever else opens connections.</param>
        public HttpsTransport(ServerLink server)
        {
            _server = server;
        }

        /// <inheritdoc/>
        public void Begin(HttpExchange exchange, IHttpCompletion completion)
        {
            Abandon();
            _completion = completion;
            _current = new HttpsRun(exchange, this, _server);
            _current.Start();
        }

        /// <summary>Passes a report on, and lets go of what only the exchange needed.</summary>
        /// <param name="exchange">The exchange that has ended.</param>
        public void OnCompleted(HttpExchange exchange)
        {
            _current = null;
            _completion.OnCompleted(exchange);
        }

        /// <inheritdoc/>
        public void Abandon()
        {
            HttpsRun run = _current;
            _current = null;
            run?.Abandon();
        }
    }
}
