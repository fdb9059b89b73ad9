namespace Benchmarks.Steady;

/// <summary>What the core allocates while its session just stays up. The same numbers are asserted by a test.</summary>
internal static class SteadyCommand
{
    private const int Heartbeats = 10_000;
    private const int Messages = 1_000;
    private static readonly int[] s_lengths = [10, 100, 1_000, 8_000];

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("steady", "Bytes that the core allocates for a heartbeat and for an echoed message.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var bench = new SteadyBench();
        var targets = new Targets();
        long bytes = bench.HeartbeatBytes(Heartbeats);
        targets.Check("0 bytes for a heartbeat", $"{bytes} bytes for {Heartbeats:N0}", bytes == 0);
        foreach (int length in s_lengths)
        {
            long each = bench.EchoBytes(length, Messages);
            int most = SteadyTarget.EchoBytes(length);
            targets.Check($"at most {most:N0} bytes for an echoed message of {length:N0}", $"{each:N0} bytes", each <= most);
        }

        return targets.ExitCode;
    }
}
