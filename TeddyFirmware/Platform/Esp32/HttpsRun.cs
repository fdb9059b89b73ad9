using System;
using System.Threading;
using TeddyFirmware.Protocol;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>The life of one exchange: waits for the gate, asks on a thread of its own, reports once.</summary>
    /// <remarks>
    /// A timer reports the deadline where the worker cannot: in the look-up and in the handshake, which nothing ends. From the
    /// report on the worker leaves the exchange alone; what it waits for in the dialer ends soon.
    /// </remarks>
    internal sealed class HttpsRun
    {
        // Not smaller: each read is a call into the runtime and a poll of the socket.
        private const int PartBytes = 512;

        private readonly object _lock = new object();
        private readonly HttpExchange _exchange;
        private readonly string _url;
        private readonly byte[] _content;
        private readonly int _answerDeadlineMs;
        private readonly IHttpCompletion _completion;
        private readonly ServerLink _server;
        private readonly TlsDialer _dialer;
        private Timer _deadline;
        private long _deadlineMs;
        private bool _isOver;

        internal HttpsRun(HttpExchange exchange, IHttpCompletion completion, ServerLink server)
        {
            _exchange = exchange;

            // The exchange may serve another request while this one is still on its way out.
            _url = exchange.Url;
            _content = exchange.RequestBody;
            _answerDeadlineMs = exchange.AnswerDeadlineMs;
            _completion = completion;
            _server = server;
            _dialer = new TlsDialer(server, this);
        }

        private bool IsOver => _isOver || _server.Clock.MonotonicMs >= _deadlineMs;

        internal void Start()
        {
            _deadlineMs = _server.Clock.MonotonicMs + _exchange.ConnectDeadlineMs;
            try
            {
                _deadline = new Timer(OnDeadline, null, _exchange.ConnectDeadlineMs, Timeout.Infinite);
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
        internal void OnPhase(HttpPhase phase)
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
                    _deadlineMs = _server.Clock.MonotonicMs + _answerDeadlineMs;
                    _deadline.Change(_answerDeadlineMs, Timeout.Infinite);
                }
            }
        }

        private void Work()
        {
            HttpOutcome outcome = HttpOutcome.TimedOut;
            try
            {
                if (_server.Gate.Enter(_deadlineMs))
                {
                    outcome = AskAndLeave();
                }
            }
            catch (Exception exception)
            {
                outcome = HttpOutcome.Unreachable;
                _dialer.ErrorClass = TransportFault.ClassOf(exception);
            }

            Finish(outcome, _dialer.ErrorClass);
        }

        private HttpOutcome AskAndLeave()
        {
            try
            {
                return Ask();
            }
            finally
            {
                // Nothing of the request is on this thread's stack any more, so the collection finds all of it.
                _server.Gate.LeaveClosed();
            }
        }

        private HttpOutcome Ask()
        {
            HttpAnswer answer = new HttpAnswer(_exchange);
            try
            {
                ServerUrl url = ServerUrl.Parse(_url);
                return url != null && _dialer.Dial(url, _deadlineMs) ? Exchange(url, answer) : HttpExchange.OutcomeOf(_dialer.Failure);
            }
            catch (Exception exception)
            {
                // To the answer, as good as the end of the stream.
                answer.TakeEnd();
                _dialer.ErrorClass = TransportFault.ClassOf(exception);
                return TransportFault.IsTimeout(exception) ? HttpOutcome.TimedOut : answer.Outcome;
            }
            finally
            {
                _dialer.Close();
            }
        }

        private HttpOutcome Exchange(ServerUrl url, HttpAnswer answer)
        {
            if (IsOver)
            {
                return HttpOutcome.TimedOut;
            }

            byte[] head = HttpRequest.Post(url, _content.Length);
            OnPhase(HttpPhase.Answer);
            _dialer.Write(head, head.Length, _deadlineMs);
            _dialer.Write(_content, _content.Length, _deadlineMs);
            byte[] part = new byte[PartBytes];
            while (answer.Outcome == HttpOutcome.None && !IsOver)
            {
                Take(answer, part, _dialer.Read(part));
            }

            _dialer.ErrorClass = answer.Fault;
            return answer.Outcome == HttpOutcome.None ? HttpOutcome.TimedOut : answer.Outcome;
        }

        // Adds a part of the answer, unless the exchange is over: then it may serve another request.
        private void Take(HttpAnswer answer, byte[] part, int length)
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
            deadline?.Dispose();
        }
    }
}
