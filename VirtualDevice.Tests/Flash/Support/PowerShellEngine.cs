using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace VirtualDevice.Tests.Flash.Support;

/// <summary>A real PowerShell engine with its core commands, <c>ConvertFrom-Json</c>, and nothing else.</summary>
internal sealed class PowerShellEngine : IDisposable
{
    private readonly Runspace _runspace;

    public PowerShellEngine()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry("ConvertFrom-Json", typeof(ConvertFromJsonCommand), null));
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        }

        _runspace = RunspaceFactory.CreateRunspace(new ScriptHost(Screen), state);
        _runspace.Open();
    }

    public ScreenRecorder Screen { get; } = new();

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
