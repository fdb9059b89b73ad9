using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>What the scripted server answers to one request.</summary>
    public sealed class HttpReply
    {
        private HttpReply()
        {
        }

        /// <summary>Gets how the exchange ends.</summary>
        public HttpOutcome Outcome { get; private set; } = HttpOutcome.Answered;

        /// <summary>Gets how far the exchange comes.</summary>
        public HttpPhase Phase { get; private set; } = HttpPhase.Answer;

        /// <summary>Gets the status.</summary>
        public int Status { get; private set; }

        /// <summary>Gets the body.</summary>
        public string Body { get; private set; } = "{\"detail\":\"no\"}";

        /// <summary>Gets the header, or null.</summary>
        public string RetryAfter { get; private set; }

        /// <summary>Gets the class of the exception that ends it, or null.</summary>
        public string ErrorClass { get; private set; }

        /// <summary>Gets a value indicating whether there never is an answer: the transport is stuck.</summary>
        public bool IsSilent { get; private set; }

        /// <summary>Gets how long the answer takes, in milliseconds.</summary>
        public int DelayMs { get; private set; } = 120;

        /// <summary>An answer with a status.</summary>
        /// <param name="status">The status.</param>
        /// <returns>The reply.</returns>
        public static HttpReply WithStatus(int status) => new HttpReply { Status = status };

        /// <summary>An answer with 200 and a body.</summary>
        /// <param name="body">The body.</param>
        /// <returns>The reply.</returns>
        public static HttpReply Ok(string body) => new HttpReply { Status = 200, Body = body };

        /// <summary>An answer with a pair of tokens.</summary>
        /// <param name="number">The pair's number.</param>
        /// <returns>The reply.</returns>
        public static HttpReply Tokens(int number) => Ok(TestToken.Answer(TestToken.Access(number), TestToken.Refresh(number)));

        /// <summary>An answer with a pair of tokens of which the access token lives for five seconds.</summary>
        /// <param name="number">The pair's number.</param>
        /// <returns>The reply.</returns>
        public static HttpReply ShortLived(int number) =>
            Ok("{\"access\":\"" + TestToken.Make("a" + number.ToString(), 5) + "\",\"refresh\":\"" + TestToken.Make("r" + number.ToString(), 60) + "\",\"expires_in\":5}");

        /// <summary>An exchange that fails.</summary>
        /// <param name="outcome">How.</param>
        /// <returns>The reply.</returns>
        public static HttpReply Failed(HttpOutcome outcome) =>
            new HttpReply { Outcome = outcome, Status = outcome < HttpOutcome.Unreachable ? 200 : 0 };

        /// <summary>An exchange that fails before anything of the request has gone out.</summary>
        /// <param name="phase">In which phase.</param>
        /// <param name="outcome">How.</param>
        /// <returns>The reply.</returns>
        public static HttpReply FailedIn(HttpPhase phase, HttpOutcome outcome) => new HttpReply { Outcome = outcome, Phase = phase };

        /// <summary>The transport runs out of memory before anything has gone out.</summary>
        /// <returns>The reply.</returns>
        public static HttpReply NoMemory() =>
            new HttpReply { Outcome = HttpOutcome.Unreachable, Phase = HttpPhase.Handshake, ErrorClass = MemoryFaults.ClassName };

        /// <summary>Not a word from the transport, ever.</summary>
        /// <param name="phase">Where it is stuck.</param>
        /// <returns>The reply.</returns>
        public static HttpReply Silent(HttpPhase phase) => new HttpReply { IsSilent = true, Status = 200, Phase = phase };

        /// <summary>Adds the header.</summary>
        /// <param name="retryAfter">Its value.</param>
        /// <returns>This reply.</returns>
        public HttpReply After(string retryAfter)
        {
            RetryAfter = retryAfter;
            return this;
        }

        /// <summary>Changes how long the answer takes.</summary>
        /// <param name="delayMs">Milliseconds.</param>
        /// <returns>This reply.</returns>
        public HttpReply Within(int delayMs)
        {
            DelayMs = delayMs;
            return this;
        }

        /// <summary>Fills the answer in.</summary>
        /// <param name="exchange">The exchange.</param>
        public void FillIn(HttpExchange exchange)
        {
            byte[] body = Bytes.Of(Body);
            exchange.Outcome = Outcome;
            exchange.Phase = Phase;
            exchange.Status = Status;
            exchange.RetryAfter = RetryAfter;
            exchange.ErrorClass = ErrorClass;
            exchange.TryAppend(body, 0, body.Length);
        }
    }
}
