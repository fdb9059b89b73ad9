using System.Net.Http.Json;
using System.Security.Cryptography;
using ServerStub.Claims;

namespace ServerStub.Tests.Support;

/// <summary>A stub of its own for a test: real Kestrel, real TLS, a free port, a folder that goes away.</summary>
public sealed class StubFixture : IAsyncDisposable
{
    public const string DeviceId = "Teddy-ESP32-0001";
    public const string ChildId = "child123";
    public const string ClaimPath = "/api/v1/pair/claim";
    public const string RefreshPath = "/api/v1/pair/token/refresh";

    /// <summary>The key of the contract's check vector: bytes 00 to 1f.</summary>
    public static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly TempFolder _folder;
    private readonly Deadline _deadline;

    private StubFixture(StubServer server, TempFolder folder, Deadline deadline)
    {
        (Server, _folder, _deadline) = (server, folder, deadline);
        Handler = TrustingClient.Handler(server.CaPemPath);
        Http = new HttpClient(Handler, disposeHandler: false) { BaseAddress = server.BaseUri };
    }

    public StubServer Server { get; }

    public HttpClient Http { get; }

    public SocketsHttpHandler Handler { get; }

    public CancellationToken Stop => _deadline.Token;

    /// <summary>Gives another test, which shares this stub, a time of its own.</summary>
    public void Renew() => _deadline.Renew();

    public static async Task<StubFixture> StartAsync(Func<StubOptions, StubOptions>? change = null)
    {
        var folder = new TempFolder();
        var deadline = new Deadline();
        var options = new StubOptions
        {
            DataFolder = folder["data"],
            DeviceId = DeviceId,
            ChildId = ChildId,
            DeviceSecret = Secret,
            ClaimsPerMinute = 0,
        };
        return new StubFixture(await StubServer.StartAsync(change?.Invoke(options) ?? options, deadline.Token), folder, deadline);
    }

    public static string NewNonce() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>A right claim, but for what is given.</summary>
    public static Dictionary<string, object?> Claim(
        string? nonce = null, string deviceId = DeviceId, string childId = ChildId, byte[]? secret = null, NonceForm form = NonceForm.Bytes)
    {
        nonce ??= NewNonce();
        return new Dictionary<string, object?>
        {
            ["device_id"] = deviceId,
            ["child_id"] = childId,
            ["nonce"] = nonce,
            ["hmac_hex"] = Convert.ToHexStringLower(ClaimMac.Compute(secret ?? Secret, deviceId, childId, nonce, form)),
            ["firmware_version"] = "1.0.0",
        };
    }

    public Task<HttpResponseMessage> PostAsync(string path, object body) => Http.PostAsJsonAsync(path, body, Stop);

    public Task<HttpResponseMessage> PostClaimAsync(Dictionary<string, object?> claim) => PostAsync(ClaimPath, claim);

    public Task<HttpStatusCode> ClaimStatusAsync(Dictionary<string, object?>? claim = null) => StatusAsync(PostClaimAsync(claim ?? Claim()));

    public Task<HttpStatusCode> GetStatusAsync(string path) => StatusAsync(Http.GetAsync(path, Stop));

    public static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> request)
    {
        using HttpResponseMessage answer = await request;
        return answer.StatusCode;
    }

    public async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JsonElement>(Stop);

    public async Task<(string Access, string Refresh)> ClaimTokensAsync()
    {
        using HttpResponseMessage response = await PostClaimAsync(Claim());
        JsonElement body = await JsonAsync(response.EnsureSuccessStatusCode());
        return (body.GetProperty("access").GetString()!, body.GetProperty("refresh").GetString()!);
    }

    public Uri SessionUri(string? token, string deviceId = DeviceId) =>
        new($"wss://localhost:{Server.Port}/ws/esp32/{deviceId}" + (token is null ? "" : "?token=" + Uri.EscapeDataString(token)));

    public async Task<DeviceSocket> OpenAsync(string? token, string deviceId = DeviceId)
    {
        var socket = new ClientWebSocket();
        using var invoker = new HttpMessageInvoker(Handler, disposeHandler: false);
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(SessionUri(token, deviceId), invoker, Stop);
        }
        catch (WebSocketException)
        {
            // Refused: the test looks at the status.
        }

        return new DeviceSocket(socket, Stop);
    }

    public async Task<DeviceSocket> OpenSessionAsync() => await OpenAsync((await ClaimTokensAsync()).Access);

    /// <summary>A session that the stub knows by now to be open.</summary>
    public async Task<DeviceSocket> OpenedSessionAsync()
    {
        DeviceSocket socket = await OpenSessionAsync();
        await EventAsync(StubEventKind.SessionOpened);
        return socket;
    }

    public Task<StubEvent> EventAsync(StubEventKind kind, long after = 0) => Server.Events.WaitForAsync(kind, after, Stop);

    public RegisteredDevice Device => Server.Registry.Development;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Handler.Dispose();
        await Server.DisposeAsync();
        _deadline.Dispose();
        _folder.Dispose();
    }
}
