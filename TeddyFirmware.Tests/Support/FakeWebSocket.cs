using System.Collections;
using System.Text;
using TeddyFirmware.Platform;
using TeddyFirmware.Resilience;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>A session server that acts by script, and that a test can make talk, close or fall silent.</summary>
    public sealed class FakeWebSocket : IWebSocketTransport
    {
        private const int OpenMs = 200;
        private const int EchoMs = 50;

        // Of a day's addresses and texts only the first are kept: all of them would not fit a board's heap.
        private const int KeptUrls = 3;
        private const int KeptTexts = 20;

        private readonly IClock _clock;
        private readonly TlsMeter _tls;
        private readonly ArrayList _urls = new ArrayList();
        private readonly TimeList _openedAt = new TimeList();
        private readonly ArrayList _sent = new ArrayList();
        private readonly Queue _echoes = new Queue();
        private readonly Countdown _open = new Countdown();
        private readonly Countdown _echo = new Countdown();
        private readonly Countdown _close = new Countdown();
        private SocketPlan _plan;
        private int _closeCode;
        private bool _isBusy;

        /// <summary>Initializes a new instance of the <see cref="FakeWebSocket"/> class.</summary>
        /// <param name="clock">The virtual time.</param>
        /// <param name="tls">Counts connections.</param>
        public FakeWebSocket(IClock clock, TlsMeter tls)
        {
            _clock = clock;
            _tls = tls;
        }

        /// <summary>Gets or sets what happens to attempts.</summary>
        public Script Script { get; set; }

        /// <summary>Gets the listener of the last attempt: a stuck transport may still call it, long after.</summary>
        public IWebSocketListener Listener { get; private set; }

        /// <summary>Gets or sets a value indicating whether the peer is gone without a word: no pong, no echo, no close.</summary>
        public bool IsHalfOpen { get; set; }

        /// <summary>Gets or sets a value indicating whether texts that were taken are never on their way.</summary>
        public bool HoldsSends { get; set; }

        /// <summary>Gets how many attempts there were.</summary>
        public int OpenCount => _openedAt.Count;

        /// <summary>Gets how many texts were sent.</summary>
        public int SentCount { get; private set; }

        /// <summary>Gets how many pings were sent.</summary>
        public int PingCount { get; private set; }

        /// <summary>Gets how many connections were dropped.</summary>
        public int AbortCount { get; private set; }

        /// <summary>Gets the code of the last close frame that was sent; 0 where there was none.</summary>
        public int SentCloseCode { get; private set; }

        /// <summary>Gets how long until something happens here, in milliseconds.</summary>
        public long DueInMs
        {
            get
            {
                long nowMs = _clock.MonotonicMs;
                long soonest = _open.RemainingMs(nowMs);
                soonest = _echo.RemainingMs(nowMs) < soonest ? _echo.RemainingMs(nowMs) : soonest;
                return _close.RemainingMs(nowMs) < soonest ? _close.RemainingMs(nowMs) : soonest;
            }
        }

        /// <summary>Gets the URL of an attempt.</summary>
        /// <param name="number">Its number, from 0 on.</param>
        /// <returns>The URL.</returns>
        public string Url(int number) => (string)_urls[number];

        /// <summary>Gets how long after an attempt the next one came.</summary>
        /// <param name="number">Its number, from 0 on.</param>
        /// <returns>Milliseconds.</returns>
        public long GapMs(int number) => _openedAt[number + 1] - _openedAt[number];

        /// <summary>Gets a text that was sent.</summary>
        /// <param name="number">Its number, from 0 on.</param>
        /// <returns>The text.</returns>
        public string Sent(int number) => (string)_sent[number];

        /// <inheritdoc/>
        public void Open(string url, int deadlineMs, IWebSocketListener listener)
        {
            _tls.BeginSession();
            Keep(_urls, url, KeptUrls);
            _openedAt.Add(_clock.MonotonicMs);
            Listener = listener;
            IsHalfOpen = false;
            _isBusy = false;
            _plan = (SocketPlan)Script.Next() ?? SocketPlan.Accept();
            if (!_plan.IsSilent)
            {
                _open.Start(_clock.MonotonicMs, OpenMs);
            }
        }

        /// <inheritdoc/>
        public bool Send(byte[] message, int length)
        {
            if (!_tls.IsOpen || _isBusy || SentCloseCode != 0)
            {
                return false;
            }

            string text = Encoding.UTF8.GetString(message, 0, length);
            SentCount++;
            Keep(_sent, text, KeptTexts);
            _isBusy = HoldsSends || IsHalfOpen;
            if (!_isBusy)
            {
                Listener.OnSent();
                _echoes.Enqueue(text);
                _echo.Start(_clock.MonotonicMs, EchoMs);
            }

            return true;
        }

        /// <inheritdoc/>
        public void Ping()
        {
            PingCount++;
            if (!IsHalfOpen)
            {
                Listener.OnAlive();
            }
        }

        /// <inheritdoc/>
        public void Close(int closeCode)
        {
            SentCloseCode = closeCode;
            if (!IsHalfOpen)
            {
                _closeCode = closeCode;
                _close.Start(_clock.MonotonicMs, EchoMs);
            }
        }

        /// <inheritdoc/>
        public void Abort()
        {
            AbortCount++;
            End();
        }

        /// <summary>The server says something.</summary>
        /// <param name="text">The text.</param>
        /// <returns>False where the device has no room for it.</returns>
        public bool Say(string text)
        {
            byte[] message = Bytes.Of(text);
            return Listener.OnText(message, message.Length);
        }

        /// <summary>The server closes.</summary>
        /// <param name="closeCode">With this code.</param>
        public void Hangup(int closeCode)
        {
            End();
            Listener.OnClosed(closeCode);
        }

        /// <summary>Does what is due.</summary>
        public void RunDue()
        {
            long nowMs = _clock.MonotonicMs;
            if (_open.IsDue(nowMs))
            {
                _open.Stop();
                Answer();
            }

            if (_echo.IsDue(nowMs))
            {
                _echo.Stop();
                Echo();
            }

            if (_close.IsDue(nowMs))
            {
                Hangup(_closeCode);
            }
        }

        private void Answer()
        {
            _tls.IsOpening = false;
            if (!_plan.IsAccepted)
            {
                Listener.OnRefused(_plan.Failure, _plan.Status, _plan.RetryAfter, _plan.ErrorClass);
                return;
            }

            _tls.IsOpen = true;
            Listener.OnOpened();
            if (_plan.CloseCode != 0)
            {
                _closeCode = _plan.CloseCode;
                _close.Start(_clock.MonotonicMs, _plan.CloseAfterMs);
            }
        }

        private void Echo()
        {
            while (_echoes.Count > 0 && !IsHalfOpen)
            {
                Say("Echo: " + (string)_echoes.Dequeue());
            }
        }

        private void End()
        {
            _open.Stop();
            _echo.Stop();
            _close.Stop();
            _echoes.Clear();
            _tls.IsOpening = false;
            _tls.IsOpen = false;
        }

        private static void Keep(ArrayList list, object value, int most)
        {
            if (list.Count < most)
            {
                list.Add(value);
            }
        }
    }
}
