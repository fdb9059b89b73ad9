using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TeddyFirmware.Platform;
using VirtualDevice.Platform;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>Single HTTPS requests against servers that do not mean well.</summary>
public sealed class HttpTransportTests
{
    private const string Path = "/api/v1/pair/claim";

    [Fact]
    public async Task Status_headers_and_a_body_of_exactly_the_limit_are_read_and_the_connection_is_closed()
    {
        string body = new('b', HttpExchange.MaxBodyBytes);
        byte[] request = [];
        string head = "";
        HttpExchange exchange = await ExchangeAsync(async peer =>
        {
            request = await peer.ReadRequestAsync();
            head = peer.Head;
            await peer.SendAsync($"HTTP/1.1 429 Slow\r\nRetry-After:  17 \r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            await peer.UntilEndAsync();
        });

        Assert.Equal(HttpOutcome.Answered, exchange.Outcome);
        Assert.True(exchange.IsSent);
        Assert.Equal(429, exchange.Status);
        Assert.Equal("17", exchange.RetryAfter);
        Assert.Equal(body, Encoding.ASCII.GetString(exchange.Body, 0, exchange.BodyLength));
        Assert.Equal("{}", Encoding.ASCII.GetString(request));
        Assert.Contains("\r\nContent-Type: application/json\r\n", head);
        Assert.Contains("\r\nUser-Agent: TeddyFirmware/1.0.0\r\n", head);
        Assert.Contains("\r\nAccept-Encoding: identity\r\n", head);
        Assert.DoesNotContain("cookie", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("traceparent", head, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Content-Length: 8193\r\n\r\n")]
    [InlineData("Connection: close\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2001\r\n")]
    public async Task A_body_over_the_limit_by_one_byte_is_too_long(string headEnd)
    {
        HttpExchange exchange = await ExchangeAsync(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\n" + headEnd + new string('b', HttpExchange.MaxBodyBytes + 1));
            await peer.UntilEndAsync();
        });

        Assert.Equal(HttpOutcome.BodyTooLong, exchange.Outcome);
        Assert.Equal(200, exchange.Status);
    }

    [Fact]
    public async Task A_body_that_ends_early_is_broken()
    {
        HttpExchange exchange = await ExchangeAsync(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        });

        Assert.Equal(HttpOutcome.BodyBroken, exchange.Outcome);
        Assert.Equal(200, exchange.Status);
        Assert.NotNull(exchange.ErrorClass);
    }

    [Fact]
    public async Task A_reset_in_the_middle_of_the_body_is_a_broken_body()
    {
        HttpExchange exchange = await ExchangeAsync(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            peer.Reset();
        });

        // A reset may overtake the status it follows.
        Assert.Contains(exchange.Outcome, new[] { HttpOutcome.BodyBroken, HttpOutcome.Unreachable });
        Assert.NotNull(exchange.ErrorClass);
    }

    [Fact]
    public async Task A_body_that_drips_beyond_the_deadline_is_a_timeout_of_the_whole_answer()
    {
        var watch = Stopwatch.StartNew();
        HttpExchange exchange = await ExchangeAsync(
            async peer =>
            {
                await peer.ReadRequestAsync();
                await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 8000\r\n\r\n");
                try
                {
                    for (int i = 0; i < 8000; i++)
                    {
                        await peer.SendAsync((byte)'x');
                        await Task.Delay(50, TestContext.Current.CancellationToken);
                    }
                }
                catch (IOException)
                {
                }
            },
            answerDeadlineMs: 700);

        Assert.Equal(HttpOutcome.TimedOut, exchange.Outcome);
        Assert.InRange(watch.ElapsedMilliseconds, 600, 15_000);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_a_timeout()
    {
        HttpExchange exchange = await ExchangeAsync(peer => peer.UntilEndAsync(), answerDeadlineMs: 500);

        Assert.Equal(HttpOutcome.TimedOut, exchange.Outcome);
        Assert.Equal(0, exchange.Status);
        Assert.Equal(HttpPhase.Answer, exchange.Phase);
    }

    [Fact]
    public async Task A_server_that_does_not_shake_hands_is_a_timeout_to_connect_and_nothing_was_sent()
    {
        using var authority = new TestAuthority();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var report = new HttpRecorder();

        new HttpTransport(new ServerLink(authority.Trust, silent.LocalEndpoint), TimeProvider.System)
            .Begin(NewExchange("localhost", connectDeadlineMs: 1000), report);

        HttpExchange exchange = await report.Completed;
        Assert.Equal(HttpOutcome.TimedOut, exchange.Outcome);
        Assert.Equal(HttpPhase.Handshake, exchange.Phase);
        Assert.False(exchange.IsSent);
    }

    [Fact]
    public async Task A_refused_connection_is_unreachable_and_nothing_was_sent()
    {
        using var authority = new TestAuthority();
        var nobody = new IPEndPoint(IPAddress.Loopback, 1);
        var report = new HttpRecorder();

        new HttpTransport(new ServerLink(authority.Trust, nobody), TimeProvider.System).Begin(NewExchange("localhost"), report);

        HttpExchange exchange = await report.Completed;
        Assert.Equal(HttpOutcome.Unreachable, exchange.Outcome);
        Assert.False(exchange.IsSent);
    }

    [Fact]
    public async Task The_time_for_the_answer_begins_when_the_request_goes_out()
    {
        var time = new VirtualTime();
        using var authority = new TestAuthority();
        var read = new TaskCompletionSource();
        await using var server = new RawTlsServer(authority.CreateServer(), async peer =>
        {
            await peer.ReadRequestAsync();
            read.SetResult();
            await peer.UntilEndAsync();
        });
        var report = new HttpRecorder();

        new HttpTransport(new ServerLink(authority.Trust, server.EndPoint), time).Begin(NewExchange("localhost", 20_000, 60_000), report);
        await read.Task.Within();

        time.Pass(59_999);
        Assert.False(report.HasReport);
        time.Pass(1);
        Assert.Equal(HttpOutcome.TimedOut, (await report.Completed).Outcome);
    }

    [Fact]
    public async Task A_connection_that_ends_before_a_status_is_unreachable_and_is_not_tried_again()
    {
        int requests = 0;
        HttpExchange exchange = await ExchangeAsync(async peer =>
        {
            await peer.ReadRequestAsync();
            requests++;
        });

        Assert.Equal(HttpOutcome.Unreachable, exchange.Outcome);
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_is_not_followed()
    {
        HttpExchange exchange = await ExchangeAsync(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.1 307 Elsewhere\r\nLocation: https://localhost/other\r\nContent-Length: 0\r\n\r\n");
            await peer.UntilEndAsync();
        });

        Assert.Equal(307, exchange.Status);
        Assert.Equal(HttpOutcome.Answered, exchange.Outcome);
    }

    [Fact]
    public async Task A_body_that_was_compressed_unasked_is_broken_and_its_coding_is_named()
    {
        HttpExchange exchange = await ExchangeAsync(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc");
            await peer.UntilEndAsync();
        });

        Assert.Equal(HttpOutcome.BodyBroken, exchange.Outcome);
        Assert.Equal(200, exchange.Status);
        Assert.Equal("coding-gzip", exchange.ErrorClass);
    }

    [Fact]
    public async Task An_exchange_that_is_given_up_reports_nothing_and_its_connection_is_gone()
    {
        using var authority = new TestAuthority();
        var arrived = new TaskCompletionSource();
        await using var server = new RawTlsServer(authority.CreateServer(), async peer =>
        {
            await peer.ReadRequestAsync();
            arrived.SetResult();
            await peer.UntilEndAsync();
        });
        var transport = new HttpTransport(new ServerLink(authority.Trust, server.EndPoint), TimeProvider.System);
        var report = new HttpRecorder();
        transport.Begin(NewExchange("localhost"), report);
        await arrived.Task.Within();

        transport.Abandon();

        await server.ServedAsync();
        Assert.False(report.HasReport);
    }

    [Fact]
    public async Task Each_exchange_has_a_connection_of_its_own_and_there_are_never_two()
    {
        using var authority = new TestAuthority();
        await using var server = new RawTlsServer(authority.CreateServer(), async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}");
            await peer.UntilEndAsync();
        });
        var transport = new HttpTransport(new ServerLink(authority.Trust, server.EndPoint), TimeProvider.System);

