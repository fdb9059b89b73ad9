using ServerStub.Sessions;

namespace ServerStub.Tests;

/// <summary>Requests that try to break a path, a header, or a line of the log; and the numbers for Prometheus.</summary>
public sealed class InjectionTests : StubTests
{
    [Theory]
    [InlineData("/ws/esp32/..%2f..%2fcontrol")]
    [InlineData("/ws/esp32/../../control/devices")]
    [InlineData("/ws/esp32/Teddy-ESP32-0001%0d%0aSet-Cookie:%20x=1")]
    [InlineData("/ws/esp32/Teddy-ESP32-0001%00")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    public async Task A_path_reaches_nothing_but_its_own_route(string path)
    {
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { ControlKey = "a key of more than sixteen" });

        string answer = await RawRequest.SendAsync(stub,
            $"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Control-Key: wrong\r\nConnection: close\r\n\r\n");

        Assert.Matches("^HTTP/1.1 (400|401|404|426) ", answer);
        Assert.DoesNotContain("Set-Cookie", answer, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("handle", answer, StringComparison.OrdinalIgnoreCase);
        Assert.All(stub.Server.Events.Recent, next => Assert.DoesNotContain('\n', next.ToString()));
    }

    [Theory]
    [InlineData("GET /health HTTP/1.1\r\nHost: localhost\r\nX: a\nb\r\n\r\n")]
    [InlineData("GET /health HTTP/1.1\r\nHost: localhost\r\nHost: elsewhere\r\n\r\n")]
    [InlineData("GET /health HTTP/1.1\r\nHost : localhost\r\n\r\n")]
    [InlineData("POST /api/v1/pair/claim HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("POST /api/v1/pair/claim HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n{}")]
    public async Task A_header_that_two_readers_would_read_differently_is_400(string request) =>
        Assert.StartsWith("HTTP/1.1 400 ", await RawRequest.SendAsync(Stub, request), StringComparison.Ordinal);

    [Fact]
    public async Task A_close_reason_with_a_line_break_stays_in_its_frame()
    {
        using DeviceSocket socket = await Stub.OpenedSessionAsync();

        await Stub.PlanAsync(new { at = "session", @do = "close", code = 1011, reason = "one\r\ntwo" });

        Assert.Equal(1011, await socket.ReceiveCloseAsync());
        Assert.All(Stub.Server.Events.Recent, next => Assert.DoesNotContain('\n', next.ToString()));
    }

    [Fact]
    public async Task Metrics_count_claims_sessions_and_texts_of_this_stub_only()
    {
        await using StubFixture other = await StubFixture.StartAsync();
        await other.ClaimTokensAsync();
        HttpStatusCode refused = await Stub.ClaimStatusAsync(StubFixture.Claim(secret: new byte[32]));
        using DeviceSocket socket = await Stub.OpenSessionAsync();
        await socket.SendAsync("hello");
        await socket.ReceiveAsync();
        await socket.ReceiveAsync();

        string text = await Stub.Http.GetStringAsync("/metrics", Stub.Stop);

        Assert.All(
            [
                "teddy_stub_claims{status=\"200\"} 1\n", "teddy_stub_claims{status=\"401\"} 1\n", "teddy_stub_sessions_open 1\n",
                "teddy_stub_texts{direction=\"in\"} 1\n", "teddy_stub_text_bytes{direction=\"in\"} 5\n",
            ],
            line => Assert.Contains(line, text, StringComparison.Ordinal));
        Assert.DoesNotContain(StubFixture.DeviceId, text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(EchoStyle.Echo, "Echo: one")]
    [InlineData(EchoStyle.Bare, "one")]
    public async Task A_deployed_server_may_answer_less(EchoStyle style, string expected)
    {
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { Echo = style });
        using DeviceSocket socket = await stub.OpenSessionAsync();

        await socket.SendAsync("one");
        await socket.SendAsync("two");

        Assert.Equal(expected, await socket.ReceiveAsync());
        Assert.EndsWith("two", await socket.ReceiveAsync(), StringComparison.Ordinal);
    }
}
