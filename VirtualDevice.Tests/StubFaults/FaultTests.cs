using System.Net.Http.Json;

namespace VirtualDevice.Tests.StubFaults;

/// <summary>Tests of which each has a stub that is told over its control API what to do wrong, and a device as the victim.</summary>
public abstract class FaultTests : BenchTests
{
    private HttpClient? _control;

    /// <summary>A device whose patience is short, so that a test need not wait for the contract's seconds.</summary>
    internal BenchDevice StartDevice(int heartbeatMs = 20_000) =>
        Bench.Start(options: new DeviceOptions { ConnectDeadlineMs = 4000, AnswerDeadlineMs = 4000, HeartbeatIntervalMs = heartbeatMs });

    /// <summary>A device that has opened its session and had its first echo.</summary>
    internal Task<BenchDevice> OnlineAsync(int heartbeatMs = 20_000) => StartDevice(heartbeatMs).OnlineAsync();

    internal int Count(StubEventKind kind) => Bench.Count(kind);

    public override ValueTask DisposeAsync()
    {
        _control?.Dispose();
        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }

    /// <summary>Plans a step; the answer of the control API.</summary>
    protected Task<JsonElement> PlanAsync(object step) => PostAsync("/control/faults", step);

    /// <summary>Plans a step with the fields of a row, which are JSON without its braces.</summary>
    protected Task<JsonElement> PlanAsync(string at, string what, string? fields) =>
        PlanAsync(JsonDocument.Parse($"{{\"at\":\"{at}\",\"do\":\"{what}\"{(fields is null ? "" : "," + fields)}}}").RootElement);

    /// <summary>Runs a file of ServerStub/Scenarios.</summary>
    protected Task<JsonElement> RunAsync(string scenario) => PostAsync("/control/scenarios", new { run = scenario });

    /// <summary>Ends when the second session of the bench has opened.</summary>
    protected async Task SecondSessionAsync()
    {
        StubEvent first = await Bench.WaitForAsync(StubEventKind.SessionOpened);
        await Bench.WaitForAsync(StubEventKind.SessionOpened, after: first.Number);
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        _control ??= new HttpClient(new SocketsHttpHandler { SslOptions = Bench.Trust.CreateOptions(DateTimeOffset.UtcNow) }) { BaseAddress = Bench.Stub.BaseUri };
        using HttpResponseMessage answer = await _control.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
