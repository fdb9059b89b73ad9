using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Benchmarks.Storm;

/// <summary>The server's process, seen from the devices' side.</summary>
internal sealed class StormServer : IAsyncDisposable
{
    // Below what systems hand out to clients: a device that knocks at the closed port could otherwise be given that very port
    // for its own end, be connected with itself, and keep the server from coming back.
    private const int FirstPort = 20_000;
    private const int PortCount = 10_000;

    private readonly Process _process;

    private StormServer(Process process) => _process = process;

    /// <summary>A port on which nobody listens.</summary>
    public static int FreePort()
    {
        while (true)
        {
            int port = FirstPort + Random.Shared.Next(PortCount);
            try
            {
                using var four = new TcpListener(IPAddress.Loopback, port);
                using var six = new TcpListener(IPAddress.IPv6Loopback, port);
                four.Start();
                six.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }

    /// <summary>Starts the process; it does not listen yet.</summary>
    public static StormServer Start(string folder, int devices, int port, int capacity)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(StormServer).Assembly.Location);
        }

        foreach (string argument in StormServerCommand.Arguments(folder, devices, port, capacity))
        {
            start.ArgumentList.Add(argument);
        }

        return new StormServer(Process.Start(start)!);
    }

    /// <summary>Makes it listen, and ends when it does.</summary>
    public async Task ListenAsync()
    {
        await _process.StandardInput.WriteLineAsync(StormServerCommand.Go);
        if (await _process.StandardOutput.ReadLineAsync() != StormServerCommand.Listening)
        {
            throw new InvalidOperationException("The storm's server did not start.");
        }
    }

    /// <summary>Kills it: its connections are reset, and its port refuses.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }
}
