using Spectre.Console;

namespace VirtualDevice.Screen;

/// <summary>Lines for a terminal: what matters stands out, what the server side notices stays in the background.</summary>
internal sealed class ColourLineWriter(TextWriter output) : ILineWriter
{
    // Detects what the terminal can show, down to nothing at all.
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    /// <inheritdoc />
    public void Write(LogLine line)
    {
        string text = line.ToString();
        int textStart = text.Length - line.Text.Length;
        _console.MarkupLine(
            $"[{HeadStyle(line)}]{Markup.Escape(text[..textStart])}[/][{TextStyle(line)}]{Markup.Escape(line.Text)}[/]");
    }

    private static string HeadStyle(LogLine line) => line.Level switch
    {
        LogLine.Error => "bold red",
        LogLine.Warning => "yellow",
        _ => line.Area switch
        {
            LogLine.Heard => "bold green",
            "session" => "green",
            "claim" or "tokens" => "blue",
            _ => "grey",
        },
    };

    private static string TextStyle(LogLine line) => line.Level switch
    {
        LogLine.Error => "red",
        LogLine.Warning => "yellow",
        _ => line.Area == LogLine.Server ? "grey" : "default",
    };
}
