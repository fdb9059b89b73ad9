using System.Text;
using TeddyFirmware.Diagnostics;
using TeddyFirmware.Platform;
using TeddyFirmware.Provisioning;
using TeddyFirmware.Resilience;

namespace TeddyFirmware.Tokens
{
    /// <summary>Refreshes: one at a time, judged by the table, and never a storm (contract, section 3).</summary>
    public sealed class Refresher
    {
        private readonly IPlatform _platform;
        private readonly DeviceSettings _settings;
        private readonly TokenKeeper _tokens;
        private readonly Log _log;
        private readonly RefreshPace _pace;
        private readonly Countdown _wait = new Countdown();
        private bool _isPending;

        /// <summary>Initializes a new instance of the <see cref="Refresher"/> class.</summary>
        /// <param name="platform">For everything.</param>
        /// <param name="settings">Where the server is.</param>
        /// <param name="tokens">Gives the refresh token and takes the new ones.</param>
        /// <param name="random">For jitter.</param>
        /// <param name="log">For each answer.</param>
        public Refresher(IPlatform platform, DeviceSettings settings, TokenKeeper tokens, RandomNumbers random, Log log)
        {
            _platform = platform;
            _settings = settings;
            _tokens = tokens;
            _log = log;
            _pace = new RefreshPace(platform.Clock, random);
        }

        /// <summary>Gets how many refreshes were sent.</summary>
        public int Count { get; private set; }

        /// <summary>Gets how long until the next refresh may be sent, in milliseconds.</summary>
        public long WaitMs => _wait.IsRunning ? _wait.RemainingMs(_platform.Clock.MonotonicMs) : 0;

        /// <summary>Sends a refresh.</summary>
        /// <param name="call">The device's HTTP call.</param>
        public void Begin(HttpCall call)
        {
            Count++;
            _isPending = true;

            // A token is of characters that JSON takes as they are (Jwt.Read). Without one, where storage has lost it, a claim follows in any case.
            TokenPair pair = _tokens.Load();
            byte[] body = Encoding.UTF8.GetBytes("{\"refresh_token\":\"" + (pair == null ? string.Empty : pair.Refresh) + "\"}");
            call.Begin(_settings.ServerUrl + _settings.RefreshPath, body);
        }

        /// <summary>Judges the answer, takes its tokens, and plans the next refresh.</summary>
        /// <param name="answer">The answer; forgotten afterwards.</param>
        /// <param name="elapsedMs">How long the exchange took.</param>
        public void Take(HttpExchange answer, long elapsedMs)
        {
            _isPending = false;
            RefreshVerdict verdict = RefreshPolicy.Judge(answer.Outcome, answer.Status);
            string what = "refresh " + Describe.Answer(answer, elapsedMs);
            TokenAnswer tokens = verdict == RefreshVerdict.Accepted ? TokenAnswer.Read(answer, false) : null;
            if (verdict == RefreshVerdict.Accepted && tokens == null)
            {
                verdict = RefreshVerdict.Transient;
                what += " body=unreadable";
            }

            long delayMs = _pace.DelayMs(verdict, answer.RetryAfter);
            _wait.Start(_platform.Clock.MonotonicMs, delayMs);
            answer.Forget();
            Apply(verdict, tokens, delayMs, what);
        }

        /// <summary>The refresh on its way, if any, was given up: it counts like one without an answer.</summary>
        public void Abandon()
        {
            if (_isPending)
            {
                _isPending = false;
                long delayMs = _pace.DelayMs(RefreshVerdict.Transient, null);
                _wait.Start(_platform.Clock.MonotonicMs, delayMs);
                _tokens.PutRefreshOff(delayMs);
            }
        }

        private void Apply(RefreshVerdict verdict, TokenAnswer tokens, long delayMs, string what)
        {
            switch (verdict)
            {
                case RefreshVerdict.Accepted:
                    _log.Info(LogArea.Tokens, what);
                    _tokens.Accept(tokens);
                    break;
                case RefreshVerdict.Refused:
                    _log.Warning(LogArea.Tokens, what + " next=claim note=expired or spent, or this server refuses every refresh");
                    _tokens.OnRefreshRefused();
                    break;
                default:
                    string hint = verdict == RefreshVerdict.Missing ? " fix=check refresh.path and server.url" : string.Empty;
                    _log.Warning(LogArea.Tokens, what + " retry_in_ms=" + delayMs.ToString() + hint);
                    _tokens.PutRefreshOff(delayMs);
                    break;
            }
        }
    }
}
