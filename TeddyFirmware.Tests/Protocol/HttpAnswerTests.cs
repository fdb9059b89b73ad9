using System.Text;
using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Protocol;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Protocol
{
    /// <summary>Answers to a POST, read as RFC 9112 says, whole and in pieces.</summary>
    [TestClass]
    public class HttpAnswerTests
    {
        private const string Ok = "HTTP/1.1 200 OK\r\n";

        [TestMethod]
        public void Where_there_was_no_connection_the_outcome_tells_why()
        {
            Assert.AreEqual((int)HttpOutcome.TlsRefused, (int)HttpExchange.OutcomeOf(OpenFailure.TlsRefused));
            Assert.AreEqual((int)HttpOutcome.TimedOut, (int)HttpExchange.OutcomeOf(OpenFailure.TimedOut));
            Assert.AreEqual((int)HttpOutcome.Unreachable, (int)HttpExchange.OutcomeOf(OpenFailure.Unreachable));
        }

        [TestMethod]
        public void An_exchange_that_is_over_holds_neither_request_nor_answer()
        {
            HttpExchange exchange = new HttpExchange();
            exchange.Reset("https://teddy.example", new byte[10], 1, 1);
            byte[] answer = { 1, 2, 3 };
            exchange.TryAppend(answer, 0, 3);
            byte[] body = exchange.Body;
            exchange.Forget();
            Assert.IsNull(exchange.RequestBody, "a refresh token, or a claim with its MAC");
            Assert.IsNull(exchange.Url);
            Assert.IsNull(exchange.Body);
            Assert.AreEqual(0, body[0] + body[1] + body[2]);
        }

        [TestMethod]
        public void The_request_says_who_we_are_and_asks_for_a_body_that_is_not_compressed()
        {
            byte[] head = HttpRequest.Post(ServerUrl.Parse("https://teddy.example/api/v1/pair/claim"), 17);
            Assert.AreEqual(
                "POST /api/v1/pair/claim HTTP/1.1\r\nHost: teddy.example\r\nUser-Agent: TeddyFirmware/1.0.0\r\nAccept: application/json\r\n"
                + "Accept-Encoding: identity\r\nContent-Type: application/json\r\nContent-Length: 17\r\nConnection: close\r\n\r\n",
                Encoding.UTF8.GetString(head, 0, head.Length));
        }

        [TestMethod]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbodymore")]
        [DataRow("HTTP/1.1 200 OK\nContent-Length: 4\n\nbody")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 4, 4\r\nContent-Length: 4\r\n\r\nbody")]
        [DataRow("HTTP/1.0 200 OK\r\n\r\nbody")]
        [DataRow("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Hints\r\nContent-Length: 900\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody")]
        [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nbod\r\n1;x=\"y\"\r\ny\r\n0\r\n\r\n")]
        [DataRow("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n04\nbody\n0\nTrailer: a\n\n")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 900\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: 4\r\n\r\nbody")]
        public void A_body_is_read_by_its_length_in_chunks_or_to_the_end(string answer)
        {
            HttpExchange exchange = Read(answer, HttpOutcome.Answered, null);
            Assert.AreEqual(200, exchange.Status);
            Assert.AreEqual("body", Encoding.UTF8.GetString(exchange.Body, 0, exchange.BodyLength));
        }

        [TestMethod]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "ended-early")]
        [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf", "ended-early")]
        [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", "ended-early")]
        [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n0\r\n", "ended-early")]
        [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalfmore\r\n", "bad-chunk")]
        [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhalf", "bad-chunk")]
        [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\nhalf", "bad-chunk")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 20\r\nContent-Length: 900\r\n\r\n{}", "bad-length")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 20, 21\r\n\r\n{}", "bad-length")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}", "bad-length")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n{}", "bad-length")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 0x10\r\n\r\n{}", "bad-length")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", "coding-gzip")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Encoding: Secret-\r\nContent-Length: 3\r\n\r\nabc", "coding-unknown")]
        [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", "coding-unknown")]
        [DataRow("HTTP/1.1 101 Switching Protocols\r\n\r\n", "switched-protocols")]
        public void A_body_that_cannot_be_relied_on_is_broken_and_the_log_gets_a_word_for_it(string answer, string fault)
        {
            HttpExchange exchange = Read(answer, HttpOutcome.BodyBroken, fault);
            Assert.AreNotEqual(0, exchange.Status);
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("HTTP/1.1 20")]
        [DataRow("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")]
        [DataRow("HTTP/1.1 100 Continue\r\n\r\n")]
        public void An_answer_that_ends_in_its_head_is_none(string answer) =>
            Assert.AreEqual(0, Read(answer, HttpOutcome.Unreachable, "ended-early").Status);

        [TestMethod]
        [DataRow("SSH-2.0-OpenSSH_9.6\r\n", "no-http")]
        [DataRow("HTTP/1.1 OK 200\r\n\r\n", "no-http")]
        [DataRow("HTTP/1.1 2000 OK\r\n\r\n", "no-http")]
        [DataRow("HTTP/2 200\r\n\r\n", "no-http")]
        public void What_is_no_HTTP_is_no_answer(string answer, string fault) => Read(answer, HttpOutcome.Unreachable, fault);

        [TestMethod]
        public void Fields_are_read_as_they_came_and_a_head_of_8_kilobytes_fits()
        {
            string filler = "X: " + Bytes.Text('x', 7900) + "\r\n";
            HttpExchange exchange = Read(
                "HTTP/1.1 429 Slow\r\n" + filler + "Retry-After:  17 \r\ncontent-length:\t0\r\n\r\n",
                HttpOutcome.Answered,
                null);
            Assert.AreEqual(429, exchange.Status);
            Assert.AreEqual("17", exchange.RetryAfter);
            Read(Ok + filler + filler, HttpOutcome.Unreachable, "head-too-long");
        }

        [TestMethod]
        [DataRow("HTTP/1.1 204 No Content\r\n\r\n")]
        [DataRow("HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n")]
        [DataRow("HTTP/1.1 401 No\r\nContent-Length: 0\r\nContent-Encoding: gzip\r\n\r\n")]
        public void Some_answers_have_no_body(string answer) => Assert.AreEqual(0, Read(answer, HttpOutcome.Answered, null).BodyLength);

        [TestMethod]
        public void A_body_over_the_limit_is_too_long_however_it_is_framed()
        {
            string longest = Bytes.Text('b', HttpExchange.MaxBodyBytes);
            Assert.AreEqual(HttpExchange.MaxBodyBytes, Read(Ok + "Content-Length: 8192\r\n\r\n" + longest, HttpOutcome.Answered, null).BodyLength);
            Assert.AreEqual(HttpExchange.MaxBodyBytes, Read(Ok + "\r\n" + longest, HttpOutcome.Answered, null).BodyLength);
            Read(Ok + "Content-Length: 8193\r\n\r\n", HttpOutcome.BodyTooLong, null);
            Read(Ok + "Content-Length: 99999999999999999999\r\n\r\n", HttpOutcome.BodyTooLong, null);
            Read(Ok + "\r\n" + longest + "b", HttpOutcome.BodyTooLong, null);
            Read(Ok + "Transfer-Encoding: chunked\r\n\r\n2001\r\n" + longest + "b", HttpOutcome.BodyTooLong, null);
        }

        [TestMethod]
        public void A_field_that_is_not_UTF8_or_has_a_NUL_is_no_field_to_rely_on()
        {
            byte[] bytes = Bytes.Of(Ok + "Retry-After: 1_\r\nContent-Length: 0\r\n\r\n");
            int at = (Ok + "Retry-After: 1").Length;
            bytes[at] = 0;
            Assert.AreEqual("bad-field", FaultOf(bytes));
            bytes[at] = 0xFF;
            Assert.AreEqual("bad-field", FaultOf(bytes));
        }

        private static string FaultOf(byte[] bytes)
        {
            HttpAnswer answer = new HttpAnswer(new HttpExchange());
            answer.Take(bytes, bytes.Length);
            return answer.Fault;
        }

        private static HttpExchange Read(string text, HttpOutcome outcome, string fault)
        {
            byte[] bytes = Bytes.Of(text);
            ReadIn(bytes, bytes.Length + 1, outcome, fault);
            return ReadIn(bytes, bytes.Length < 300 ? 1 : 300, outcome, fault);
        }

        private static HttpExchange ReadIn(byte[] bytes, int pieceBytes, HttpOutcome outcome, string fault)
        {
            HttpExchange exchange = new HttpExchange();
            HttpAnswer answer = new HttpAnswer(exchange);
            for (int at = 0; at < bytes.Length && answer.Outcome == HttpOutcome.None; at += pieceBytes)
            {
                int count = bytes.Length - at < pieceBytes ? bytes.Length - at : pieceBytes;
                answer.Take(Bytes.Slice(bytes, at, count), count);
            }

            answer.TakeEnd();
            Assert.AreEqual((int)outcome, (int)answer.Outcome, (answer.Fault ?? "well") + " in pieces of " + pieceBytes.ToString());
            Assert.AreEqual(fault, answer.Fault);
            return exchange;
        }
    }
}
