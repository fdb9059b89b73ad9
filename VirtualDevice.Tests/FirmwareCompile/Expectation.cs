namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>A source file that breaks a rule on purpose, and says in which lines.</summary>
/// <remarks>
/// <c>// &lt;-- NF0001</c> at the end of a line is an expected finding. A file under Cases stands at the same place under
/// TeddyFirmware/ while it is compiled, so that rules about places see one.
/// </remarks>
internal sealed class Expectation
{
    private const string Mark = "// <-- ";

    private Expectation(string name, string source)
    {
        Name = name;
        Source = source;
        string[] lines = source.Split('\n');
        Findings = lines
            .SelectMany((line, index) => Marks(line).Select(id => $"{index + 1} {id}"))
            .ToArray();
    }

    /// <summary>The path under TeddyFirmware/, with slashes.</summary>
    public string Name { get; }

    /// <summary>The text.</summary>
    public string Source { get; }

    /// <summary>Lines and ids, such as "9 NF0001".</summary>
    public string[] Findings { get; }

    /// <summary>Reads the cases of a folder.</summary>
    /// <param name="folder">Its name under Cases.</param>
    public static Expectation[] Load(string folder)
    {
        string root = Path.Combine(Repository.Root, "VirtualDevice.Tests", "FirmwareCompile", "Cases", folder);
        return Directory.GetFiles(root, "*.cs.txt", SearchOption.AllDirectories)
            .Select(path => new Expectation(
                Path.GetRelativePath(root, path).Replace('\\', '/').Replace(".cs.txt", ".cs", StringComparison.Ordinal),
                File.ReadAllText(path).ReplaceLineEndings("\n")))
            .OrderBy(expectation => expectation.Name, StringComparer.Ordinal)
            .ToArray();
    }

    private static string[] Marks(string line)
    {
        int at = line.IndexOf(Mark, StringComparison.Ordinal);
        return at < 0 ? [] : line[(at + Mark.Length)..].Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
