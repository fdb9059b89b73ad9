using System.Globalization;
using System.Management.Automation.Host;

namespace VirtualDevice.Tests.Flash.Support;

/// <summary>The program that a PowerShell engine runs in: here, a test.</summary>
internal sealed class ScriptHost(ScreenRecorder screen) : PSHost
{
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "test";

    public override PSHostUserInterface UI => screen;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}
