using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using ServerStub;
using ServerStub.Claims;

namespace VirtualDevice.Tests.Support;

/// <summary>A real stub on a free port with a folder of its own, and devices that talk with it over real TLS.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public const string DeviceId = "Teddy-ESP32-0001";

    private readonly TempFolder _folder;
    private readonly HttpMessageInvoker _client;

    private Bench(TempFolder folder, StubServer stub, LogRecorder stubLog)
    {
        _folder = folder;
        Stub = stub;
        StubLog = stubLog;
        Trust = TlsTrust.FromPemFile(stub.CaPemPath);
        _client = new HttpMessageInvoker(new SocketsHttpHandler { SslOptions = Trust.CreateOptions(DateTimeOffset.UtcNow) });
    }

    public StubServer Stub { get; }

    public LogRecorder StubLog { get; }

    public TlsTrust Trust { get; }

    public ServerLink Link => new(Trust, new IPEndPoint(IPAddress.Loopback, Stub.Port));

    public static async Task<Bench> StartAsync(Func<StubOptions, StubOptions>? change = null)
    {
        var folder = new TempFolder();
        var log = new LogRecorder();
        var options = new StubOptions
        {
            DataFolder = folder["stub"],
            ClaimsPerMinute = 0,
            ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log),
        };
        return new Bench(folder, await StubServer.StartAsync(change?.Invoke(options) ?? options), log);
    }

    public string FolderOf(string name) => _folder[name];

    /// <summary>Starts a device; provisioned first, unless its folder is to be taken as it is.</summary>
    public BenchDevice Start(
        string name = "device", RegisteredDevice? device = null, byte[]? secret = null, ServerLink? link = null, bool isProvisioned = false,
        string nonceForm = "bytes", DeviceOptions? options = null)
    {
        if (!isProvisioned)
        {
            Flashed.Provision(_folder[name], device ?? Stub.Registry.Development, secret, nonceForm);
        }

        return new BenchDevice(_folder[name], link ?? Link, options: options);
    }

    /// <summary>Posts a body, as a client with the right trust.</summary>
    public async Task<(int Status, string Body)> PostAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Stub.BaseUri, path)) { Content = JsonContent.Create(body) };
        using HttpResponseMessage response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Claims by hand with a right MAC.</summary>
    public Task<(int Status, string Body)> ClaimAsync(string? nonce = null)
    {
        RegisteredDevice device = Stub.Registry.Development;
        nonce ??= RandomNumberGenerator.GetHexString(32, lowercase: true);
        byte[] mac = ClaimMac.Compute(device.Secret, device.DeviceId, device.ChildId, nonce, NonceForm.Bytes);
        return PostAsync("/api/v1/pair/claim", new { device_id = device.DeviceId, child_id = device.ChildId, nonce, hmac_hex = Convert.ToHexStringLower(mac) });
    }

    /// <summary>Opens a session by hand; its first two reports.</summary>
    public async Task<(string First, string Second)> OpenSessionAsync(string deviceId, string? token, string? send = null)
    {
        var listener = new ListenerRecorder();
        var transport = new WebSocketTransport(Link, TimeProvider.System);
        string query = token is null ? "" : "?token=" + Uri.EscapeDataString(token);
        transport.Open($"wss://localhost/ws/esp32/{deviceId}{query}", 20_000, listener);
        string first = await listener.NextAsync();
        if (send is not null)
        {
            byte[] text = Encoding.UTF8.GetBytes(send);
            Assert.True(transport.Send(text, text.Length));
            await listener.SentAsync();
        }

        string second = first == "opened" ? await listener.NextAsync() : "";
        transport.Abort();
        return (first, second);
    }

    public Task<StubEvent> WaitForAsync(StubEventKind kind, Func<StubEvent, bool>? matches = null, long after = 0) =>
        Stub.Events.WaitForAsync(next => next.Kind == kind && matches?.Invoke(next) != false, after, TestContext.Current.CancellationToken).Within();

    public int Count(StubEventKind kind) => Stub.Events.Recent.Count(next => next.Kind == kind);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Stub.DisposeAsync();
        _folder.Dispose();
    }
}
