using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServerStub.Configuration;

namespace ServerStub.Tests;

/// <summary>Start, health and end of a stub.</summary>
public sealed class ServerTests : StubTests
{
    [Fact]
    public async Task Two_stubs_in_one_process_share_nothing()
    {
        await using StubFixture one = await StubFixture.StartAsync();
        await using StubFixture two = await StubFixture.StartAsync();
        Dictionary<string, object?> claim = StubFixture.Claim();

        HttpStatusCode atOne = await one.ClaimStatusAsync(claim);
        HttpStatusCode atTwo = await two.ClaimStatusAsync(claim);
        (string access, _) = await one.ClaimTokensAsync();
        using DeviceSocket foreign = await two.OpenAsync(access);

        Assert.NotEqual(one.Server.Port, two.Server.Port);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (atOne, atTwo));
        Assert.Equal(1008, await foreign.ReceiveCloseAsync());
        Assert.DoesNotContain(one.Server.Events.Recent, next => next.Kind == StubEventKind.SessionClosed);
    }

    [Fact]
    public async Task Many_stubs_may_start_at_once_on_one_new_folder_and_agree()
    {
        using var folder = new TempFolder();

        StubServer[] servers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            StubServer.StartAsync(new StubOptions { DataFolder = folder.FullName }, TestContext.Current.CancellationToken)));

        Assert.Single(servers.Select(server => server.Registry.Development.ChildId).Distinct());
        foreach (StubServer server in servers)
        {
            using var http = new HttpClient(TrustingClient.Handler(server.CaPemPath)) { BaseAddress = server.BaseUri };
            using HttpResponseMessage health = await http.GetAsync("/health", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Health_counts_devices_and_sessions()
    {
        using DeviceSocket socket = await Stub.OpenedSessionAsync();

        using HttpResponseMessage answer = await Stub.Http.GetAsync("/health", Stub.Stop);

        JsonElement body = await Stub.JsonAsync(answer);
        Assert.Equal("ok", body.GetProperty("status").GetString());
        Assert.Equal(1, body.GetProperty("devices").GetInt32());
        Assert.Equal(1, body.GetProperty("sessions").GetInt32());
    }

    [Fact]
    public async Task An_end_closes_sessions_with_1001_and_leaves_no_port()
    {
        using DeviceSocket socket = await Stub.OpenedSessionAsync();

        Task<int> closed = socket.ReceiveCloseAsync();
        await Stub.Server.StopAsync().WaitAsync(TimeSpan.FromSeconds(5), Stub.Stop);

        Assert.Equal(1001, await closed);
        Assert.Equal(0, Stub.Server.Sessions.Count);
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await Assert.ThrowsAsync<SocketException>(() => listener.ConnectAsync(IPAddress.Loopback, Stub.Server.Port, Stub.Stop).AsTask());
    }

    [Fact]
    public async Task An_end_does_not_wait_for_a_device_that_does_not_answer()
    {
        using DeviceSocket silent = await Stub.OpenedSessionAsync();

        await Stub.Server.StopAsync().WaitAsync(TimeSpan.FromSeconds(8), Stub.Stop);

        Assert.Equal(1001, (await Stub.EventAsync(StubEventKind.SessionClosed)).CloseCode);
    }

    [Fact]
    public async Task A_stub_may_be_stopped_and_disposed_more_than_once()
    {
        await Task.WhenAll(Stub.Server.StopAsync(), Stub.Server.StopAsync());
        await Stub.Server.DisposeAsync();
        await Stub.Server.DisposeAsync();

        Assert.Single(Stub.Server.Events.Recent, next => next.Kind == StubEventKind.Stopping);
    }

    [Fact]
    public async Task A_port_in_use_is_told_with_the_setting_and_the_fix()
    {
        await using StubFixture first = await StubFixture.StartAsync();

        SettingsException problem = await Assert.ThrowsAsync<SettingsException>(() =>
            StubFixture.StartAsync(options => options with { Port = first.Server.Port }));

        Assert.Contains("stub.port: is in use by another program; choose another or 0", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_told_with_the_setting_and_the_fix()
    {
        using var folder = new TempFolder();
        string file = folder.Write("data", "");

        SettingsException problem = await Assert.ThrowsAsync<SettingsException>(() =>
            StubServer.StartAsync(new StubOptions { DataFolder = file }, TestContext.Current.CancellationToken));

        Assert.StartsWith("settings: stub.dataFolder: cannot be used; choose a folder", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_can_answer_in_the_servers_place()
    {
        await using StubFixture stub = await StubFixture.StartAsync(options => options with
        {
            BeforeEndpoints = app => app.Use((HttpContext context, RequestDelegate _) =>
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = "7";
                return Task.CompletedTask;
            }),
        });

        using HttpResponseMessage answer = await stub.PostClaimAsync(StubFixture.Claim());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task Headers_beyond_the_limit_are_answered_431()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Add("X-Large", new string('x', 20_000));

        using HttpResponseMessage answer = await Stub.Http.SendAsync(request, Stub.Stop);

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, answer.StatusCode);
    }
}
