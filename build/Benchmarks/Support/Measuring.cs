using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Benchmarks.Support;

/// <summary>Makes a command of a class of benchmarks: time and bytes allocated for each operation.</summary>
internal static class Measuring
{
    /// <summary>Makes the command.</summary>
    /// <typeparam name="T">The class with the benchmarks.</typeparam>
    /// <param name="name">The command's name.</param>
    /// <param name="description">What it measures, and its targets.</param>
    public static Command Create<T>(string name, string description)
    {
        var full = new Option<bool>("--full") { Description = "Many iterations instead of a few: minutes instead of seconds." };
        var command = new Command(name, description) { full };
        command.SetAction(result =>
        {
            BenchmarkRunner.Run<T>(NewConfig(result.GetValue(full) ? Job.Default : Job.ShortRun));
            return 0;
        });
        return command;
    }

    // In this process: another toolchain builds a project of its own, and restores packages for it.
    private static ManualConfig NewConfig(Job job) => ManualConfig.CreateEmpty()
        .AddJob(job.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddExporter(MarkdownExporter.Console)
        .AddLogger(ConsoleLogger.Default)
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "teddy-benchmarks"));
}
