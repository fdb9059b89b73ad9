using System.Xml.Linq;

namespace ReferenceAssemblies.Sources;

/// <summary>Which part of the unit tests a source belongs to: the table of <c>TeddyFirmware.Tests/TestParts.props</c>.</summary>
public sealed class TestParts
{
    private const string Folder = "TeddyFirmware.Tests";

    private readonly string _folder;
    private readonly List<(string Part, string Tests)> _entries;

    private TestParts(string folder, List<(string, string)> entries)
    {
        _folder = folder;
        _entries = entries;
    }

    /// <summary>Reads the table.</summary>
    /// <param name="repository">The repository's folder.</param>
    /// <returns>The table.</returns>
    public static TestParts Load(string repository)
    {
        string folder = Path.Combine(repository, Folder);
        XElement root = XDocument.Load(Path.Combine(folder, "TestParts.props")).Root!;
        return new TestParts(folder, root.Descendants().Where(element => element.Name.LocalName is "TestPart" or "PcTestPart")
            .SelectMany(part => part.Attribute("Tests")!.Value.Split(';').Select(tests => (part.Attribute("Include")!.Value, tests)))
            .ToList());
    }

    /// <summary>Gives the MSBuild condition under which a source is compiled.</summary>
    /// <param name="path">The path in the folder of the tests, with <c>/</c>.</param>
    /// <returns>The condition; null for what belongs to every part that has the list.</returns>
    /// <exception cref="InvalidDataException">The table names no part for it, or two.</exception>
    public string? ConditionOf(string path)
    {
        if (!File.ReadAllText(Path.Combine(_folder, path)).Contains("[TestClass]", StringComparison.Ordinal))
        {
            return path.StartsWith("OnDevice/", StringComparison.Ordinal) ? null : "'$(TeddyTestPart)' == '' Or !$(TeddyTestPart.StartsWith('board-'))";
        }

        // A file's own name beats its folder's.
        List<string> named = Parts(tests => tests == path);
        List<string> parts = named.Count > 0 ? named : Parts(tests => tests.EndsWith('/') && path.StartsWith(tests, StringComparison.Ordinal));
        return parts.Count == 1
            ? $"'$(TeddyTestPart)' == '' Or '$(TeddyTestPart)' == '{parts[0]}'"
            : throw new InvalidDataException($"{Folder}/{path} is in {(parts.Count == 0 ? "no part" : string.Join(" and ", parts))} of {Folder}/TestParts.props; name it, or its folder with / at the end, in one");
    }

    private List<string> Parts(Func<string, bool> isMatch) => _entries.Where(entry => isMatch(entry.Tests)).Select(entry => entry.Part).ToList();
}
