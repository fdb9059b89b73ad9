using Spectre.Console;
using VirtualDevice.Screen;

namespace VirtualDevice.Doctor;

/// <summary>The report: a line for each finding, and under it the fix; in colour where a person looks.</summary>
internal sealed class DoctorScreen(Terminal terminal)
{
    private const int NameWidth = 8;

    private readonly IAnsiConsole? _console = terminal.IsPlain
        ? null
        : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Output) });

    /// <summary>Shows a finding.</summary>
    public void Write(string name, Finding finding)
    {
        (string word, string style) = finding.Mark switch
        {
            Mark.Ok => ("ok  ", "green"),
            Mark.Warn => ("warn", "yellow"),
            Mark.Fail => ("FAIL", "bold red"),
            _ => ("skip", "grey"),
        };

        // Names in certificates and the like come from the network.
        Line(word, style, $"  {name.PadRight(NameWidth)} {PlainText.Of(finding.Text)}");
        if (finding.Fix is { } fix)
        {
            Line("      fix:", "bold", " " + PlainText.Of(fix));
        }
    }

    /// <summary>Shows how it all came out.</summary>
    public void Total(int warnings, int fails, int exitCode) => Line(
        "",
        "default",
        fails > 0 ? $"{fails} failed, {Count(warnings)}; exit code {exitCode}"
        : warnings > 0 ? $"nothing failed, {Count(warnings)}"
        : "nothing stands in the way");

    private static string Count(int warnings) => warnings == 1 ? "1 warning" : $"{warnings} warnings";

    private void Line(string head, string style, string rest)
    {
        if (_console is null)
        {
            terminal.Output.WriteLine(head + rest);
        }
        else
        {
            _console.MarkupLine((head.Length > 0 ? $"[{style}]{Markup.Escape(head)}[/]" : "") + Markup.Escape(rest));
        }
    }
}