        for (int i = 0; i < 3; i++)
        {
            var report = new HttpRecorder();
            transport.Begin(NewExchange("localhost"), report);
            Assert.Equal(HttpOutcome.Answered, (await report.Completed).Outcome);
            await server.ServedAsync();
        }

        Assert.Equal(3, server.Connections);
        Assert.Equal(1, server.MostOpen);
    }

    [Fact]
    public async Task The_certificate_may_be_for_an_address()
    {
        HttpExchange exchange = await ExchangeAsync(AnswerAsync, certificateName: "127.0.0.1", host: "127.0.0.1");

        Assert.Equal(HttpOutcome.Answered, exchange.Outcome);
    }

    [Theory]
    [InlineData("teddy.example", 0)]   // another host
    [InlineData("localhost", 800)]     // the device's clock is past its end
    [InlineData("localhost", -100)]    // the device's clock is before its beginning
    public async Task A_certificate_of_another_host_or_date_is_refused_and_nothing_is_sent(string name, int clockDays)
    {
        using var authority = new TestAuthority();
        await using var server = new RawTlsServer(authority.CreateServer(name), AnswerAsync);
        var clock = new ShiftedTime(TimeSpan.FromDays(clockDays));
        var report = new HttpRecorder();

        new HttpTransport(new ServerLink(authority.Trust, server.EndPoint), clock).Begin(NewExchange("localhost"), report);

        HttpExchange exchange = await report.Completed;
        Assert.Equal(HttpOutcome.TlsRefused, exchange.Outcome);
        Assert.Equal("AuthenticationException", exchange.ErrorClass);
        Assert.False(exchange.IsSent);
        await server.ServedAsync();
        Assert.Equal(0, server.BytesRead);
    }

    [Fact]
    public async Task A_server_of_another_authority_is_refused_and_nothing_is_sent()
    {
        using var authority = new TestAuthority();
        using var other = new TestAuthority();
        await using var server = new RawTlsServer(authority.CreateServer(), AnswerAsync);
        var report = new HttpRecorder();

        new HttpTransport(new ServerLink(other.Trust, server.EndPoint), TimeProvider.System).Begin(NewExchange("localhost"), report);

        Assert.Equal(HttpOutcome.TlsRefused, (await report.Completed).Outcome);
        await server.ServedAsync();
        Assert.Equal(0, server.BytesRead);
    }

    private static async Task AnswerAsync(RawPeer peer)
    {
        try
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            await peer.UntilEndAsync();
        }
        catch (IOException)
        {
            // The client did not like the certificate.
        }
    }

    private static async Task<HttpExchange> ExchangeAsync(
        Func<RawPeer, Task> script, int answerDeadlineMs = 20_000, string certificateName = "localhost", string host = "localhost")
    {
        using var authority = new TestAuthority();
        await using var server = new RawTlsServer(authority.CreateServer(certificateName), script);
        var report = new HttpRecorder();
        new HttpTransport(new ServerLink(authority.Trust, server.EndPoint), TimeProvider.System).Begin(NewExchange(host, answerDeadlineMs: answerDeadlineMs), report);
        HttpExchange exchange = await report.Completed;
        await server.ServedAsync();
        Assert.Equal(1, server.Connections);
        return exchange;
    }

    private static HttpExchange NewExchange(string host, int connectDeadlineMs = 20_000, int answerDeadlineMs = 20_000)
    {
        var exchange = new HttpExchange();
        exchange.Reset($"https://{host}{Path}", "{}"u8.ToArray(), connectDeadlineMs, answerDeadlineMs);
        return exchange;
    }
}
