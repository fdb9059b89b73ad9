using System;
using TeddyFirmware.Protocol;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>One POST over a connection of its own.</summary>
    /// <remarks>
    /// Not with <c>HttpWebRequest</c>: it takes 102 and 103 for the answer, drops the last character of lines that end in LF alone
    /// (facts page, section 16.6), takes the first of differing lengths, goes to a name's first address alone, and begins its
    /// handshake with whoever accepts TCP. The PC's own HTTP stack reads all of this otherwise, so no test there could show
    /// it. Here and there the request is <see cref="HttpRequest"/>'s and the answer is <see cref="HttpAnswer"/>'s.
    /// </remarks>
    internal sealed class HttpsRequest
    {
        // Not smaller: each read is a call into the runtime and a poll of the socket.
        private const int PartBytes = 512;
        private const int PollMs = 250;

        private readonly HttpsRun _run;
        private readonly TlsDialer _dialer;

        internal HttpsRequest(HttpsRun run, TlsDialer dialer)
        {
            _run = run;
            _dialer = dialer;
        }

        /// <summary>Gets the class name of what was thrown, or a word for what is wrong with the answer; null where nothing is.</summary>
        internal string ErrorClass { get; private set; }

        internal HttpOutcome Perform(ServerUrl url, byte[] content, HttpAnswer answer)
        {
            try
            {
                return url != null && TryDial(url) ? Exchange(url, content, answer) : Judge(_dialer.Failure);
            }
            catch (Exception exception)
            {
                // To the answer, as good as the end of the stream.
                answer.TakeEnd();
                ErrorClass = TransportFault.ClassOf(exception);
                return TransportFault.IsTimeout(exception) ? HttpOutcome.TimedOut : answer.Outcome;
            }
            finally
            {
                _dialer.Close();
            }
        }

        private bool TryDial(ServerUrl url)
        {
            bool isOpen = _dialer.Dial(url.Host, url.Port, _run.LeftMs);
            ErrorClass = _dialer.ErrorClass;
            return isOpen;
        }

        private HttpOutcome Exchange(ServerUrl url, byte[] content, HttpAnswer answer)
        {
            if (_run.IsOver)
            {
                return HttpOutcome.TimedOut;
            }

            byte[] head = HttpRequest.Post(url, content.Length);
            _run.OnPhase(HttpPhase.Answer);
            _dialer.Write(head, 0, head.Length, _run.LeftMs);
            _dialer.Write(content, 0, content.Length, _run.LeftMs);
            byte[] part = new byte[PartBytes];
            while (answer.Outcome == HttpOutcome.None && !_run.IsOver)
            {
                _run.Take(answer, part, _dialer.Read(part, 0, part.Length, PollMs));
            }

            ErrorClass = answer.Fault;
            return answer.Outcome == HttpOutcome.None ? HttpOutcome.TimedOut : answer.Outcome;
        }

        private static HttpOutcome Judge(OpenFailure failure)
        {
            return failure == OpenFailure.TlsRefused ? HttpOutcome.TlsRefused
                : failure == OpenFailure.TimedOut ? HttpOutcome.TimedOut
                : HttpOutcome.Unreachable;
        }
    }
}
