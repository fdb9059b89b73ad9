using System.Buffers.Binary;

namespace ServerStub.Tests;

/// <summary>Contract section 4: the session.</summary>
public sealed class SessionTests : StubTests
{
    // RFC 6455, 5.2.
    private const int Text = 0x1;
    private const int Close = 0x8;
    private const int Ping = 0x9;

    private const int MaxBytes = 8192;

    [Fact]
    public async Task Every_text_is_echoed_and_then_reported_as_processed()
    {
        using DeviceSocket socket = await Stub.OpenSessionAsync();

        await socket.SendAsync("grüß dich");
        Assert.Equal("Echo: grüß dich", await socket.ReceiveAsync());
        Assert.Equal("""{"type":"processed","seq":1,"length":11}""", await socket.ReceiveAsync());
        await socket.SendAsync("");
        Assert.Equal("Echo: ", await socket.ReceiveAsync());
        Assert.Equal("""{"type":"processed","seq":2,"length":0}""", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Fragments_are_one_text_even_when_they_split_a_character()
    {
        using DeviceSocket socket = await Stub.OpenSessionAsync();

        await socket.SendAsync("teddy ", endOfMessage: false);
        await socket.SendAsync([0xc3], WebSocketMessageType.Text, endOfMessage: false);
        await socket.SendAsync([0xa4], WebSocketMessageType.Text, endOfMessage: false);
        await socket.SendAsync("", endOfMessage: true);

        Assert.Equal("Echo: teddy ä", await socket.ReceiveAsync());
    }

    [Theory]
    [InlineData(1), InlineData(3)]
    public async Task A_text_of_8192_bytes_is_taken_whole_or_in_fragments(int fragments)
    {
        using DeviceSocket socket = await Stub.OpenSessionAsync();

        await SendInFragmentsAsync(socket, MaxBytes, fragments);

        Assert.Equal("Echo: ".Length + MaxBytes, (await socket.ReceiveAsync()).Length);
        Assert.Contains("\"length\":8192", await socket.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MaxBytes + 1, 1)]
    [InlineData(MaxBytes + 1, 3)]
    [InlineData(1_000_000, 1)]
    [InlineData(1_000_000, 7)]
    public async Task A_longer_text_is_closed_with_1009(int bytes, int fragments)
    {
        using DeviceSocket socket = await Stub.OpenSessionAsync();

        await SendInFragmentsAsync(socket, bytes, fragments);

        Assert.Equal(1009, await socket.ReceiveCloseAsync());
        Assert.Equal(1009, (await Stub.EventAsync(StubEventKind.SessionClosed)).CloseCode);
    }

    [Theory]
    [InlineData(1003), InlineData(1000)]
    public async Task A_binary_message_is_closed_with_the_chosen_code(int code)
    {
        await using StubFixture stub = await StubFixture.StartAsync(options => options with { BinaryCloseCode = code });
        using DeviceSocket socket = await stub.OpenSessionAsync();

        await socket.SendAsync([1, 2, 3], WebSocketMessageType.Binary);

        Assert.Equal(code, await socket.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Text_that_is_not_utf8_is_closed_with_1007()
    {
        using DeviceSocket socket = await Stub.OpenSessionAsync();

        await socket.SendAsync([0xff, 0xfe], WebSocketMessageType.Text);

        Assert.Equal(1007, await socket.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_newer_session_of_the_same_device_closes_the_older_with_1000()
    {
        using DeviceSocket older = await Stub.OpenSessionAsync();
        using DeviceSocket newer = await Stub.OpenSessionAsync();

        Assert.Equal(1000, await older.ReceiveCloseAsync());
        await Stub.EventAsync(StubEventKind.SessionClosed);
        await newer.SendAsync("still here");
        Assert.Equal("Echo: still here", await newer.ReceiveAsync());
        Assert.Equal(1, Stub.Server.Sessions.Count);
    }

    [Fact]
    public async Task An_unknown_device_is_answered_404_and_a_disabled_one_403_on_the_upgrade()
    {
        (string access, _) = await Stub.ClaimTokensAsync();

        using DeviceSocket unknown = await Stub.OpenAsync(access, "Teddy-ESP32-9999");
        Stub.Server.Registry.SetEnabled(StubFixture.DeviceId, enabled: false);
        using DeviceSocket disabled = await Stub.OpenAsync(access);

        Assert.Equal(HttpStatusCode.NotFound, unknown.UpgradeStatus);
        Assert.Equal(HttpStatusCode.Forbidden, disabled.UpgradeStatus);
    }

    [Fact]
    public async Task A_request_that_is_no_upgrade_is_answered_426_with_what_to_upgrade_to()
    {
        using HttpResponseMessage answer = await Stub.Http.GetAsync($"/ws/esp32/{StubFixture.DeviceId}", Stub.Stop);

        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.StatusCode);
        Assert.Equal(["websocket"], answer.Headers.Upgrade.Select(protocol => protocol.Name));
        Assert.Contains("Upgrade", answer.Headers.Connection);
        Assert.Equal(["13"], answer.Headers.GetValues("Sec-WebSocket-Version"));
    }

    [Theory]
    [InlineData("an empty ping", new byte[] { 0x89, 0x00 })]
    [InlineData("a text of three bytes", new byte[] { 0x81, 0x03, 0x61, 0x62, 0x63 })]
    [InlineData("a text of four bytes, six with its head", new byte[] { 0x81, 0x04, 0x61, 0x62, 0x63, 0x64 })]
    [InlineData("one after a masked ping", new byte[] { 0x89, 0x80, 0, 0, 0, 0, 0x81, 0x00 })]
    public async Task A_frame_without_a_mask_is_refused_with_1002_however_short_it_is(string _, byte[] bytes)
    {
        await using RawSession session = await RawSession.OpenAsync(Stub, (await Stub.ClaimTokensAsync()).Access);

        await session.SendAsync(bytes);

        Assert.Equal([0x03, 0xEA], (await session.ReadCloseAsync()).Take(2));
        Assert.Equal(1002, (await Stub.EventAsync(StubEventKind.SessionClosed)).CloseCode);
    }

    [Theory]
    [InlineData(1000), InlineData(1011), InlineData(1012), InlineData(1013), InlineData(4321)]
    public async Task The_server_closes_with_the_code_it_is_told(int code)
    {
        using DeviceSocket socket = await Stub.OpenedSessionAsync();

        Assert.True(await Stub.Server.Sessions.CloseAsync(StubFixture.DeviceId, code, "told so"));

        Assert.Equal(code, await socket.ReceiveCloseAsync());
    }

    [Theory]
    [InlineData(999), InlineData(1006), InlineData(1015), InlineData(5000)]
    public async Task A_code_that_must_not_be_sent_is_refused_and_the_session_stays(int code)
    {
        using DeviceSocket socket = await Stub.OpenedSessionAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Stub.Server.Sessions.CloseAsync(StubFixture.DeviceId, code));

        await socket.SendAsync("still here");
        Assert.Equal("Echo: still here", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task The_server_sends_a_text_that_nobody_asked_for()
    {
        using DeviceSocket socket = await Stub.OpenedSessionAsync();

        Assert.True(await Stub.Server.Sessions.SendTextAsync(StubFixture.DeviceId, "wake up"));
        Assert.False(await Stub.Server.Sessions.SendTextAsync("Teddy-ESP32-9999", "nobody"));

        Assert.Equal("wake up", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task A_dropped_connection_reaches_the_device_without_a_close_frame()
    {
        using DeviceSocket socket = await Stub.OpenedSessionAsync();

        Assert.True(await Stub.Server.Sessions.AbortAsync(StubFixture.DeviceId));

        await Assert.ThrowsAsync<WebSocketException>(socket.ReceiveAsync);
        Assert.Equal(1006, (await Stub.EventAsync(StubEventKind.SessionClosed)).CloseCode);
    }

    [Fact]
    public async Task A_device_that_leaves_pings_unanswered_is_closed_with_1011()
    {
        await using StubFixture stub = await StartWithQuickPingsAsync();
        (string access, _) = await stub.ClaimTokensAsync();
        await using RawSession silent = await RawSession.OpenAsync(stub, access);
        List<(int Opcode, byte[] Payload)> frames = [await silent.ReadFrameAsync()];
        while (frames[^1].Opcode != Close)
        {
            frames.Add(await silent.ReadFrameAsync());
        }

        Assert.Equal(Ping, frames[0].Opcode);
        Assert.Equal(1011, BinaryPrimitives.ReadUInt16BigEndian(frames[^1].Payload));
        Assert.Equal(1011, (await stub.EventAsync(StubEventKind.SessionClosed)).CloseCode);
    }

    [Fact]
    public async Task A_device_that_answers_pings_stays_however_little_it_has_to_say()
    {
        await using StubFixture stub = await StartWithQuickPingsAsync();
        (string access, _) = await stub.ClaimTokensAsync();
        await using RawSession quiet = await RawSession.OpenAsync(stub, access);

        // A ping each 100 ms: several times the stub's patience.
        for (int i = 0; i < 25; i++)
        {
            await AnswerPingAsync(quiet, await quiet.ReadFrameAsync());
        }

        Assert.True(await stub.Server.Sessions.SendTextAsync(StubFixture.DeviceId, "still there"));
        (int opcode, byte[] payload) = await quiet.ReadFrameAsync();
        while (opcode != Text)
        {
            await AnswerPingAsync(quiet, (opcode, payload));
            (opcode, payload) = await quiet.ReadFrameAsync();
        }

        Assert.Equal("still there", Encoding.UTF8.GetString(payload));
    }

    [Fact]
    public async Task A_close_of_the_device_is_answered_and_reported()
    {
        using DeviceSocket socket = await Stub.OpenSessionAsync();

        await socket.CloseAsync(WebSocketCloseStatus.EndpointUnavailable);

        Assert.Equal(1001, (await Stub.EventAsync(StubEventKind.SessionClosed)).CloseCode);
    }

    [Fact]
    public async Task A_device_that_vanishes_is_reported_as_1006()
    {
        using DeviceSocket socket = await Stub.OpenedSessionAsync();

        socket.Abort();

        Assert.Equal(1006, (await Stub.EventAsync(StubEventKind.SessionClosed)).CloseCode);
    }

    [Fact]
    public async Task Events_tell_the_life_of_a_session_in_order()
    {
        using DeviceSocket socket = await Stub.OpenSessionAsync();
        await socket.SendAsync("abc");
        await socket.ReceiveAsync();
        await socket.ReceiveAsync();
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure);
        await Stub.EventAsync(StubEventKind.SessionClosed);

        Assert.Equal(
            [
                StubEventKind.Started, StubEventKind.ClaimAnswered, StubEventKind.SessionOpened, StubEventKind.TextReceived,
                StubEventKind.TextSent, StubEventKind.TextSent, StubEventKind.SessionClosed,
            ],
            Stub.Server.Events.Recent.Select(next => next.Kind));
    }

    private static async Task SendInFragmentsAsync(DeviceSocket socket, int bytes, int fragments)
    {
        int each = bytes / fragments;
        for (int i = 1; i < fragments; i++)
        {
            await socket.SendAsync(new string('x', each), endOfMessage: false);
        }

        await socket.SendAsync(new string('x', bytes - (each * (fragments - 1))));
    }

    private static async Task AnswerPingAsync(RawSession session, (int Opcode, byte[] Payload) frame)
    {
        Assert.Equal(Ping, frame.Opcode);
        await session.SendPongAsync(frame.Payload);
    }

    private static Task<StubFixture> StartWithQuickPingsAsync() => StubFixture.StartAsync(options => options with
    {
        PingInterval = TimeSpan.FromMilliseconds(100),
        PingTimeout = TimeSpan.FromMilliseconds(500),
    });
}
