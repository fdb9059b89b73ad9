namespace ServerStub.Tests.Control;

/// <summary>Faults of upgrade and session, as a client sees them.</summary>
public sealed class SessionFaultTests : StubTests
{
    [Fact]
    public async Task A_close_planned_before_the_session_acts_as_it_opens()
    {
        JsonElement planned = await Stub.PlanAsync(new { at = "session", @do = "close", code = 4001, reason = "on the bench" });
        using DeviceSocket socket = await Stub.OpenSessionAsync();

        Assert.Equal(4001, await socket.ReceiveCloseAsync());

        StubEvent closed = await Stub.EventAsync(StubEventKind.SessionClosed);
        Assert.Equal((4001, planned.GetProperty("id").GetInt32()), (closed.CloseCode, closed.Fault));
    }

    [Fact]
    public async Task A_close_planned_in_the_session_acts_at_once_and_has_fired_in_the_answer()
    {
        using DeviceSocket socket = await Stub.OpenedSessionAsync();

        JsonElement planned = await Stub.PlanAsync(new { at = "session", @do = "close", device = await Stub.HandleAsync() });

        Assert.Equal((1, 0), (planned.GetProperty("fired").GetInt32(), planned.GetProperty("left").GetInt32()));
        Assert.Equal(1011, await socket.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Texts_are_counted_from_the_planning_or_from_the_opening()
    {
        using DeviceSocket first = await Stub.OpenSessionAsync();
        await EchoAsync(first, "before the plan");
        await Stub.PlanAsync(new { at = "session", @do = "close", code = 4002, after_messages = 2, times = 2 });

        await EchoAsync(first, "one");
        await EchoAsync(first, "two");
        Assert.Equal(4002, await first.ReceiveCloseAsync());
        using DeviceSocket second = await Stub.OpenSessionAsync();
        await EchoAsync(second, "one");
        await EchoAsync(second, "two");
        Assert.Equal(4002, await second.ReceiveCloseAsync());
        using DeviceSocket third = await Stub.OpenSessionAsync();
        await EchoAsync(third, "one");
        await EchoAsync(third, "two");
        await EchoAsync(third, "three");
    }

    [Fact]
    public async Task A_drop_is_a_reset_without_a_close_frame()
    {
        using DeviceSocket socket = await Stub.OpenSessionAsync();
        await Stub.PlanAsync(new { at = "session", @do = "drop", after_messages = 1 });

        await socket.SendAsync("last words");

        // A reset takes with it what the client has not read yet (RFC 9293, 3.10.7.4): the echo may be lost, nothing else may come.
        var heard = new List<string>();
        WebSocketException problem = await Assert.ThrowsAsync<WebSocketException>(async () =>
        {
            while (true)
            {
                heard.Add(await socket.ReceiveAsync());
            }
        });
        Assert.Contains("reset", problem.GetBaseException().Message, StringComparison.OrdinalIgnoreCase);
        string[] answers = ["Echo: last words", "processed"];
        Assert.InRange(heard.Count, 0, answers.Length);
        Assert.All(heard, (text, index) => Assert.Contains(answers[index], text, StringComparison.Ordinal));
        StubEvent closed = await Stub.EventAsync(StubEventKind.SessionClosed);
        Assert.Equal(1006, closed.CloseCode);

        // After the answer to the one message, and not before.
        StubEvent[] sent = [.. Stub.Server.Events.Recent.Where(next => next.Kind == StubEventKind.TextSent && next.Number < closed.Number)];
        Assert.Equal(2, sent.Length);
        Assert.Equal(answers[0].Length, sent[0].Bytes);
    }

    [Fact]
    public async Task A_half_open_session_says_nothing_more_and_lasts_until_the_client_leaves()
    {
        await using StubFixture stub = await StubFixture.StartAsync(options => options with
        {
            PingInterval = TimeSpan.FromMilliseconds(50),
            PingTimeout = TimeSpan.FromMilliseconds(100),
        });
        using DeviceSocket socket = await stub.OpenSessionAsync();
        await stub.PlanAsync(new { at = "session", @do = "half_open" });
        await stub.EventAsync(StubEventKind.SessionFrozen);
        await socket.SendAsync("is there anybody?");
        Task<string> answer = socket.ReceiveAsync();

        // Many times the stub's own patience with a peer that does not answer its pings.
        Task first = await Task.WhenAny(answer, Task.Delay(1000, stub.Stop));
        Assert.False(answer.IsCompleted, answer.Exception?.ToString());
        Assert.NotSame(answer, first);
        Assert.DoesNotContain(stub.Server.Events.Recent, next => next.Kind is StubEventKind.SessionClosed or StubEventKind.TextReceived);
        socket.Abort();

        Assert.Equal(1006, (await stub.EventAsync(StubEventKind.SessionClosed)).CloseCode);
        await Assert.ThrowsAnyAsync<Exception>(() => answer);
    }

    [Fact]
    public async Task A_half_open_session_does_not_keep_the_stub_from_ending()
    {
        using DeviceSocket socket = await Stub.OpenSessionAsync();
        await Stub.PlanAsync(new { at = "session", @do = "half_open" });
        await Stub.EventAsync(StubEventKind.SessionFrozen);

        await Stub.Server.StopAsync().WaitAsync(TimeSpan.FromSeconds(10), Stub.Stop);

        Assert.Equal(0, Stub.Server.Sessions.Count);
    }

    [Fact]
    public async Task A_delay_holds_back_one_answer_and_no_other()
    {
        using DeviceSocket socket = await Stub.OpenedSessionAsync();
        JsonElement planned = await Stub.PlanAsync(new { at = "session", @do = "delay", delay_ms = 400 });
        Assert.Equal(1, planned.GetProperty("left").GetInt32());

        await EchoAsync(socket, "slow");
        await EchoAsync(socket, "fast");

        StubEvent[] events = [.. Stub.Server.Events.Recent];
        TimeSpan first = Between(events, 0);
        Assert.True(first >= TimeSpan.FromMilliseconds(390), first.ToString());
        Assert.Equal(0, (await Stub.GetControlAsync("")).GetProperty("faults").GetInt32());
    }

    [Fact]
    public async Task Texts_a_flood_and_an_oversized_text_arrive_whole_and_in_order()
    {
        using DeviceSocket socket = await Stub.OpenedSessionAsync();

        await Stub.PlanAsync(new { at = "session", @do = "text", text = "grüß dich" });
        await Stub.PlanAsync(new { at = "session", @do = "flood", count = 100, bytes = 10 });
        await Stub.PlanAsync(new { at = "session", @do = "oversized", bytes = 20_000 });

        Assert.Equal("grüß dich", await socket.ReceiveAsync());
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal("xxxxxxxxxx", await socket.ReceiveAsync());
        }

        Assert.Equal(new string('x', 20_000), await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Pings_between_texts_break_no_frame()
    {
        using DeviceSocket socket = await Stub.OpenedSessionAsync();
        await Stub.PlanAsync(new { at = "session", @do = "ping_flood", count = 500 });
        await Stub.PlanAsync(new { at = "session", @do = "flood", count = 50, bytes = 5000 });
        await Stub.PlanAsync(new { at = "session", @do = "ping_flood", count = 500 });

        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(5000, (await socket.ReceiveAsync()).Length);
        }

        await EchoAsync(socket, "still in step");
        Assert.Equal(500, (await Stub.EventAsync(StubEventKind.PingsSent)).Count);
    }

    [Fact]
    public async Task Several_plans_act_in_turn_as_a_session_opens_up_to_one_that_ends_it()
    {
        await Stub.PlanAsync(new { at = "session", @do = "text", text = "one" });
        await Stub.PlanAsync(new { at = "session", @do = "text", text = "two" });
        await Stub.PlanAsync(new { at = "session", @do = "close", code = 4003 });
        await Stub.PlanAsync(new { at = "session", @do = "text", text = "for the next session" });

        using DeviceSocket first = await Stub.OpenSessionAsync();
        Assert.Equal(("one", "two", 4003), (await first.ReceiveAsync(), await first.ReceiveAsync(), await first.ReceiveCloseAsync()));
        using DeviceSocket second = await Stub.OpenSessionAsync();
        Assert.Equal("for the next session", await second.ReceiveAsync());
    }

    [Theory]
    [InlineData(429), InlineData(503), InlineData(500)]
    public async Task An_upgrade_is_refused_with_the_status_and_the_next_one_taken(int status)
    {
        (string access, _) = await Stub.ClaimTokensAsync();
        await Stub.PlanAsync(new { at = "upgrade", @do = "status", status, retry_after_seconds = 3 });

        using DeviceSocket refused = await Stub.OpenAsync(access);
        using DeviceSocket taken = await Stub.OpenAsync(access);

        Assert.Equal(((HttpStatusCode)status, HttpStatusCode.SwitchingProtocols), (refused.UpgradeStatus, taken.UpgradeStatus));
        Assert.Equal(status, (await Stub.EventAsync(StubEventKind.UpgradeRefused)).Status);
    }

    [Fact]
    public async Task An_upgrade_is_reset()
    {
        (string access, _) = await Stub.ClaimTokensAsync();
        await Stub.PlanAsync(new { at = "upgrade", @do = "reset" });

        using DeviceSocket reset = await Stub.OpenAsync(access);
        using DeviceSocket taken = await Stub.OpenAsync(access);

        Assert.Equal(((HttpStatusCode)0, HttpStatusCode.SwitchingProtocols), (reset.UpgradeStatus, taken.UpgradeStatus));
        Assert.Null((await Stub.EventAsync(StubEventKind.UpgradeRefused)).Status);
    }

    [Fact]
    public async Task An_upgrade_that_is_delayed_opens_in_the_end()
    {
        (string access, _) = await Stub.ClaimTokensAsync();
        await Stub.PlanAsync(new { at = "upgrade", @do = "delay", delay_ms = 200 });

        using DeviceSocket socket = await Stub.OpenAsync(access);

        await EchoAsync(socket, "at last");
    }

    private static async Task EchoAsync(DeviceSocket socket, string text)
    {
        await socket.SendAsync(text);
        Assert.Equal("Echo: " + text, await socket.ReceiveAsync());
        Assert.Contains("processed", await socket.ReceiveAsync(), StringComparison.Ordinal);
    }

    // From the n-th text to its echo.
    private static TimeSpan Between(StubEvent[] events, int index)
    {
        StubEvent received = events.Where(next => next.Kind == StubEventKind.TextReceived).ElementAt(index);
        return events.First(next => next.Kind == StubEventKind.TextSent && next.Number > received.Number).At - received.At;
    }
}
