using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace VirtualDevice.Tests.Flash.Support;

/// <summary>The real PowerShell with its modules. Serial ports are files: see <see cref="FakeSerialPort"/>.</summary>
internal sealed class PowerShellEngine : IDisposable
{
    private readonly Runspace _runspace;

    // A name of PowerShell's own for a type comes before the type itself.
    static PowerShellEngine() => typeof(PSObject).Assembly.GetType("System.Management.Automation.TypeAccelerators", throwOnError: true)!
        .GetMethod("Add")!.Invoke(null, ["System.IO.Ports.SerialPort", typeof(FakeSerialPort)]);

    public PowerShellEngine()
    {
        InitialSessionState state = InitialSessionState.CreateDefault();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        }

        _runspace = RunspaceFactory.CreateRunspace(new ScriptHost(Screen), state);
        _runspace.Open();
    }

    public ScreenRecorder Screen { get; } = new();

    /// <summary>The runspace of all its pipelines.</summary>
    public Guid Id => _runspace.InstanceId;

    /// <summary>A pipeline, ready to be invoked.</summary>
    public PowerShell Create(string script, params object?[] arguments)
    {
        var shell = PowerShell.Create();
        shell.Runspace = _runspace;
        shell.AddScript(script);
        foreach (object? argument in arguments)
        {
            shell.AddArgument(argument);
        }

        return shell;
    }

    /// <summary>Runs a script to its end. What it leaves in the error stream is a failure.</summary>
    public IReadOnlyList<object?> Run(string script, params object?[] arguments)
    {
        using PowerShell shell = Create(script, arguments);
        object?[] results = [.. shell.Invoke().Select(result => result?.BaseObject)];
        Assert.Equal("", string.Join("\n", shell.Streams.Error));
        return results;
    }

    public void Dispose() => _runspace.Dispose();
}
