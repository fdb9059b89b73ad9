namespace VirtualDevice.Tests.Support;

/// <summary>Tests of the program itself, in a folder with settings that say nothing.</summary>
public abstract class ProgramTests : IDisposable
{
    protected ProgramTests() => Folder.Write("nf.config", "<configuration><appSettings></appSettings></configuration>");

    internal TempFolder Folder { get; } = new();

    internal DeviceProcess Start(params string[] arguments) => DeviceProcess.Start(Folder.FullName, arguments);

    internal DeviceProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        DeviceProcess.Start(Folder.FullName, environment, arguments);

    /// <summary>Runs it to its end, and holds where that is this exit code.</summary>
    internal async Task<DeviceProcess> RunAsync(int exitCode, params string[] arguments)
    {
        DeviceProcess process = Start(arguments);
        Assert.Equal(exitCode, await process.ExitCodeAsync());
        return process;
    }

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
