using System.IO;
using System.Net;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Reads an answer's body, however long it claims to be, and tells a whole one from one that broke off.</summary>
    /// <remarks>
    /// The library returns 0 at the end of the stream for ever, also before Content-Length is reached (facts page,
    /// section 2.1), and undoes chunks itself. Inside a chunk that broke off it returns 0 as it does after the last
    /// one; its stream's <c>Length</c> is the current chunk's size then, and 0 after the last (HTTP,
    /// System.Net._InputNetworkStreamWrapper.cs).
    /// </remarks>
    internal sealed class HttpBody
    {
        // Not below 256: smaller reads go through a second buffer in the library.
        private const int PartBytes = 512;
        private const int UnknownLength = -1;

        private readonly bool _isChunked;
        private readonly bool _hasLengthHeader;
        private readonly long _length;

        internal HttpBody(HttpWebResponse response)
        {
            string coding = response.Headers["Transfer-Encoding"];
            _isChunked = coding != null && coding.ToLower().IndexOf("chunked") >= 0;
            _hasLengthHeader = response.Headers["Content-Length"] != null;

            // RFC 9112, 6.3: chunks count, whatever Content-Length says.
            _length = _isChunked ? UnknownLength : response.ContentLength;
        }

        /// <summary>Gets a value indicating whether there is nothing to read.</summary>
        internal bool IsEmpty => _length == 0;

        /// <summary>Gets a value indicating whether it announces more than we read.</summary>
        internal bool IsTooLong => _length > HttpExchange.MaxBodyBytes;

        /// <summary>Gets a value indicating whether Content-Length is negative or no number of 32 bits.</summary>
        internal bool HasBadLength => _length < UnknownLength || (_length == UnknownLength && _hasLengthHeader && !_isChunked);

        /// <summary>Reads all of it, part by part, each with the time that is left.</summary>
        internal HttpOutcome ReadAll(Stream body, HttpsRun run)
        {
            byte[] part = new byte[PartBytes];
            long total = 0;
            while (_length == UnknownLength || total < _length)
            {
                if (run.IsOver)
                {
                    return HttpOutcome.TimedOut;
                }

                body.ReadTimeout = run.LeftMs;
                int count = body.Read(part, 0, part.Length);
                if (count <= 0)
                {
                    bool isWhole = _length == UnknownLength && (!_isChunked || body.Length == 0);
                    return isWhole ? HttpOutcome.Answered : HttpOutcome.BodyBroken;
                }

                // Bytes after the announced length are no part of the body.
                count = _length != UnknownLength && count > _length - total ? (int)(_length - total) : count;
                total += count;
                if (!run.AddBody(part, count))
                {
                    return HttpOutcome.BodyTooLong;
                }
            }

            return HttpOutcome.Answered;
        }
    }
}
