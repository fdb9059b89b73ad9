using System.Management.Automation;

namespace VirtualDevice.Tests.Flash.Support;

/// <summary>A run of flash.ps1 beside the test.</summary>
internal sealed class RunningFlash : IDisposable
{
    private readonly PowerShell _shell;
    private readonly IAsyncResult _running;

    public RunningFlash(FlashBench bench, params string[] switches)
    {
        _shell = bench.Start(switches);
        _running = _shell.BeginInvoke();
    }

    /// <summary>Stops it, as Ctrl-C does.</summary>
    public async Task StopAsync()
    {
        await Task.Run(_shell.Stop, TestContext.Current.CancellationToken).Within();
        Assert.Throws<PipelineStoppedException>(() => _shell.EndInvoke(_running));
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<object> CodeAsync()
    {
        await Task.Run(() => _running.AsyncWaitHandle.WaitOne(), TestContext.Current.CancellationToken).Within();
        return Assert.Single(_shell.EndInvoke(_running)).BaseObject;
    }

    public void Dispose() => _shell.Dispose();
}
