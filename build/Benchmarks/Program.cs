using Benchmarks.Claim;
using Benchmarks.Claims;
using Benchmarks.Seal;
using Benchmarks.Sessions;
using Benchmarks.Soak;
using Benchmarks.Steady;
using Benchmarks.Storm;

// One line for each benchmark; each is a folder of its own with a static class that makes its command.
var command = new RootCommand("Measures the firmware's core, the virtual device and the server stub on this machine.")
{
    ClaimBenchmark.Create(),
    ClaimCommand.Create(),
    SealCommand.Create(),
    SessionBenchmark.Create(),
    SoakCommand.Create(),
    SteadyCommand.Create(),
    StormCommand.Create(),
    StormServerCommand.Create(),
};

return await command.Parse(args).InvokeAsync();
