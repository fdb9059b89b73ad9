using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using Benchmarks.Stub;

namespace Benchmarks.Sessions;

/// <summary>What idle sessions cost the stub, and whether all of it comes back.</summary>
internal static class SessionBenchmark
{
    private const int AtOnce = 16;
    private const int Rounds = 3;
    private const double TargetMb = 250;

    // What reconnects may leave behind, as a part of the target.
    private const double TargetGrowth = 0.2;

    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(6);

    public static Command Create()
    {
        var sessions = new Option<int>("--sessions") { Description = "Sessions.", DefaultValueFactory = _ => 1000 };
        var command = new Command("sessions", "Memory and sockets of the stub with many idle TLS sessions, and after as many reconnects.") { sessions };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(sessions)));
        return command;
    }

    private static async Task<int> RunAsync(int sessions)
    {
        using StubProcess stub = await StubProcess.StartAsync(sessions);
        using var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = int.MaxValue,
            // As a board does (contract section 5).
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = stub.CertificatePolicy,
                EnabledSslProtocols = SslProtocols.Tls12,
            },
        };
        using var http = new HttpClient(handler, disposeHandler: false);
        Console.WriteLine("state                                    memory MB   of it own MB   open files");
        await ReportAsync(stub, "started");
        string[] tokens = new string[sessions];
        await ForEachAsync(sessions, async device => tokens[device] = await ClaimAsync(stub, http, device));
        await ReportAsync(stub, $"{sessions} claims answered");

        ClientWebSocket[] open = new ClientWebSocket[sessions];
        await ForEachAsync(sessions, async device => open[device] = await OpenAsync(stub, handler, device, tokens[device]));
        StubLoad first = await ReportAsync(stub, $"{sessions} idle sessions");
        StubLoad last = first;
        for (int round = 1; round <= Rounds; round++)
        {
            await ForEachAsync(sessions, async device =>
            {
                await CloseAsync(open[device]);
                open[device] = await OpenAsync(stub, handler, device, tokens[device]);
            });
            last = await ReportAsync(stub, $"each reconnected, {round} of {Rounds}");
        }

        await ForEachAsync(sessions, device => CloseAsync(open[device]));
        await ReportAsync(stub, "all closed");

        var targets = new Targets();
        targets.Check($"{sessions} idle sessions below {TargetMb} MB", $"{first.MemoryMb:F1} MB", first.MemoryMb < TargetMb);
        targets.Check($"within {TargetGrowth:P0} of it after {Rounds * sessions} reconnects", $"{last.MemoryMb:F1} MB",
            last.MemoryMb < TargetMb * (1 + TargetGrowth));
        targets.Check("no socket left by them", $"{last.Handles - first.Handles}", last.Handles <= first.Handles);
        return targets.ExitCode;
    }

    private static Task ForEachAsync(int count, Func<int, Task> work) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (device, _) => await work(device));

    private static async Task<string> ClaimAsync(StubProcess stub, HttpClient http, int device)
    {
        using var content = new StringContent(stub.NewClaim(device), Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.PostAsync($"https://localhost:{stub.Port}/api/v1/pair/claim", content);
        using JsonDocument body = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("access").GetString()!;
    }

    private static async Task<ClientWebSocket> OpenAsync(StubProcess stub, SocketsHttpHandler handler, int device, string token)
    {
        var socket = new ClientWebSocket();
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        await socket.ConnectAsync(
            new Uri($"wss://localhost:{stub.Port}/ws/esp32/{StubProcess.IdOf(device)}?token={token}"), invoker, CancellationToken.None);

        // One echo: a session that has never spoken has not allocated everything yet.
        byte[] buffer = new byte[256];
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        await socket.ReceiveAsync(buffer, CancellationToken.None);
        await socket.ReceiveAsync(buffer, CancellationToken.None);
        return socket;
    }

    private static async Task CloseAsync(ClientWebSocket socket)
    {
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        socket.Dispose();
    }

    private static async Task<StubLoad> ReportAsync(StubProcess stub, string state)
    {
        await Task.Delay(s_settle);
        var load = new StubLoad(stub.MemoryMb, stub.OwnMemoryMb, stub.Handles);
        Console.WriteLine($"{state,-40}{load.MemoryMb,10:F1}{load.OwnMemoryMb,15:F1}{load.Handles,13}");
        return load;
    }
}
