using System.Net.Http.Json;
using System.Text.Json;
using ServerStub;
using ServerStub.Events;
using TeddyFirmware;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.StubFaults;

/// <summary>A bench whose server is told over its control API what to do wrong, and a device as the victim.</summary>
internal sealed class FaultBench : IAsyncDisposable
{
    private readonly HttpClient _control;

    private FaultBench(Bench bench)
    {
        Bench = bench;
        _control = new HttpClient(new SocketsHttpHandler { SslOptions = bench.Trust.CreateOptions(DateTimeOffset.UtcNow) })
        {
            BaseAddress = bench.Stub.BaseUri,
        };
    }

    public Bench Bench { get; }

    public StubServer Stub => Bench.Stub;

    public static async Task<FaultBench> StartAsync(Func<StubOptions, StubOptions>? change = null) => new(await Bench.StartAsync(change));

    /// <summary>A device whose patience is short, so that a test need not wait for the contract's seconds.</summary>
    public BenchDevice StartDevice(int heartbeatMs = 20_000) =>
        Bench.Start(options: new DeviceOptions { ConnectDeadlineMs = 4000, AnswerDeadlineMs = 4000, HeartbeatIntervalMs = heartbeatMs });

    /// <summary>A device that has opened its session and had its first echo.</summary>
    public async Task<BenchDevice> StartOnlineDeviceAsync(int heartbeatMs = 20_000)
    {
        BenchDevice device = StartDevice(heartbeatMs);
        await device.FirstEchoAsync();
        return device;
    }

    /// <summary>Plans a step; the answer of the control API.</summary>
    public Task<JsonElement> PlanAsync(object step) => PostAsync("/control/faults", step);

    /// <summary>Runs a file of ServerStub/Scenarios.</summary>
    public Task<JsonElement> RunAsync(string scenario) => PostAsync("/control/scenarios", new { run = scenario });

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using HttpResponseMessage answer = await _control.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public Task DeleteAsync(string path) => _control.DeleteAsync(path, TestContext.Current.CancellationToken).Within();

    /// <summary>The n-th session of the bench, counted from 1.</summary>
    public async Task<StubEvent> SessionAsync(int count)
    {
        StubEvent opened = await Bench.WaitForAsync(StubEventKind.SessionOpened);
        for (int i = 1; i < count; i++)
        {
            opened = await Bench.WaitForAsync(StubEventKind.SessionOpened, after: opened.Number);
        }

        return opened;
    }

    /// <summary>Holds where the device is online: what it sends comes back.</summary>
    public static async Task AssertEchoAsync(BenchDevice device, string text = "are you well?")
    {
        device.Send(text);
        string message;
        do
        {
            message = await device.NextMessageAsync();
        }
        while (message != "Echo: " + text);
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await Bench.DisposeAsync();
    }
}
