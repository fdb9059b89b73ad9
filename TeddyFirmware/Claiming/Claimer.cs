using TeddyFirmware.Diagnostics;
using TeddyFirmware.Platform;
using TeddyFirmware.Provisioning;
using TeddyFirmware.Resilience;
using TeddyFirmware.Tokens;

namespace TeddyFirmware.Claiming
{
    /// <summary>Claims: builds each request, judges each answer, and knows when the next may be sent.</summary>
    public sealed class Claimer
    {
        private readonly IPlatform _platform;
        private readonly DeviceSettings _settings;
        private readonly TokenKeeper _tokens;
        private readonly Log _log;
        private readonly string _firmwareVersion;
        private readonly NonceSource _nonces;
        private readonly ClaimPace _pace;
        private readonly Countdown _wait = new Countdown();
        private bool _isPending;

        /// <summary>Initializes a new instance of the <see cref="Claimer"/> class.</summary>
        /// <param name="platform">For everything.</param>
        /// <param name="settings">Who claims.</param>
        /// <param name="tokens">Takes the tokens.</param>
        /// <param name="random">For jitter.</param>
        /// <param name="ledger">What makes the limits outlive a reboot.</param>
        /// <param name="log">For each answer.</param>
        /// <param name="firmwareVersion">What the device says it is.</param>
        public Claimer(IPlatform platform, DeviceSettings settings, TokenKeeper tokens, RandomNumbers random, ClaimLedger ledger, Log log, string firmwareVersion)
        {
            _platform = platform;
            _settings = settings;
            _tokens = tokens;
            _log = log;
            _firmwareVersion = firmwareVersion;
            _nonces = new NonceSource(platform, settings.OobSecret);
            _pace = new ClaimPace(platform.Clock, random, ledger);
        }

        /// <summary>Gets how many claims were begun, whether or not they reached the server.</summary>
        public int Count { get; private set; }

        /// <summary>Gets what the last answer meant.</summary>
        public ClaimVerdict LastVerdict { get; private set; }

        /// <summary>Tells how long until the next claim may be sent. The clock must be set.</summary>
        /// <returns>Milliseconds.</returns>
        public long WaitMs()
        {
            long nowMs = _platform.Clock.MonotonicMs;
            if (!_wait.IsRunning)
            {
                // The first claim after a power-on goes out at once (contract, section 2.1).
                _pace.Restore();
                _wait.Start(nowMs, 0);
            }

            return _wait.RemainingMs(nowMs);
        }

        /// <summary>Sends a claim with a fresh nonce.</summary>
        /// <param name="call">The device's HTTP call.</param>
        public void Begin(HttpCall call)
        {
            Count++;
            _isPending = true;
            byte[] body = ClaimRequest.Build(_platform, _settings, _nonces.Next(), _firmwareVersion);
            call.Begin(_settings.ServerUrl + _settings.ClaimPath, body);
        }

        /// <summary>Judges the answer, takes its tokens, and plans the next claim.</summary>
        /// <param name="answer">The answer; forgotten afterwards.</param>
        /// <param name="elapsedMs">How long the exchange took.</param>
        public void Take(HttpExchange answer, long elapsedMs)
        {
            _isPending = false;
            ClaimVerdict verdict = ClaimPolicy.Judge(answer.Outcome, answer.Status);
            string what = Describe.Answer(answer, elapsedMs);
            if (verdict == ClaimVerdict.Accepted)
            {
                TokenAnswer tokens = TokenAnswer.Read(answer, true);
                if (tokens == null)
                {
                    verdict = ClaimVerdict.Transient;
                    what += " body=unreadable";
                }
                else
                {
                    _log.Info(LogArea.Claim, what);
                    _tokens.Accept(tokens);
                }
            }

            LastVerdict = verdict;
            long delayMs = Plan(verdict, answer.IsSent, answer.RetryAfter);
            answer.Forget();
            string limit = _pace.IsLimited ? " limit=claims" : string.Empty;
            Report(verdict, what + " retry_in_ms=" + delayMs.ToString() + limit);
        }

        /// <summary>The claim on its way, if any, was given up: it counts like one without an answer.</summary>
        /// <param name="wasSent">Whether bytes of it had gone out.</param>
        public void Abandon(bool wasSent)
        {
            if (_isPending)
            {
                _isPending = false;
                Plan(ClaimVerdict.Transient, wasSent, null);
            }
        }

        // Only a claim whose bytes went out counts: what never reached the server costs its backoff and no more.
        private long Plan(ClaimVerdict verdict, bool wasSent, string retryAfter)
        {
            if (wasSent)
            {
                _pace.CountClaim();
            }

            long delayMs = _pace.DelayMs(verdict, retryAfter);
            _wait.Start(_platform.Clock.MonotonicMs, delayMs);
            return delayMs;
        }

        private void Report(ClaimVerdict verdict, string what)
        {
            string hint = Hint(verdict);
            if (hint != null)
            {
                _log.Error(LogArea.Claim, what + " fix=" + hint);
            }
            else if (verdict != ClaimVerdict.Accepted)
            {
                _log.Warning(LogArea.Claim, what);
            }
        }

        // What a person can do, by the names of nf.config; null where waiting is all.
        private static string Hint(ClaimVerdict verdict)
        {
            switch (verdict)
            {
                case ClaimVerdict.Misconfigured:
                    return "the server, or a proxy before it, refuses the request: check server.url, claim.path, device.id and child.id";
                case ClaimVerdict.WrongSecret:
                    return "the server knows another secret for this device, or takes claim.nonce or the case of device.id otherwise";
                case ClaimVerdict.Disabled:
                    return "enable the device on the server; with an HTML page it is a firewall that refuses: check server.url";
                case ClaimVerdict.Unregistered:
                    return "register the device and the child on the server; if they are, check claim.path";
                case ClaimVerdict.Moved:
                    return "the server has moved: set server.url to where it is now";
                default:
                    return null;
            }
        }
    }
}
