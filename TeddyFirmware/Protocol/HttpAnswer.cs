using System;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Protocol
{
    /// <summary>The answer to a POST (RFC 9112), pushed with bytes in whatever pieces, and written into the exchange.</summary>
    public sealed class HttpAnswer
    {
        private const int NoContent = 204;
        private const int NotModified = 304;
        private const int MaxLengthDigits = 9;
        private const int UntilEnd = -1;
        private const int Conflict = -2;

        private readonly HttpHead _head = new HttpHead();
        private readonly HttpExchange _exchange;
        private HttpChunks _chunks;
        private int _length;

        /// <summary>Initializes a new instance of the <see cref="HttpAnswer"/> class.</summary>
        /// <param name="exchange">Takes status, headers and body.</param>
        public HttpAnswer(HttpExchange exchange)
        {
            _exchange = exchange;
        }

        /// <summary>How the exchange ended; <see cref="HttpOutcome.None"/> while more has to come.</summary>
        public HttpOutcome Outcome;

        /// <summary>A word for what is wrong, for the log; null where nothing is.</summary>
        public string Fault;

        /// <summary>Takes bytes as they come.</summary>
        /// <param name="buffer">The array.</param>
        /// <param name="count">How many of it are the server's.</param>
        public void Take(byte[] buffer, int count)
        {
            int at = 0;
            if (!_head.IsWhole)
            {
                at = _head.Take(buffer, 0, count);
                if (_head.Fault != null)
                {
                    End(HttpOutcome.Unreachable, _head.Fault);
                }
                else if (_head.IsWhole)
                {
                    TakeHead();
                }
            }

            if (Outcome == HttpOutcome.None && _head.IsWhole)
            {
                TakeBody(buffer, at, count - at);
            }
        }

        /// <summary>The connection has ended.</summary>
        public void TakeEnd()
        {
            if (Outcome != HttpOutcome.None)
            {
                return;
            }

            bool isWhole = _head.IsWhole && _chunks == null && _length == UntilEnd;
            HttpOutcome broken = _head.IsWhole ? HttpOutcome.BodyBroken : HttpOutcome.Unreachable;
            End(isWhole ? HttpOutcome.Answered : broken, isWhole ? null : "ended-early");
        }

        private void TakeHead()
        {
            _exchange.Status = _head.Status;
            _exchange.RetryAfter = _head[HttpField.RetryAfter];
            string framing = _head[HttpField.TransferEncoding];
            _length = framing != null ? UntilEnd : ParseLength(_head[HttpField.ContentLength]);
            string coding = CodingOf(_head[HttpField.ContentEncoding], framing);
            if (_head.Status == HttpHead.SwitchingProtocols)
            {
                End(HttpOutcome.BodyBroken, "switched-protocols");
            }
            else if (_head.Status == NoContent || _head.Status == NotModified || _length == 0)
            {
                End(HttpOutcome.Answered, null);
            }
            else if (coding != null)
            {
                End(HttpOutcome.BodyBroken, "coding-" + coding);
            }
            else if (_length == Conflict)
            {
                End(HttpOutcome.BodyBroken, "bad-length");
            }
            else if (_length > HttpExchange.MaxBodyBytes)
            {
                End(HttpOutcome.BodyTooLong, null);
            }
            else if (framing != null)
            {
                _chunks = new HttpChunks();
            }
            else if (_length != UntilEnd)
            {
                _exchange.Reserve(_length);
            }
        }

        private void TakeBody(byte[] buffer, int at, int count)
        {
            if (_chunks == null)
            {
                // Bytes behind the announced length are no part of the body.
                int left = _length - _exchange.BodyLength;
                Append(buffer, at, _length != UntilEnd && count > left ? left : count);
                if (_length == _exchange.BodyLength)
                {
                    End(HttpOutcome.Answered, null);
                }

                return;
            }

            int end = at + count;
            while (at < end && Outcome == HttpOutcome.None)
            {
                at += _chunks.Take(buffer, at, end - at);
                Append(buffer, at, _chunks.TakeData(end - at));
                at += _chunks.DataLength;
                if (_chunks.IsBroken || _chunks.IsWhole)
                {
                    End(_chunks.IsWhole ? HttpOutcome.Answered : HttpOutcome.BodyBroken, _chunks.IsWhole ? null : "bad-chunk");
                }
            }
        }

        private void Append(byte[] buffer, int at, int count)
        {
            if (!_exchange.TryAppend(buffer, at, count))
            {
                End(HttpOutcome.BodyTooLong, null);
            }
        }

        private void End(HttpOutcome outcome, string fault)
        {
            Outcome = outcome;
            Fault = fault;
        }

        // Names what was done to the body that nobody here undoes; null where nothing was. All but chunks was not asked for.
        private static string CodingOf(string coding, string framing)
        {
            coding = coding == null || coding.Length == 0 || coding == "identity" ? framing : coding;
            if (coding == null || coding == "chunked")
            {
                return null;
            }

            bool isKnown = coding == "gzip" || coding == "x-gzip" || coding == "deflate" || coding == "br" || coding == "zstd" || coding == "compress";
            return isKnown ? coding : "unknown";
        }

        // RFC 9112, 6.3: several equal lengths are one, differing or broken ones make the answer unreadable.
        private static int ParseLength(string header)
        {
            if (header == null)
            {
                return UntilEnd;
            }

            string[] parts = header.Split(',');
            string first = parts[0].Trim(' ', '\t');
            for (int i = 1; i < parts.Length; i++)
            {
                if (parts[i].Trim(' ', '\t') != first)
                {
                    return Conflict;
                }
            }

            return ParseDigits(first.ToCharArray());
        }

        private static int ParseDigits(char[] digits)
        {
            int length = digits.Length == 0 ? Conflict : 0;
            for (int i = 0; i < digits.Length; i++)
            {
                if (digits[i] < '0' || digits[i] > '9')
                {
                    return Conflict;
                }

                length = i < MaxLengthDigits ? (length * 10) + (digits[i] - '0') : int.MaxValue;
            }

            return length;
        }
    }
}
