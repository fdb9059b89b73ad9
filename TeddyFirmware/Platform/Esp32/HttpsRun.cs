using System;
using System.Threading;
using TeddyFirmware.Dialing;
using TeddyFirmware.Protocol;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The life of one exchange: waits for the gate, asks on a thread of its own, reports once.</summary>
    /// <remarks>
    /// A timer reports the deadline where the worker cannot: in the look-up and in the handshake, which nothing ends. From the
    /// report on the worker leaves the exchange alone; what it waits for in the dialer ends soon.
    /// </remarks>
    internal sealed class HttpsRun : IDialProgress
    {
        private readonly object _lock = new object();
        private readonly HttpExchange _exchange;
        private readonly string _url;
        private readonly byte[] _content;
        private readonly int _answerDeadlineMs;
        private readonly IHttpCompletion _completion;
        private readonly IClock _clock;
        private readonly ConnectionGate _gate;
        private readonly TlsDialer _dialer;
        private Timer _deadline;
        private long _deadlineMs;
        private bool _isOver;

        internal HttpsRun(
            HttpExchange exchange, IHttpCompletion completion, IClock clock, IRandom random, CaBundle roots, ConnectionGate gate, AddressOrder addresses)
        {
            _exchange = exchange;

            // The exchange may serve another request while this one is still on its way out.
            _url = exchange.Url;
            _content = exchange.RequestBody;
            _answerDeadlineMs = exchange.AnswerDeadlineMs;
            _completion = completion;
            _clock = clock;
            _gate = gate;
            _dialer = new TlsDialer(roots, addresses, clock, random, this);
        }

        /// <summary>Gets the time left, in milliseconds, at least 1.</summary>
        internal int LeftMs
        {
            get
            {
                long leftMs = _deadlineMs - _clock.MonotonicMs;
                return leftMs < 1 ? 1 : (int)leftMs;
            }
        }

        /// <summary>Gets a value indicating whether the deadline has passed, or the exchange was given up.</summary>
        internal bool IsOver => _isOver || _clock.MonotonicMs >= _deadlineMs;

        internal void Start()
        {
            _deadlineMs = _clock.MonotonicMs + _exchange.ConnectDeadlineMs;
            try
            {
                _deadline = new Timer(OnDeadline, null, LeftMs, Timeout.Infinite);
                new Thread(Work).Start();
            }
            catch (Exception exception)
            {
                Finish(HttpOutcome.Unreachable, TransportFault.ClassOf(exception));
            }
        }

        internal void Abandon()
        {
            lock (_lock)
            {
                _isOver = true;
            }

            _dialer.Cancel();
            StopTimer();
        }

        /// <summary>Notes how far the exchange has come; before the first byte of the request, the answer's deadline begins.</summary>
        /// <param name="phase">The phase.</param>
        public void OnPhase(HttpPhase phase)
        {
            lock (_lock)
            {
                if (_isOver)
                {
                    return;
                }

                _exchange.Phase = phase;
                if (phase == HttpPhase.Answer)
                {
                    _deadlineMs = _clock.MonotonicMs + _answerDeadlineMs;
                    _deadline.Change(_answerDeadlineMs, Timeout.Infinite);
                }
            }
        }

        /// <summary>Adds a part of the answer, unless the exchange is over: then it may serve another request.</summary>
        /// <param name="answer">Takes it.</param>
        /// <param name="part">The bytes.</param>
        /// <param name="length">How many; -1 for the end of the stream.</param>
        internal void Take(HttpAnswer answer, byte[] part, int length)
        {
            lock (_lock)
            {
                if (!_isOver && length < 0)
                {
                    answer.TakeEnd();
                }
                else if (!_isOver)
                {
                    answer.Take(part, length);
                }
            }
        }

        private void Work()
        {
            HttpOutcome outcome = HttpOutcome.TimedOut;
            string errorClass = null;
            try
            {
                if (_gate.Enter(_deadlineMs))
                {
                    outcome = AskAndLeave(out errorClass);
                }
            }
            catch (Exception exception)
            {
                outcome = HttpOutcome.Unreachable;
                errorClass = TransportFault.ClassOf(exception);
            }

            Finish(outcome, errorClass);
        }

        private HttpOutcome AskAndLeave(out string errorClass)
        {
            try
            {
                return Ask(out errorClass);
            }
            finally
            {
                // Nothing of the request is on this thread's stack any more, so the collection finds all of it.
                _gate.LeaveClosed();
            }
        }

        private HttpOutcome Ask(out string errorClass)
        {
            HttpsRequest request = new HttpsRequest(this, _dialer);
            HttpOutcome outcome = request.Perform(ServerUrl.Parse(_url), _content, new HttpAnswer(_exchange));
            errorClass = request.ErrorClass;
            return outcome;
        }

        private void OnDeadline(object unused)
        {
            _dialer.Cancel();
            Finish(HttpOutcome.TimedOut, _dialer.ErrorClass);
        }

        private void Finish(HttpOutcome outcome, string errorClass)
        {
            lock (_lock)
            {
                if (_isOver)
                {
                    return;
                }

                _isOver = true;
                _exchange.Outcome = outcome;
                _exchange.ErrorClass = errorClass;
            }

            StopTimer();
            _completion.OnCompleted(_exchange);
        }

        private void StopTimer()
        {
            Timer deadline = _deadline;
            _deadline = null;
            if (deadline != null)
            {
                deadline.Dispose();
            }
        }
    }
}
