namespace VirtualDevice.Tests.Doctor;

/// <summary>What the doctor said, and how it ended.</summary>
internal sealed record DoctorReport(int ExitCode, string Text)
{
    private const int NameStart = 6;
    private const int NameWidth = 8;

    private string[] Lines => Text.Split('\n');

    /// <summary>The mark of a row's first finding.</summary>
    public string MarkOf(string name) => LineOf(name)[..4].Trim();

    /// <summary>The text of a row's findings, one after the other.</summary>
    public string TextOf(string name) => string.Join('\n', Lines.Where(line => IsOf(line, name)).Select(line => line[(NameStart + NameWidth + 1)..]));

    /// <summary>The line after a row's first finding.</summary>
    public string AfterOf(string name) => Lines[Array.IndexOf(Lines, LineOf(name)) + 1];

    /// <summary>Holds where a row looks so, and the run has ended so; what is not given does not matter.</summary>
    public void AssertRow(string name, int? exitCode = null, string? mark = null, string? says = null, string? fix = null)
    {
        Assert.True(exitCode is null || exitCode == ExitCode, $"exit code {ExitCode}, and not {exitCode}:\n{Text}");
        Assert.True(mark is null || mark == MarkOf(name), $"{name} is {MarkOf(name)}, and not {mark}:\n{Text}");
        Assert.Contains(says ?? "", TextOf(name));
        Assert.Contains(fix is null ? "" : "fix: " + fix, AfterOf(name));
    }

    private string LineOf(string name) => Lines.First(line => IsOf(line, name));

    private static bool IsOf(string line, string name) =>
        line.Length > NameStart + NameWidth && line.Substring(NameStart, NameWidth).TrimEnd() == name && line[0] != ' ';
}
