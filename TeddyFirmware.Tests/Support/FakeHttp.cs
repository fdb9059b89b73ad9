using System.Collections;
using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>A server for claims and refreshes that answers by script, after a while of virtual time.</summary>
    public sealed class FakeHttp : IHttpTransport
    {
        private const int KeptClaims = 35;
        private const int KeptRefreshes = 3;

        private readonly IClock _clock;
        private readonly TlsMeter _tls;
        private readonly CapturedLog _log;
        private readonly ArrayList _claims = new ArrayList();
        private readonly ArrayList _refreshes = new ArrayList();
        private readonly TimeList _claimTimes = new TimeList();
        private readonly TimeList _refreshTimes = new TimeList();
        private readonly Countdown _answer = new Countdown();
        private IHttpCompletion _completion;
        private HttpReply _reply;

        /// <summary>Initializes a new instance of the <see cref="FakeHttp"/> class.</summary>
        /// <param name="clock">The virtual time.</param>
        /// <param name="tls">Counts connections.</param>
        /// <param name="log">Where nonces and proofs are planted.</param>
        public FakeHttp(IClock clock, TlsMeter tls, CapturedLog log)
        {
            _clock = clock;
            _log = log;
            _tls = tls;
        }

        /// <summary>Gets or sets what claims are answered with.</summary>
        public Script Claims { get; set; }

        /// <summary>Gets or sets what refreshes are answered with.</summary>
        public Script Refreshes { get; set; }

        /// <summary>Gets the last exchange.</summary>
        public HttpExchange Exchange { get; private set; }

        /// <summary>Gets when the last exchange was begun, whether or not anything of it was sent.</summary>
        public long LastAttemptMs { get; private set; }

        /// <summary>Gets how many claims came.</summary>
        public int ClaimCount => _claimTimes.Count;

        /// <summary>Gets how many refreshes came.</summary>
        public int RefreshCount => _refreshTimes.Count;

        /// <summary>Gets how many exchanges were given up.</summary>
        public int AbandonCount { get; private set; }

        /// <summary>Gets how long until something happens here, in milliseconds.</summary>
        public long DueInMs => _answer.RemainingMs(_clock.MonotonicMs);

        /// <summary>Gets a claim.</summary>
        /// <param name="number">Its number, from 0 on.</param>
        /// <returns>The request.</returns>
        public HttpRequestRecord Claim(int number) => RecordOf(_claims, _claimTimes, number);

        /// <summary>Gets how long after a claim the next one came; an answer takes 120 ms of it.</summary>
        /// <param name="number">The claim's number, from 0 on.</param>
        /// <returns>Milliseconds.</returns>
        public long ClaimGapMs(int number) => _claimTimes[number + 1] - _claimTimes[number];

        /// <summary>Gets a refresh.</summary>
        /// <param name="number">Its number, from 0 on.</param>
        /// <returns>The request.</returns>
        public HttpRequestRecord Refresh(int number) => RecordOf(_refreshes, _refreshTimes, number);

        /// <inheritdoc/>
        public void Begin(HttpExchange exchange, IHttpCompletion completion)
        {
            _tls.BeginHttp();
            bool isRefresh = exchange.Url.IndexOf("refresh") >= 0;
            Exchange = exchange;
            _completion = completion;
            _reply = (HttpReply)(isRefresh ? Refreshes : Claims).Next();
            exchange.Phase = _reply.Phase;
            LastAttemptMs = _clock.MonotonicMs;
            if (exchange.IsSent)
            {
                Record(exchange, isRefresh);
            }

            if (!_reply.IsSilent)
            {
                _answer.Start(_clock.MonotonicMs, _reply.DelayMs);
            }
        }

        /// <inheritdoc/>
        public void Abandon()
        {
            AbandonCount++;
            _answer.Stop();
            _tls.HasHttp = false;
        }

        /// <summary>Does what is due.</summary>
        public void RunDue()
        {
            if (_answer.IsDue(_clock.MonotonicMs))
            {
                _answer.Stop();
                Report();
            }
        }

        /// <summary>Reports the last exchange, even if it was given up long ago.</summary>
        public void Report()
        {
            _tls.HasHttp = false;
            ReportOf(Exchange);
        }

        /// <summary>Reports an exchange, even one before the last.</summary>
        /// <param name="exchange">The exchange.</param>
        public void ReportOf(HttpExchange exchange)
        {
            _reply.FillIn(exchange);
            _completion.OnCompleted(exchange);
        }

        private static HttpRequestRecord RecordOf(ArrayList kept, TimeList times, int number) =>
            number < kept.Count ? (HttpRequestRecord)kept[number] : new HttpRequestRecord(null, null, times[number]);

        // Of a day's requests only the first keep their bodies: all of them would not fit a board's heap.
        private void Record(HttpExchange exchange, bool isRefresh)
        {
            HttpRequestRecord request = new HttpRequestRecord(exchange.Url, exchange.RequestBody, _clock.MonotonicMs);
            ArrayList kept = isRefresh ? _refreshes : _claims;
            if (!isRefresh)
            {
                _log.Plant(request.Field("nonce"));
                _log.Plant(request.Field("hmac_hex"));
            }

            (isRefresh ? _refreshTimes : _claimTimes).Add(request.AtMs);
            if (kept.Count < (isRefresh ? KeptRefreshes : KeptClaims))
            {
                kept.Add(request);
            }
        }
    }
}
