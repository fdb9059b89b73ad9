using System;
using System.IO;
using System.Net;
using System.Net.Security;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>One POST with <c>HttpWebRequest</c>, and the order in which its parts are disposed of.</summary>
    /// <remarks>
    /// The library's defaults are dangerous (facts page, section 2.2): without <c>SslVerification</c> it verifies
    /// nothing, without <c>SslProtocols</c> it offers TLS 1.3 only. Statuses of 400 and more do not throw. Its Timeout
    /// covers the wait for the status line, its ReadWriteTimeout a single read; what is left of the deadline is set
    /// anew for each.
    /// </remarks>
    internal sealed class HttpsRequest : IDisposable
    {
        private const int NoContent = 204;
        private const int NotModified = 304;

        private readonly HttpsRun _run;
        private readonly string _url;
        private readonly byte[] _content;
        private readonly CaBundle _roots;
        private HttpWebRequest _request;
        private HttpWebResponse _response;
        private Stream _upload;
        private Stream _body;

        internal HttpsRequest(HttpsRun run, string url, byte[] content, CaBundle roots)
        {
            _run = run;
            _url = url;
            _content = content;
            _roots = roots;
        }

        /// <summary>Gets the class name of what was thrown; null where nothing was.</summary>
        internal string ErrorClass { get; private set; }

        /// <summary>Stream, response, request: the order that closes the TLS context before its socket.</summary>
        public void Dispose()
        {
            Close(_body);
            Close(_response);
            Close(_request);
            _body = null;
            _upload = null;
            _response = null;
            _request = null;
        }

        internal HttpOutcome Perform()
        {
            try
            {
                Send();
                ReadHead();
                return ReadBody();
            }
            catch (Exception exception)
            {
                ErrorClass = TransportFault.ClassOf(exception);
                return Judge(exception);
            }
        }

        private HttpOutcome Judge(Exception exception)
        {
            if (_run.IsOver || TransportFault.IsTimeout(exception))
            {
                return HttpOutcome.TimedOut;
            }

            if (!_run.IsSent)
            {
                return TransportFault.IsTls(exception) ? HttpOutcome.TlsRefused : HttpOutcome.Unreachable;
            }

            return _response == null ? HttpOutcome.Unreachable : HttpOutcome.BodyBroken;
        }

        private void Send()
        {
            _request = (HttpWebRequest)WebRequest.Create(_url);
            _request.Method = "POST";
            _request.ContentType = "application/json";
            _request.Accept = "application/json";
            _request.ContentLength = _content.Length;
            _request.KeepAlive = false;
            _request.SslProtocols = SslProtocols.Tls12;
            _request.SslVerification = SslVerification.CertificateRequired;
            _request.HttpsAuthentCert = _roots.Load();

            // Taken over when the connection stands, so it has to do for the answer too.
            _request.ReadWriteTimeout = _run.AnswerDeadlineMs;

            // Connects, shakes hands and writes the headers, and does not tell where it is. The stream is the connection
            // itself: disposing of it would close that, and so does its finalizer, so it is held until the end.
            _run.Enter(HttpPhase.Connecting);
            _upload = _request.GetRequestStream();
            if (_run.IsOver)
            {
                throw new WebException();
            }

            _run.Enter(HttpPhase.Answer);
            _upload.Write(_content, 0, _content.Length);
        }

        private void ReadHead()
        {
            _request.Timeout = _run.LeftMs;
            HttpWebResponse response = (HttpWebResponse)_request.GetResponse();

            // An answer that is not HTTP comes without headers, and with status 0 (HttpWebRequest.ParseHTTPResponse).
            if (response.Headers == null)
            {
                response.Dispose();
                throw new ProtocolViolationException();
            }

            _response = response;
            _run.SetHead((int)response.StatusCode, response.Headers["Retry-After"], response.Headers["Content-Type"]);
        }

        private HttpOutcome ReadBody()
        {
            int status = (int)_response.StatusCode;
            HttpBody body = new HttpBody(_response);
            if (status == NoContent || status == NotModified || body.IsEmpty)
            {
                return HttpOutcome.Answered;
            }

            if (body.IsTooLong)
            {
                return HttpOutcome.BodyTooLong;
            }

            if (body.HasBadLength)
            {
                return HttpOutcome.BodyBroken;
            }

            _body = _response.GetResponseStream();
            return body.ReadAll(_body, _run);
        }

        private static void Close(IDisposable part)
        {
            try
            {
                if (part != null)
                {
                    part.Dispose();
                }
            }
            catch (Exception)
            {
                // Half-made objects throw when they are disposed of; the others still have to be.
            }
        }
    }
}
