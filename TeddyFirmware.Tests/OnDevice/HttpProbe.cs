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

        private readonly ManualResetEvent _isReported = new ManualResetEvent(false);
        private readonly IHttpTransport _http;

        /// <summary>Initializes a new instance of the <see cref="HttpProbe"/> class.</summary>
        /// <param name="http">The transport under test.</param>
        public HttpProbe(IHttpTransport http) => _http = http;

        /// <summary>Gets the exchange.</summary>
        public HttpExchange Exchange { get; } = new HttpExchange();

        /// <summary>Gets how many reports came.</summary>
        public int ReportCount { get; private set; }

        /// <inheritdoc/>
        public void OnCompleted(HttpExchange exchange)
        {
            ReportCount++;
            _isReported.Set();
        }

        /// <summary>Posts and waits.</summary>
        /// <param name="url">Where to.</param>
        /// <param name="json">What.</param>
        /// <param name="deadlineMs">The time to connect, and again for the answer, in milliseconds.</param>
        /// <returns>The exchange, reported.</returns>
        public HttpExchange Post(string url, string json, int deadlineMs)
        {
            Begin(url, json, deadlineMs);
            Assert.IsTrue(_isReported.WaitOne((2 * deadlineMs) + GraceMs, false), "no report long after the deadline");
            return Exchange;
        }

        /// <summary>Posts and does not wait.</summary>
        /// <param name="url">Where to.</param>
        /// <param name="json">What.</param>
        /// <param name="deadlineMs">The time to connect, and again for the answer, in milliseconds.</param>
        public void Begin(string url, string json, int deadlineMs)
        {
            Exchange.Reset(url, Encoding.UTF8.GetBytes(json), deadlineMs, deadlineMs);
            _http.Begin(Exchange, this);
        }
    }
}
