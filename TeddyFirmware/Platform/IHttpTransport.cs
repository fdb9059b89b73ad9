namespace TeddyFirmware.Platform
{
    /// <summary>One HTTPS request at a time, with the server's certificate always verified (contract, section 5).</summary>
    public interface IHttpTransport
    {
        /// <summary>Starts a POST and returns at once.</summary>
        /// <param name="exchange">The request; its answer fields are filled in before the report.</param>
        /// <param name="completion">Told once, from any thread, when the exchange has ended in whatever way.</param>
        /// <remarks>
        /// The exchange ends within <see cref="HttpExchange.ConnectDeadlineMs"/>, or once the request goes out within
        /// <see cref="HttpExchange.AnswerDeadlineMs"/> of that, body included, wherever the runtime can be interrupted. The
        /// connection is closed before the report, because there is never a second TLS
        /// connection beside it.
        /// </remarks>
        void Begin(HttpExchange exchange, IHttpCompletion completion);

        /// <summary>
        /// Gives up the exchange that runs, if any: the transport lets go of it, and is ready for the next. Its report
        /// may still come and is then ignored.
        /// </summary>
        void Abandon();
    }
}
