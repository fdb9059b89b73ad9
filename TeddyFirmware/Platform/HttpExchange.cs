namespace TeddyFirmware.Platform
{
    /// <summary>One HTTPS POST of JSON: the request, and after the report its bounded answer.</summary>
    /// <remarks>
    /// A new one for each exchange: an abandoned transport may still write into the old one. The body's memory is taken as it comes,
    /// and given back with the answer: in session a board needs it for other things.
    /// </remarks>
    public sealed class HttpExchange
    {
        /// <summary>The longest body that is read, in bytes (contract, section 2.1).</summary>
        public const int MaxBodyBytes = 8192;

        /// <summary>The absolute <c>https://</c> URL.</summary>
        public string Url;

        /// <summary>The request's JSON, in UTF-8. Holds a secret: never logged.</summary>
        public byte[] RequestBody;

        /// <summary>The time for name, TCP and TLS together, in milliseconds.</summary>
        public int ConnectDeadlineMs;

        /// <summary>The time from the first byte of the request to the last of the answer, in milliseconds.</summary>
        public int AnswerDeadlineMs;

        /// <summary>
        /// How far the exchange has come; the transport sets it as it goes, and before the first byte of the
        /// request to <see cref="HttpPhase.Answer"/>. May be read from any thread, at any time.
        /// </summary>
        public HttpPhase Phase;

        /// <summary>Gets a value indicating whether bytes of the request have gone out, so that the server may have acted on it.</summary>
        public bool IsSent => Phase == HttpPhase.Answer;

        /// <summary>How the exchange ended.</summary>
        public HttpOutcome Outcome;

        /// <summary>The HTTP status; set where a status line was read, otherwise 0.</summary>
        public int Status;

        /// <summary>The <c>Retry-After</c> header's value as it came; null where there is none.</summary>
        public string RetryAfter;

        /// <summary>The array that begins with the answer's body; null while nothing of it has come.</summary>
        public byte[] Body;

        /// <summary>How many bytes of <see cref="Body"/> are the answer's.</summary>
        public int BodyLength;

        /// <summary>The class name of the exception that ended the exchange, for the log; null without one.</summary>
        public string ErrorClass;

        /// <summary>Tells whether an exchange that ended so has an HTTP status.</summary>
        /// <param name="outcome">How it ended.</param>
        /// <returns>True where a status was read, whatever became of the body.</returns>
        public static bool HasStatus(HttpOutcome outcome) =>
            outcome == HttpOutcome.Answered || outcome == HttpOutcome.BodyTooLong || outcome == HttpOutcome.BodyBroken;

        /// <summary>Tells the outcome where there was no connection.</summary>
        /// <param name="failure">Why there was none.</param>
        /// <returns>The same in an exchange's terms.</returns>
        public static HttpOutcome OutcomeOf(OpenFailure failure)
        {
            return failure == OpenFailure.TlsRefused ? HttpOutcome.TlsRefused
                : failure == OpenFailure.TimedOut ? HttpOutcome.TimedOut
                : HttpOutcome.Unreachable;
        }

        /// <summary>Makes room for a body.</summary>
        /// <param name="length">How long it will be, up to <see cref="MaxBodyBytes"/>.</param>
        public void Reserve(int length)
        {
            if (Body != null && Body.Length >= length)
            {
                return;
            }

            byte[] before = Body;
            Body = new byte[length];
            if (before != null)
            {
                System.Array.Copy(before, Body, BodyLength);
                System.Array.Clear(before, 0, before.Length);
            }
        }

        /// <summary>Adds a part of the body.</summary>
        /// <param name="buffer">The array that holds it.</param>
        /// <param name="at">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>False where the body would be longer than <see cref="MaxBodyBytes"/>: nothing was added.</returns>
        public bool TryAppend(byte[] buffer, int at, int count)
        {
            int needed = BodyLength + count;
            if (needed > MaxBodyBytes)
            {
                return false;
            }

            if (Body != null && needed > Body.Length)
            {
                // Of a body whose length nobody told.
                int twice = 2 * Body.Length;
                needed = twice < needed ? needed : twice < MaxBodyBytes ? twice : MaxBodyBytes;
            }

            Reserve(needed);
            System.Array.Copy(buffer, at, Body, BodyLength, count);
            BodyLength += count;
            return true;
        }

        /// <summary>Makes the object ready for another request.</summary>
        /// <param name="url">The absolute URL.</param>
        /// <param name="requestBody">The JSON to post.</param>
        /// <param name="connectDeadlineMs">The time for name, TCP and TLS together, in milliseconds.</param>
        /// <param name="answerDeadlineMs">The time for the answer once the request goes out, in milliseconds.</param>
        public void Reset(string url, byte[] requestBody, int connectDeadlineMs, int answerDeadlineMs)
        {
            Forget();
            Url = url;
            RequestBody = requestBody;
            ConnectDeadlineMs = connectDeadlineMs;
            AnswerDeadlineMs = answerDeadlineMs;
            Phase = HttpPhase.Resolving;
        }

        /// <summary>Forgets request and answer, so that neither tokens nor personal data stay.</summary>
        public void Forget()
        {
            Url = null;
            RequestBody = null;
            Outcome = HttpOutcome.None;
            Status = 0;
            RetryAfter = null;
            ErrorClass = null;
            if (Body != null)
            {
                System.Array.Clear(Body, 0, Body.Length);
            }

            Body = null;
            BodyLength = 0;
        }
    }
}
