using System.Net.ServerSentEvents;

namespace ServerStub.Tests.Control;

/// <summary>Events by request and as a stream.</summary>
public sealed class EventRouteTests : StubTests
{
    [Fact]
    public async Task Events_tell_a_claim_and_a_session_with_fingerprints_and_times()
    {
        using DeviceSocket socket = await Stub.OpenSessionAsync();
        await socket.SendAsync("abc");
        await socket.ReceiveAsync();
        await socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure);
        await Stub.EventAsync(StubEventKind.SessionClosed);

        JsonElement[] events = [.. (await Stub.GetControlAsync("/events")).GetProperty("events").EnumerateArray()];

        Assert.Equal(["started", "claim_answered", "session_opened", "text_received", "text_sent", "text_sent", "session_closed"],
            events.Select(next => next.GetProperty("kind").GetString()));
        JsonElement claim = events[1];
        Assert.Equal((200, "…0001", await Stub.HandleAsync()),
            (claim.GetProperty("status").GetInt32(), claim.GetProperty("device").GetString(), claim.GetProperty("handle").GetString()));
        Assert.Equal(claim.GetProperty("token").GetString(), events[2].GetProperty("token").GetString());
        Assert.NotEqual(claim.GetProperty("token").GetString(), claim.GetProperty("refresh_token").GetString());
        Assert.True(claim.GetProperty("ms").GetDouble() >= 0);
        Assert.Equal((1000, 3), (events[6].GetProperty("close_code").GetInt32(), events[3].GetProperty("bytes").GetInt32()));
        Assert.True(events[6].GetProperty("ms").GetDouble() > 0);
    }

    [Fact]
    public async Task After_and_limit_and_device_choose()
    {
        await Stub.ClaimTokensAsync();
        HttpStatusCode unknown = await Stub.ClaimStatusAsync(StubFixture.Claim(deviceId: "Teddy-ESP32-9999"));

        Assert.Equal("2 3", Ids(await Stub.GetControlAsync("/events?after=1")));
        Assert.Equal("1 2", Ids(await Stub.GetControlAsync("/events?limit=2")));
        Assert.Equal("2", Ids(await Stub.GetControlAsync($"/events?device={await Stub.HandleAsync()}")));
        JsonElement none = await Stub.GetControlAsync("/events?after=3");
        Assert.Equal((1, 3, 0), (none.GetProperty("first").GetInt32(), none.GetProperty("last").GetInt32(), none.GetProperty("events").GetArrayLength()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Stub.ControlAsync(HttpMethod.Get, "/events?limit=0")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Stub.ControlAsync(HttpMethod.Get, "/events?after=-1")).Status);
    }

    [Fact]
    public async Task The_ring_is_bounded_and_says_what_is_lost()
    {
        using DeviceSocket socket = await Stub.OpenedSessionAsync();
        await Stub.PlanAsync(new { at = "session", @do = "flood", count = StubEvents.Capacity, bytes = 0 });
        for (int i = 0; i < StubEvents.Capacity; i++)
        {
            await socket.ReceiveAsync();
        }

        JsonElement kept = await Stub.GetControlAsync($"/events?limit={StubEvents.Capacity}");

        Assert.Equal(StubEvents.Capacity, kept.GetProperty("events").GetArrayLength());
        Assert.True(kept.GetProperty("first").GetInt64() > 1);
        Assert.Equal(kept.GetProperty("first").GetInt64() + StubEvents.Capacity - 1, kept.GetProperty("last").GetInt64());
        await using EventReader reader = await EventReader.OpenAsync(Stub, "", null);
        Assert.True((await reader.NextAsync()).Data.GetProperty("lost").GetBoolean());
    }

    [Fact]
    public async Task The_stream_greets_tells_what_was_and_then_what_happens()
    {
        await using EventReader reader = await EventReader.OpenAsync(Stub, "", null);

        SseItem<JsonElement> hello = await reader.NextAsync();
        SseItem<JsonElement> started = await reader.NextAsync();
        await Stub.ClaimTokensAsync();
        SseItem<JsonElement> claimed = await reader.NextAsync();

        string run = hello.Data.GetProperty("run").GetString()!;
        Assert.Equal(("hello", false), (hello.EventType, hello.Data.GetProperty("lost").GetBoolean()));
        Assert.Equal(("message", $"{run}-1", "started"), (started.EventType, started.EventId, started.Data.GetProperty("kind").GetString()));
        Assert.Equal(($"{run}-2", "claim_answered"), (claimed.EventId, claimed.Data.GetProperty("kind").GetString()));
        Assert.Equal("text/event-stream", reader.MediaType);
    }

    [Fact]
    public async Task A_reader_resumes_where_it_was()
    {
        await Stub.ClaimTokensAsync();
        string run = (await Stub.GetControlAsync("")).GetProperty("run").GetString()!;

        await using EventReader byHeader = await EventReader.OpenAsync(Stub, "", $"{run}-1");
        await using EventReader byNumber = await EventReader.OpenAsync(Stub, "?after=1", null);

        foreach (EventReader reader in new[] { byHeader, byNumber })
        {
            Assert.False((await reader.NextAsync()).Data.GetProperty("lost").GetBoolean());
            Assert.Equal(2, (await reader.NextAsync()).Data.GetProperty("id").GetInt32());
        }
    }

    [Theory]
    [InlineData("00000000-1"), InlineData("garbage"), InlineData("RUN-999"), InlineData("RUN-"), InlineData("RUN-+1")]
    public async Task An_id_that_is_not_of_this_run_starts_from_the_beginning_and_says_so(string id)
    {
        string run = (await Stub.GetControlAsync("")).GetProperty("run").GetString()!;

        await using EventReader reader = await EventReader.OpenAsync(Stub, "", id.Replace("RUN", run, StringComparison.Ordinal));

        Assert.True((await reader.NextAsync()).Data.GetProperty("lost").GetBoolean());
        Assert.Equal(1, (await reader.NextAsync()).Data.GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task A_stream_of_one_device_leaves_out_the_others_and_keeps_what_concerns_all()
    {
        (_, JsonElement other) = await Stub.ControlAsync(HttpMethod.Post, "/devices", new { device_id = "Teddy-ESP32-0002" });
        await Stub.ClaimTokensAsync();

        await using EventReader reader = await EventReader.OpenAsync(Stub, $"?device={other.GetProperty("handle").GetString()}", null);
        await reader.NextAsync();
        SseItem<JsonElement> started = await reader.NextAsync();
        SseItem<JsonElement> registered = await reader.NextAsync();
        await Stub.PlanAsync(new { at = "server", @do = "drain" });
        SseItem<JsonElement> next = await reader.NextAsync();

        Assert.Equal(["started", "device_registered", "fault_planned"],
            new[] { started, registered, next }.Select(item => item.Data.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task An_open_stream_does_not_keep_the_stub_from_ending()
    {
        await using EventReader reader = await EventReader.OpenAsync(Stub, "", null);
        await reader.NextAsync();

        await Stub.Server.StopAsync().WaitAsync(TimeSpan.FromSeconds(10), Stub.Stop);

        Assert.Equal("started", (await reader.NextAsync()).Data.GetProperty("kind").GetString());
        Assert.Equal("stopping", (await reader.NextAsync()).Data.GetProperty("kind").GetString());
        Assert.False(await reader.HasNextAsync());
    }

    private static string Ids(JsonElement answer) =>
        string.Join(' ', answer.GetProperty("events").EnumerateArray().Select(next => next.GetProperty("id").GetInt64()));
}
