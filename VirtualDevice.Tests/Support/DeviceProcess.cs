using System.Diagnostics;

namespace VirtualDevice.Tests.Support;

/// <summary>The program itself, as it was built, in a process and a folder of its own.</summary>
internal sealed class DeviceProcess : IDisposable
{
    private readonly Process _process;
    private readonly LineRecorder _output = new();
    private readonly LineRecorder _errors = new();

    private DeviceProcess(string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "VirtualDevice.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("TEDDY_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public LineRecorder Output => _output;

    public string Errors => _errors.All;

    public StreamWriter Input => _process.StandardInput;

    public static DeviceProcess Start(string folder, params string[] arguments) => new(folder, arguments, new Dictionary<string, string>());

    public static DeviceProcess Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        new(folder, arguments, environment);

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).Within();
        return _process.ExitCode;
    }

    /// <summary>What a terminal sends for Ctrl-C.</summary>
    public async Task InterruptAsync()
    {
        using Process kill = Process.Start("kill", ["-INT", _process.Id.ToString()]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static void Keep(LineRecorder lines, string? line)
    {
        if (line is not null)
        {
            lines.Write(line);
        }
    }
}
