using System.Text;
using System.Threading;
using nanoFramework.TestFramework;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.OnDevice
{
    /// <summary>Makes one exchange and waits for its report.</summary>
    public sealed class HttpProbe : IHttpCompletion
    {
        private const int GraceMs = 6000;
        private const int DeadlineMs = 15000;

        private readonly ManualResetEvent _isReported = new ManualResetEvent(false);
        private readonly HttpExchange _exchange = new HttpExchange();
        private readonly IHttpTransport _http;

        /// <summary>Initializes a new instance of the <see cref="HttpProbe"/> class.</summary>
        /// <param name="http">The transport under test; null for one of its own.</param>
        public HttpProbe(IHttpTransport http = null) => _http = http ?? PlatformUnderTest.Create().Http;

        /// <summary>Gets how many reports came.</summary>
        public int ReportCount { get; private set; }

        /// <inheritdoc/>
        public void OnCompleted(HttpExchange exchange)
        {
            ReportCount++;
            _isReported.Set();
        }

        /// <summary>Posts, waits, and fails where it ends otherwise than expected.</summary>
        /// <param name="url">Where to.</param>
        /// <param name="expected">How it has to end.</param>
        /// <param name="json">What.</param>
        /// <param name="deadlineMs">The time to connect, and again for the answer, in milliseconds.</param>
        /// <returns>The exchange, reported.</returns>
        public HttpExchange Post(string url, HttpOutcome expected, string json = "{}", int deadlineMs = DeadlineMs)
        {
            Begin(url, json, deadlineMs);
            Assert.IsTrue(_isReported.WaitOne((2 * deadlineMs) + GraceMs, false), "no report long after the deadline");
            Assert.AreEqual((int)expected, (int)_exchange.Outcome, "outcome, error class " + (_exchange.ErrorClass ?? "none"));
            return _exchange;
        }

        /// <summary>Posts and does not wait.</summary>
        /// <param name="url">Where to.</param>
        /// <param name="json">What.</param>
        /// <param name="deadlineMs">The time to connect, and again for the answer, in milliseconds.</param>
        public void Begin(string url, string json, int deadlineMs)
        {
            _exchange.Reset(url, Encoding.UTF8.GetBytes(json), deadlineMs, deadlineMs);
            _http.Begin(_exchange, this);
        }
    }
}
