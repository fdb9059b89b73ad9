using System.Diagnostics;

namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>Single HTTPS requests against servers that do not mean well.</summary>
public sealed class HttpTransportTests
{
    [Fact]
    public async Task Status_headers_and_a_body_of_exactly_the_limit_are_read_and_the_connection_is_closed()
    {
        string body = new('b', HttpExchange.MaxBodyBytes);
        byte[] request = [];
        string head = "";
        HttpExchange exchange = await HttpBench.ExchangeAsync(async peer =>
        {
            request = await peer.ReadRequestAsync();
            head = peer.Head;
            await peer.SendAsync($"HTTP/1.1 429 Slow\r\nRetry-After:  17 \r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            await peer.UntilEndAsync();
        });

        Assert.Equal((HttpOutcome.Answered, true, 429), (exchange.Outcome, exchange.IsSent, exchange.Status));
        Assert.Equal("17", exchange.RetryAfter);
        Assert.Equal(body, Encoding.ASCII.GetString(exchange.Body, 0, exchange.BodyLength));
        Assert.Equal("{}", Encoding.ASCII.GetString(request));
        Assert.All(
            ["Content-Type: application/json", "User-Agent: TeddyFirmware/1.0.0", "Accept-Encoding: identity"],
            line => Assert.Contains($"\r\n{line}\r\n", head));
        Assert.All(["cookie", "traceparent"], word => Assert.DoesNotContain(word, head, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("Content-Length: 8193\r\n\r\n")]
    [InlineData("Connection: close\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2001\r\n")]
    public async Task A_body_over_the_limit_by_one_byte_is_too_long(string headEnd)
    {
        HttpExchange exchange = await HttpBench.ExchangeAsync(
            RawPeer.Answering("HTTP/1.1 200 OK\r\n" + headEnd + new string('b', HttpExchange.MaxBodyBytes + 1)));

        Assert.Equal((HttpOutcome.BodyTooLong, 200), (exchange.Outcome, exchange.Status));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_body_that_ends_early_or_by_a_reset_is_broken(bool isReset)
    {
        HttpExchange exchange = await HttpBench.ExchangeAsync(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            if (isReset)
            {
                peer.Reset();
            }
        });

        // A reset may overtake the status it follows.
        Assert.True(exchange.Outcome == HttpOutcome.BodyBroken || (isReset && exchange.Outcome == HttpOutcome.Unreachable), exchange.Outcome.ToString());
        Assert.True(isReset || exchange.Status == 200, exchange.Status.ToString());
        Assert.NotNull(exchange.ErrorClass);
    }

    [Fact]
    public async Task A_body_that_drips_beyond_the_deadline_is_a_timeout_of_the_whole_answer()
    {
        var watch = Stopwatch.StartNew();
        HttpExchange exchange = await HttpBench.ExchangeAsync(
            async peer =>
            {
                await peer.ReadRequestAsync();
                await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 8000\r\n\r\n");
                await Xunit.Record.ExceptionAsync(() => peer.DripAsync(TimeSpan.FromMilliseconds(50)));
            },
            answerDeadlineMs: 700);

        Assert.Equal(HttpOutcome.TimedOut, exchange.Outcome);
        Assert.InRange(watch.ElapsedMilliseconds, 600, 15_000);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_a_timeout()
    {
        HttpExchange exchange = await HttpBench.ExchangeAsync(peer => peer.UntilEndAsync(), answerDeadlineMs: 500);

        Assert.Equal((HttpOutcome.TimedOut, 0, HttpPhase.Answer), (exchange.Outcome, exchange.Status, exchange.Phase));
    }

    [Fact]
    public async Task A_server_that_does_not_shake_hands_is_a_timeout_to_connect_and_nothing_was_sent()
    {
        using var authority = new TestAuthority();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        HttpExchange exchange = await HttpBench.Post(
            new HttpTransport(new ServerLink(authority.Trust, silent.LocalEndpoint), TimeProvider.System), connectDeadlineMs: 1000).Completed;

        Assert.Equal((HttpOutcome.TimedOut, HttpPhase.Handshake, false), (exchange.Outcome, exchange.Phase, exchange.IsSent));
    }

    [Fact]
    public async Task A_refused_connection_is_unreachable_and_nothing_was_sent()
    {
        using var authority = new TestAuthority();
        var nobody = new IPEndPoint(IPAddress.Loopback, 1);

        HttpExchange exchange = await HttpBench.Post(new HttpTransport(new ServerLink(authority.Trust, nobody), TimeProvider.System)).Completed;

        Assert.Equal((HttpOutcome.Unreachable, false), (exchange.Outcome, exchange.IsSent));
    }

    [Fact]
    public async Task The_time_for_the_answer_begins_when_the_request_goes_out()
    {
        var time = new VirtualTime();
        var read = new TaskCompletionSource();
        await using var bench = new HttpBench(Arriving(read), time: time);

        HttpRecorder report = HttpBench.Post(bench.Transport, answerDeadlineMs: 60_000);
        await read.Task.Within();

        time.Pass(59_999);
        Assert.False(report.HasReport);
        time.Pass(1);
        Assert.Equal(HttpOutcome.TimedOut, (await report.Completed).Outcome);
    }

    [Fact]
    public async Task A_connection_that_ends_before_a_status_is_unreachable_and_is_not_tried_again()
    {
        HttpExchange exchange = await HttpBench.ExchangeAsync(peer => peer.ReadRequestAsync());

        Assert.Equal(HttpOutcome.Unreachable, exchange.Outcome);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_is_not_followed()
    {
        HttpExchange exchange = await HttpBench.ExchangeAsync(
            RawPeer.Answering("HTTP/1.1 307 Elsewhere\r\nLocation: https://localhost/other\r\nContent-Length: 0\r\n\r\n"));

        Assert.Equal((HttpOutcome.Answered, 307), (exchange.Outcome, exchange.Status));
    }

    [Fact]
    public async Task A_body_that_was_compressed_unasked_is_broken_and_its_coding_is_named()
    {
        HttpExchange exchange = await HttpBench.ExchangeAsync(
            RawPeer.Answering("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"));

        Assert.Equal((HttpOutcome.BodyBroken, 200, "coding-gzip"), (exchange.Outcome, exchange.Status, exchange.ErrorClass));
    }

    [Fact]
    public async Task An_exchange_that_is_given_up_reports_nothing_and_its_connection_is_gone()
    {
        var arrived = new TaskCompletionSource();
        await using var bench = new HttpBench(Arriving(arrived));
        HttpRecorder report = HttpBench.Post(bench.Transport);
        await arrived.Task.Within();

        bench.Transport.Abandon();

        await bench.Server.ServedAsync();
        Assert.False(report.HasReport);
    }

    [Fact]
    public async Task Each_exchange_has_a_connection_of_its_own_and_there_are_never_two()
    {
        await using var bench = new HttpBench(RawPeer.Answering("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}"));

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(HttpOutcome.Answered, (await HttpBench.Post(bench.Transport).Completed).Outcome);
            await bench.Server.ServedAsync();
        }

        Assert.Equal((3, 1), (bench.Server.Connections, bench.Server.MostOpen));
    }

    [Fact]
    public async Task The_certificate_may_be_for_an_address()
    {
        HttpExchange exchange = await HttpBench.ExchangeAsync(RawPeer.Answering(HttpBench.Good), certificateName: "127.0.0.1", host: "127.0.0.1");

        Assert.Equal(HttpOutcome.Answered, exchange.Outcome);
    }

    [Theory]
    [InlineData("teddy.example", 0)]   // another host
    [InlineData("localhost", 800)]     // the device's clock is past its end
    [InlineData("localhost", -100)]    // the device's clock is before its beginning
    public async Task A_certificate_of_another_host_or_date_is_refused_and_nothing_is_sent(string name, int clockDays)
    {
        await using var bench = new HttpBench(peer => peer.UntilEndAsync(), name, time: new ShiftedTime(TimeSpan.FromDays(clockDays)));

        await bench.AssertRefusedAsync();
    }

    [Fact]
    public async Task A_server_of_another_authority_is_refused_and_nothing_is_sent()
    {
        using var other = new TestAuthority();
        await using var bench = new HttpBench(peer => peer.UntilEndAsync(), trust: other.Trust);

        await bench.AssertRefusedAsync();
    }

    private static Func<RawPeer, Task> Arriving(TaskCompletionSource arrived) => async peer =>
    {
        await peer.ReadRequestAsync();
        arrived.SetResult();
        await peer.UntilEndAsync();
    };
}
