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

        /// <summary>Gets how many claims were sent.</summary>
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
                long restMs = _pace.RestoreMs();
                _wait.Start(nowMs, restMs);
                if (restMs > 0)
                {
                    _log.Warning(LogArea.Claim, "claimed too often before the restart retry_in_ms=" + restMs.ToString());
                }
            }

            return _wait.RemainingMs(nowMs);
        }

        /// <summary>Sends a claim with a fresh nonce.</summary>
        /// <param name="call">The device's HTTP call.</param>
        public void Begin(HttpCall call)
        {
            Count++;
            _isPending = true;
            _pace.CountClaim();
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
            long delayMs = _pace.DelayMs(verdict, answer.RetryAfter);
            _wait.Start(_platform.Clock.MonotonicMs, delayMs);
            answer.Forget();
            Report(verdict, what + " retry_in_ms=" + delayMs.ToString());
        }

        /// <summary>The claim on its way, if any, was given up: it counts like one without an answer.</summary>
        public void Abandon()
        {
            if (_isPending)
            {
                _isPending = false;
                _wait.Start(_platform.Clock.MonotonicMs, _pace.DelayMs(ClaimVerdict.Transient, null));
            }
        }

        private void Report(ClaimVerdict verdict, string what)
        {
            switch (verdict)
            {
                case ClaimVerdict.Accepted:
                    break;
                case ClaimVerdict.Misconfigured:
                    _log.Error(LogArea.Claim, what + " fix=check device_id, child_id and claim_path");
                    break;
                case ClaimVerdict.WrongSecret:
                    _log.Error(LogArea.Claim, what + " fix=the server knows another secret for this device");
                    break;
                case ClaimVerdict.Disabled:
                    _log.Error(LogArea.Claim, what + " fix=enable the device on the server");
                    break;
                case ClaimVerdict.Unregistered:
                    _log.Error(LogArea.Claim, what + " fix=register the device and the child on the server");
                    break;
                default:
                    _log.Warning(LogArea.Claim, what);
                    break;
            }
        }
    }
}
