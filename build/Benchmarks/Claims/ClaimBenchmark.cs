using System.Diagnostics;
using Benchmarks.Stub;

namespace Benchmarks.Claims;

/// <summary>How many claims the stub answers in a second, over TLS with keep-alive.</summary>
internal static class ClaimBenchmark
{
    private const int Devices = 64;

    public static Command Create()
    {
        var connections = new Option<int>("--connections") { Description = "Kept-alive connections.", DefaultValueFactory = _ => 16 };
        var claims = new Option<int>("--claims") { Description = "Claims of each run.", DefaultValueFactory = _ => 20_000 };
        var runs = new Option<int>("--runs") { Description = "Measured runs, after one that warms up.", DefaultValueFactory = _ => 5 };
        var command = new Command("claims", "Claims a second over TLS with keep-alive, against the stub in a process of its own.")
        {
            connections, claims, runs,
        };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(connections), parsed.GetValue(claims), parsed.GetValue(runs)));
        return command;
    }

    private static async Task RunAsync(int connections, int claims, int runs)
    {
        Console.WriteLine($"{connections} connections, {claims} claims a run, {Environment.ProcessorCount} cores, load and stub on the same ones");
        Console.WriteLine("     run   claims/s   stub CPU µs/claim   load CPU µs/claim   stub alone on 2 cores, claims/s");
        for (int run = 0; run <= runs; run++)
        {
            // A stub of its own for each run: its ledger remembers every nonce.
            using StubProcess stub = await StubProcess.StartAsync(Devices);
            await MeasureAsync(stub, connections, claims / 2);
            (double seconds, TimeSpan stubCpu, TimeSpan loadCpu) = await MeasureAsync(stub, connections, claims);
            if (run > 0)
            {
                double stubMicros = stubCpu.TotalMicroseconds / claims;
                Console.WriteLine($"{run,8}{claims / seconds,11:F0}{stubMicros,20:F0}{loadCpu.TotalMicroseconds / claims,20:F0}{2e6 / stubMicros,34:F0}");
            }
        }
    }

    private static async Task<(double Seconds, TimeSpan StubCpu, TimeSpan LoadCpu)> MeasureAsync(StubProcess stub, int connections, int claims)
    {
        // Nonces and MACs are the device's work, not the stub's: made before the clock starts.
        byte[][] requests = [.. Enumerable.Range(0, claims).Select(index => ClaimConnection.RequestOf(stub.NewClaim(index % Devices)))];
        ClaimConnection[] open = [.. Enumerable.Range(0, connections).Select(_ => new ClaimConnection())];
        await Task.WhenAll(open.Select(connection => connection.OpenAsync(stub)));
        TimeSpan stubBefore = stub.Cpu;
        TimeSpan loadBefore = Environment.CpuUsage.TotalTime;
        long startedAt = Stopwatch.GetTimestamp();
        int next = -1;
        await Task.WhenAll(open.Select(async connection =>
        {
            for (int index = Interlocked.Increment(ref next); index < claims; index = Interlocked.Increment(ref next))
            {
                await connection.ClaimAsync(requests[index]);
            }
        }));
        double seconds = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        TimeSpan stubCpu = stub.Cpu - stubBefore;
        TimeSpan loadCpu = Environment.CpuUsage.TotalTime - loadBefore;
        Array.ForEach(open, connection => connection.Dispose());
        return (seconds, stubCpu, loadCpu);
    }
}
