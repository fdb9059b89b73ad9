namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Single HTTPS POSTs through nanoFramework's <c>HttpWebRequest</c>, one worker thread for each.</summary>
    /// <remarks>
    /// Three things of the runtime stop every thread and can be neither interrupted nor timed (facts page, sections 0,
    /// 3.5 and 16.3): the name look-up, the TLS handshake with a peer that says nothing, and a TLS write into a full
    /// window. There is no watchdog either, so only power helps there; everything else ends at the deadline.
    /// A TLS record of more than about 4 KB breaks the connection: the boards' Mbed TLS is built with 16 KB in, 4 KB out
    /// and MBEDTLS_SSL_VARIABLE_BUFFER_LENGTH, which after the handshake shrinks both buffers to the smaller of the two
    /// (sdkconfig.default:61; Mbed TLS 3.6, ssl_tls.c, mbedtls_ssl_get_input_max_frag_len; seen on the interpreter). The
    /// server has to write smaller records; the runtime offers no way to ask it for them.
    /// </remarks>
    public sealed class HttpsTransport : IHttpTransport
    {
        private readonly IClock _clock;
        private readonly CaBundle _roots;
        private readonly ConnectionGate _gate;
        private HttpsRun _current;

        /// <summary>Initializes a new instance of the <see cref="HttpsTransport"/> class.</summary>
        /// <param name="clock">For deadlines.</param>
        /// <param name="roots">The authorities to trust.</param>
        /// <param name="gate">Shared with whatever else opens connections.</param>
        public HttpsTransport(IClock clock, CaBundle roots, ConnectionGate gate)
        {
            _clock = clock;
            _roots = roots;
            _gate = gate;
        }

        /// <inheritdoc/>
        public void Begin(HttpExchange exchange, IHttpCompletion completion)
        {
            Abandon();
            _current = new HttpsRun(exchange, completion, _clock, _roots, _gate);
            _current.Start();
        }

        /// <inheritdoc/>
        public void Abandon()
        {
            HttpsRun run = _current;
            _current = null;
            if (run != null)
            {
                run.Abandon();
            }
        }
    }
}
