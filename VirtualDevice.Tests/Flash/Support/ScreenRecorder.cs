using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace VirtualDevice.Tests.Flash.Support;

/// <summary>The screen that flash.ps1 writes to; it asks only where -Confirm wants it.</summary>
internal sealed class ScreenRecorder : PSHostUserInterface
{
    public LineRecorder Lines { get; private set; } = new();

    /// <summary>The answer to every question.</summary>
    public bool IsYes { get; set; }

    /// <summary>What was asked.</summary>
    public List<string> Questions { get; } = [];

    /// <summary>For the next user of the engine.</summary>
    public void Clear()
    {
        Lines = new();
        Questions.Clear();
        IsYes = false;
    }

    public override PSHostRawUserInterface RawUI { get; } = new RawScreen();

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Lines.Write($"[{foregroundColor}] {value}");

    public override void WriteLine(string value) => Lines.Write(value);

    public override void Write(string value) => Lines.Write(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Lines.Write(value);

    public override void WriteErrorLine(string value) => Lines.Write("[error stream] " + value);

    public override void WriteDebugLine(string message) => Lines.Write("[debug stream] " + message);

    public override void WriteVerboseLine(string message) => Lines.Write("[verbose stream] " + message);

    public override void WriteWarningLine(string message) => Lines.Write("[warning stream] " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override string ReadLine() => throw new InvalidOperationException("flash.ps1 asks nothing");

    public override SecureString ReadLineAsSecureString() => throw new InvalidOperationException("flash.ps1 asks nothing");

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new InvalidOperationException("flash.ps1 asks nothing");

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Questions.Add(message);
        return choices.IndexOf(choices.First(choice => choice.Label.Replace("&", "") == (IsYes ? "Yes" : "No")));
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new InvalidOperationException("flash.ps1 asks nothing");

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new InvalidOperationException("flash.ps1 asks nothing");
}
