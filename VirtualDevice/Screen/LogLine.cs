namespace VirtualDevice.Screen;

/// <summary>A line in its columns.</summary>
/// <param name="Seconds">Seconds since the device's start; empty where it is no line of the device.</param>
/// <param name="Level">The level, without padding.</param>
/// <param name="Area">The area, without padding.</param>
/// <param name="Text">The text.</param>
internal sealed record LogLine(string Seconds, string Level, string Area, string Text)
{
    /// <summary>The level of a warning.</summary>
    public const string Warning = "warn";

    /// <summary>The level of an error.</summary>
    public const string Error = "error";

    /// <summary>The area of the bench.</summary>
    public const string Bench = "bench";

    /// <summary>The area of what the server side noticed.</summary>
    public const string Server = "server";

    /// <summary>The area of what the server said.</summary>
    public const string Heard = "heard";

    private const int SecondsWidth = 9;
    private const int LevelWidth = 5;
    private const int AreaWidth = 8;
    private const int LevelStart = SecondsWidth + 1;
    private const int AreaStart = LevelStart + LevelWidth + 1;
    private const int TextStart = AreaStart + AreaWidth + 1;

    /// <summary>A line without a time.</summary>
    public static LogLine Of(string area, string text) => new("", "", area, text);

    /// <summary>Takes a line of the core's log apart; see TeddyFirmware.Diagnostics.Log.</summary>
    public static LogLine Parse(string line) => line.Length < TextStart
        ? Of("", line)
        : new LogLine(
            line[..SecondsWidth].Trim(), line[LevelStart..(LevelStart + LevelWidth)].Trim(),
            line[AreaStart..(AreaStart + AreaWidth)].Trim(), line[TextStart..]);

    /// <summary>The line as text, in the core's columns.</summary>
    public override string ToString() => $"{Seconds.PadLeft(SecondsWidth)} {Level.PadRight(LevelWidth)} {Area.PadRight(AreaWidth)} {Text}";
}
