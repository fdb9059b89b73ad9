using TeddyFirmware.Diagnostics;
using TeddyFirmware.Platform;
using TeddyFirmware.Provisioning;
using TeddyFirmware.Resilience;
using TeddyFirmware.Tokens;

namespace TeddyFirmware.Session
{
    /// <summary>The session: opens it, keeps its heartbeat, sends and takes texts, and judges its end.</summary>
    /// <remarks>It owns the transport's connection. Every call comes from the device's thread.</remarks>
    public sealed class SessionLink
    {
        private readonly IPlatform _platform;
        private readonly Inbox _inbox;
        private readonly SendQueue _queue;
        private readonly TokenKeeper _tokens;
        private readonly DeviceOptions _options;
        private readonly Log _log;
        private readonly SessionPace _pace;
        private readonly TokenLadder _ladder = new TokenLadder();
        private readonly EchoTracker _echoes = new EchoTracker();
        private readonly Heartbeat _heartbeat;
        private readonly Countdown _wait = new Countdown();
        private readonly Countdown _opening = new Countdown();
        private readonly Countdown _stable = new Countdown();
        private readonly Countdown _sending = new Countdown();
        private long _startMs;
        private int _tokenNumber;
        private bool _isFirstKept;
        private bool _isJustClaimed;

        /// <summary>Initializes a new instance of the <see cref="SessionLink"/> class.</summary>
        /// <param name="platform">For the transport and the clock.</param>
        /// <param name="inbox">Where reports go.</param>
        /// <param name="queue">The texts that wait.</param>
        /// <param name="tokens">The holder of the tokens.</param>
        /// <param name="random">For jitter.</param>
        /// <param name="options">Timings.</param>
        /// <param name="log">For opens and closes.</param>
        public SessionLink(IPlatform platform, Inbox inbox, SendQueue queue, TokenKeeper tokens, RandomNumbers random, DeviceOptions options, Log log)
        {
            _platform = platform;
            _inbox = inbox;
            _queue = queue;
            _tokens = tokens;
            _options = options;
            _log = log;
            _pace = new SessionPace(platform.Clock, random);
            _heartbeat = new Heartbeat(options.HeartbeatIntervalMs);
        }

        /// <summary>Gets the number of the attempt that runs, or ran last.</summary>
        public int Attempt { get; private set; }

        /// <summary>Gets a value indicating whether the session is open.</summary>
        public bool IsOpen { get; private set; }

        /// <summary>Gets a value indicating whether the session is open or being opened.</summary>
        public bool IsActive => IsOpen || _opening.IsRunning;

        /// <summary>Gets how many closes and refusals were our own fault by the server's word.</summary>
        public int OwnFaultCount { get; private set; }

        /// <summary>Gets how long until the next attempt may be made, in milliseconds.</summary>
        public long WaitMs => _wait.IsRunning ? _wait.RemainingMs(NowMs) : 0;

        private long NowMs => _platform.Clock.MonotonicMs;

        /// <summary>Starts to open a session, with URL and token of this moment.</summary>
        /// <param name="settings">Server and device.</param>
        public void Connect(DeviceSettings settings)
        {
            Attempt++;
            _startMs = NowMs;
            _opening.Start(_startMs, _options.ConnectDeadlineMs + _options.AdapterGraceMs);
            _tokenNumber = _tokens.AcceptedCount;

            // Without a token, where storage has lost it, the server refuses, and a claim follows.
            TokenPair pair = _tokens.Load();
            string url = SessionUrl.Build(settings, pair == null ? string.Empty : pair.Access);
            _platform.WebSocket.Open(url, _options.ConnectDeadlineMs, new SessionListener(_inbox, Attempt));
        }

        /// <summary>The session is open.</summary>
        public void OnOpened()
        {
            IsOpen = true;
            _isJustClaimed = false;
            _sending.Stop();
            _opening.Stop();
            _echoes.Reset();
            _heartbeat.Start(NowMs);
            _stable.Start(NowMs, _options.StableSessionMs);
            _log.Info(LogArea.Session, "open in_ms=" + (NowMs - _startMs).ToString());
        }

        /// <summary>A claim was accepted.</summary>
        public void OnClaimed()
        {
            _isJustClaimed = true;
            _ladder.OnClaimed();
        }

        /// <summary>The peer has shown a sign of life.</summary>
        public void OnAlive()
        {
            // A sign of life may be taken after the close that came behind it: it must not start the heartbeat of a session
            // that has ended, which would take the next attempt for dead.
            if (IsOpen)
            {
                _heartbeat.OnAlive(NowMs);
            }
        }

        /// <summary>The text that was handed over is on its way.</summary>
        public void OnSent()
        {
            _sending.Stop();
            if (_isFirstKept)
            {
                _isFirstKept = false;
                _queue.RemoveFirst();
            }
        }

        /// <summary>Looks whether a text is an echo of ours.</summary>
        /// <param name="message">The text.</param>
        /// <param name="length">Its length in bytes.</param>
        /// <returns>The round trip in milliseconds; -1 where it is none.</returns>
        public int MatchEcho(byte[] message, int length) => _echoes.Match(message, length, NowMs);

