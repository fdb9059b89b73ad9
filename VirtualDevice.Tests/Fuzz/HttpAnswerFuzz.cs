using CsCheck;
using TeddyFirmware.Protocol;

namespace VirtualDevice.Tests.Fuzz;

/// <summary>An HTTP answer is read the same whatever the pieces in which its bytes come, and never past its bounds.</summary>
public sealed class HttpAnswerFuzz
{
    private static readonly Gen<byte[]> s_answers = Mutation.Of(
        Gen.Select(
            Gen.OneOf("", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Hints\nLink: x\n\n"),
            Gen.OneOf("HTTP/1.1 200 OK\r\n", "HTTP/1.0 503\n", "HTTP/1.1 204 No\r\n", "HTTP/1.1 101 S\r\n", "SSH-2.0\r\n"),
            Gen.OneOf(
                "Content-Length: 5\r\n", "Content-Length: 5\nContent-Length: 6\n", "Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n",
                "Retry-After:\r\n 3\r\n", "Content-Length: 9000\r\n", "X: " + new string('x', 9000) + "\n", "Transfer-Encoding: chunked\nX: y\n").Array[0, 3],
            Gen.OneOf("hello", "5\r\nhello\r\n0\r\n\r\n", "3;x\nabc\n0\nT: r\n\n", "2001\r\n" + new string('b', 9000), new string('b', 9000)),
            (interim, status, fields, body) => Encoding.ASCII.GetBytes(interim + status + string.Concat(fields) + "\r\n" + body)));

    [Fact]
    public void Board_and_PC_read_the_same_answer_in_whatever_pieces() => FuzzRun.Try(
        Gen.Select(s_answers, Gen.Int[1, 40].Array[1, 4]),
        input => Assert.Equal(Read(input.Item1, [512]), Read(input.Item1, input.Item2)),
        input => $"{Convert.ToHexString(input.Item1)} in {string.Join(' ', input.Item2)}");

    private static (HttpOutcome, string?, int, string?, int, string) Read(byte[] bytes, int[] pieces)
    {
        var exchange = new HttpExchange();
        var answer = new HttpAnswer(exchange);
        int at = 0;
        for (int i = 0; at < bytes.Length && answer.Outcome == HttpOutcome.None; i++)
        {
            int count = Math.Min(pieces[i % pieces.Length], bytes.Length - at);
            answer.Take(bytes[at..(at + count)], count);
            at += count;
        }

        answer.TakeEnd();

        // Of a body that is too long the first part may have been kept: how much depends on the pieces.
        int kept = answer.Outcome == HttpOutcome.BodyTooLong ? 0 : exchange.BodyLength;
        return (answer.Outcome, answer.Fault, exchange.Status, exchange.RetryAfter, kept, Encoding.Latin1.GetString(exchange.Body ?? [], 0, kept));
    }
}
