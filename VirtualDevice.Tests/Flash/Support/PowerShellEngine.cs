using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace VirtualDevice.Tests.Flash.Support;

/// <summary>The real PowerShell with its modules. Serial ports are files: see <see cref="FakeSerialPort"/>.</summary>
internal sealed class PowerShellEngine : IDisposable
{
    // One takes half a second to make, and a script leaves nothing in it: see the constructor.
    private static readonly ConcurrentBag<PowerShellEngine> s_idle = [];

    private readonly Runspace _runspace;

    // A name of PowerShell's own for a type comes before the type itself.
    static PowerShellEngine() => typeof(PSObject).Assembly.GetType("System.Management.Automation.TypeAccelerators", throwOnError: true)!
        .GetMethod("Add")!.Invoke(null, ["System.IO.Ports.SerialPort", typeof(FakeSerialPort)]);

    private PowerShellEngine()
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

    /// <summary>An engine with an empty screen, until it is disposed.</summary>
    public static PowerShellEngine Take()
    {
        PowerShellEngine engine = s_idle.TryTake(out PowerShellEngine? idle) ? idle : new PowerShellEngine();
        engine.Screen.Clear();
        engine._runspace.SessionStateProxy.SetVariable("global:LASTEXITCODE", 0);
        return engine;
    }

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

    /// <summary>Gives it back, unless a pipeline still runs in it.</summary>
    public void Dispose()
    {
        if (_runspace.RunspaceAvailability == RunspaceAvailability.Available)
        {
            s_idle.Add(this);
        }
    }
}
