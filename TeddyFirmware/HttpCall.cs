using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;

namespace TeddyFirmware
{
    /// <summary>The one HTTP exchange at a time: starts it, recognises its report, and gives it up when it is stuck.</summary>
    public sealed class HttpCall
    {
        private readonly IHttpTransport _transport;
        private readonly IHttpCompletion _completion;
        private readonly IClock _clock;
        private readonly DeviceOptions _options;
        private readonly Countdown _stuck = new Countdown();
        private HttpExchange _exchange;
        private long _startMs;
        private bool _isAnswerTimed;

        /// <summary>Initializes a new instance of the <see cref="HttpCall"/> class.</summary>
        /// <param name="transport">The machine's transport.</param>
        /// <param name="completion">Where reports go.</param>
        /// <param name="clock">For deadlines.</param>
        /// <param name="options">The deadlines, and how much longer than those the transport may take.</param>
        public HttpCall(IHttpTransport transport, IHttpCompletion completion, IClock clock, DeviceOptions options)
        {
            _transport = transport;
            _completion = completion;
            _clock = clock;
            _options = options;
        }

        /// <summary>Gets a value indicating whether an exchange is on its way.</summary>
        public bool IsRunning => _stuck.IsRunning;

        /// <summary>Gets a value indicating whether bytes of a request have gone out, and its answer was not taken.</summary>
        public bool IsSent => _exchange != null && _exchange.IsSent;

        /// <summary>Gets the time since the exchange began, in milliseconds.</summary>
        public long ElapsedMs => _clock.MonotonicMs - _startMs;

        /// <summary>Gets how long until the transport has to be given up, in milliseconds.</summary>
        public long RemainingMs => _stuck.RemainingMs(_clock.MonotonicMs);

        /// <summary>Starts an exchange.</summary>
        /// <param name="url">The absolute URL.</param>
        /// <param name="body">JSON in UTF-8.</param>
        public void Begin(string url, byte[] body)
        {
            _startMs = _clock.MonotonicMs;
            _isAnswerTimed = false;
            _exchange = new HttpExchange();
            _exchange.Reset(url, body, _options.ConnectDeadlineMs, _options.AnswerDeadlineMs);
            _stuck.Start(_startMs, _options.ConnectDeadlineMs + _options.AdapterGraceMs);
            _transport.Begin(_exchange, _completion);
        }

        /// <summary>Ends the exchange that a report is about.</summary>
        /// <param name="reported">The report's exchange.</param>
        /// <returns>False where it is one that was given up before.</returns>
        public bool End(HttpExchange reported)
        {
            if (reported != _exchange || !IsRunning)
            {
                return false;
            }

            _stuck.Stop();
            return true;
        }

        /// <summary>Gives up a transport that has not kept its deadline.</summary>
        /// <returns>False where none is stuck.</returns>
        public bool EndIfStuck()
        {
            long nowMs = _clock.MonotonicMs;
            if (!_stuck.IsDue(nowMs))
            {
                return false;
            }

            if (_exchange.IsSent && !_isAnswerTimed)
            {
                // It connected in time; when, only the transport knows.
                _isAnswerTimed = true;
                _stuck.Start(nowMs, _exchange.AnswerDeadlineMs);
                return false;
            }

            Abandon();
            _exchange.Outcome = HttpOutcome.TimedOut;
            return true;
        }

        /// <summary>Gives up the exchange, if one is on its way; how far it had come can still be read.</summary>
        public void Abandon()
        {
            if (IsRunning)
            {
                _stuck.Stop();
                _transport.Abandon();

                // The transport may still write into the old one's buffer.
                HttpPhase phase = _exchange.Phase;
                _exchange = new HttpExchange();
                _exchange.Phase = phase;
            }
        }

        /// <summary>Gets the answer of the exchange that has ended; null once it was forgotten.</summary>
        public HttpExchange Answer => _exchange;

        /// <summary>Lets go of the answer, which was taken: a session is no place for it.</summary>
        public void Forget() => _exchange = null;
    }
}