        /// <summary>Does what is due while a session is open or being opened.</summary>
        /// <returns>False where the connection is dead or stuck: it was dropped.</returns>
        public bool Tick()
        {
            if (_stable.IsDue(NowMs))
            {
                _stable.Stop();
                _pace.Reset();
                _ladder.Reset();
            }

            if (_opening.IsDue(NowMs) || _heartbeat.IsDead(NowMs) || _sending.IsDue(NowMs))
            {
                Abort();
                return false;
            }

            if (_heartbeat.TakePing(NowMs))
            {
                _platform.WebSocket.Ping();
            }

            SendNext();
            return true;
        }

        /// <summary>Asks the peer to close.</summary>
        public void Close() => _platform.WebSocket.Close(CloseCode.Normal);

        /// <summary>Drops the connection, in whatever state it is, and plans the next attempt like after a lost one.</summary>
        public void Drop()
        {
            if (IsActive)
            {
                // Or a link that comes and goes would make a storm of attempts.
                _wait.Start(NowMs, _pace.DelayMs(SessionVerdict.Lost, null));
                Abort();
            }
        }

        /// <summary>Judges a session that has ended, and plans the next attempt.</summary>
        /// <param name="closeCode">How it ended.</param>
        public void JudgeClose(int closeCode)
        {
            End();
            Judge(SessionPolicy.JudgeClose(closeCode), null, closeCode == CloseCode.OutOfMemory ? "closed error=" + MemoryFaults.ClassName : "closed code=" + closeCode.ToString(), null);
        }

        /// <summary>Judges an attempt that came to nothing, and plans the next.</summary>
        /// <param name="report">The report.</param>
        public void JudgeRefusal(InboxItem report)
        {
            End();
            Refusal refusal = report.Refusal;
            string error = refusal.ErrorClass == null ? string.Empty : " error=" + refusal.ErrorClass;
            string what = "refused reason=" + Describe.Failure(refusal.Failure) + " status=" + report.Number.ToString() + error;
            int status = refusal.Failure == OpenFailure.HttpStatus ? report.Number : 0;

            // A server that has just taken the claim knows device and token: then it is the path as often (contract, section 4).
            bool isPathInDoubt = _isJustClaimed && (status == 403 || status == 404);
            Judge(SessionPolicy.JudgeUpgrade(status), refusal.RetryAfter, what, isPathInDoubt ? "the claim was accepted: check session.path" : null);
        }

        /// <summary>Tells how long there is nothing to do here.</summary>
        /// <returns>Milliseconds; <see cref="Countdown.Never"/> without a connection.</returns>
        public long RemainingMs()
        {
            long nowMs = NowMs;
            long heartbeatMs = _heartbeat.RemainingMs(nowMs);
            long openingMs = _opening.RemainingMs(nowMs);
            long stableMs = _stable.RemainingMs(nowMs);
            long shorterMs = heartbeatMs < openingMs ? heartbeatMs : openingMs;
            long sendingMs = _sending.RemainingMs(nowMs);
            shorterMs = shorterMs < sendingMs ? shorterMs : sendingMs;
            return shorterMs < stableMs ? shorterMs : stableMs;
        }

        private void Judge(SessionVerdict verdict, string retryAfter, string what, string hint)
        {
            OwnFaultCount += verdict == SessionVerdict.OwnFault ? 1 : 0;
            long delayMs = _pace.DelayMs(verdict, retryAfter);

            // A token that was refreshed beside its session is not the one that the server refuses.
            bool isOldToken = _tokenNumber != _tokens.AcceptedCount;
            if (verdict == SessionVerdict.TokenRefused && !isOldToken && !_ladder.Climb(_tokens))
            {
                delayMs = SessionPace.SlowestMs;
                hint = hint ?? "the server refuses tokens that it has just given out: check its token key, its clock and session.path";
            }

            _wait.Start(NowMs, delayMs);
            _log.Warning(LogArea.Session, what + " retry_in_ms=" + delayMs.ToString() + (hint == null ? string.Empty : " fix=" + hint));
        }

        private void SendNext()
        {
            byte[] message = IsOpen && !_sending.IsRunning ? _queue.Peek() : null;
            if (message == null || !_platform.WebSocket.Send(message, message.Length))
            {
                return;
            }

            _sending.Start(NowMs, 2 * _options.HeartbeatIntervalMs);
            _isFirstKept = _queue.FirstMode == SendMode.AtLeastOnce;
            if (!_isFirstKept)
            {
                _queue.RemoveFirst();
            }

            _echoes.OnSent(message.Length, NowMs);
        }

        private void Abort()
        {
            _platform.WebSocket.Abort();
            End();
        }

        private void End()
        {
            IsOpen = false;
            _opening.Stop();
            _stable.Stop();
            _sending.Stop();
            _heartbeat.Stop();
        }
    }
}
