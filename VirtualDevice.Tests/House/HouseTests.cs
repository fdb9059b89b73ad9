using System.Text.RegularExpressions;
using VirtualDevice.Tests.FirmwareCompile;

namespace VirtualDevice.Tests.House;

/// <summary>What keeps the repository a place where a stranger finds the way.</summary>
public sealed partial class HouseTests
{
    private const int LongestFile = 300;
    private const int LongestReadme = 120;

    [Fact]
    public void No_source_file_is_longer_than_300_lines()
    {
        Assert.All(Repository.Files("*.cs").Concat(Repository.Files("*.ps1")), file => Assert.True(LineCount(file) <= LongestFile, $"{file}: {LineCount(file)}"));
    }

    [Fact]
    public void The_readme_is_one_page() => Assert.InRange(LineCount("README.md"), 1, LongestReadme);

    [Fact]
    public void Every_link_of_a_page_leads_somewhere()
    {
        foreach (string page in Repository.Files("*.md"))
        {
            string folder = Path.GetDirectoryName(Repository.Combine(page))!;
            Assert.All(Link().Matches(Repository.Read(page)), link =>
            {
                (string target, string heading) = (link.Groups[1].Value, link.Groups[2].Value);
                string path = target.Length == 0 ? Repository.Combine(page) : Path.Combine(folder, target);
                Assert.True(File.Exists(path) || Directory.Exists(path), $"{page}: {target}");
                Assert.True(heading.Length == 0 || Headings(File.ReadAllText(path)).Contains(heading), $"{page}: {target}#{heading}");
            });
        }
    }

    [Fact]
    public void Every_file_and_folder_that_a_page_names_is_there()
    {
        string[] all = [.. Repository.Files("*")];
        foreach (string page in Repository.Files("*.md"))
        {
            Assert.All(NamedPath().Matches(Repository.Read(page)).Select(match => match.Groups[1].Value).Where(path => !Repository.IsProduct(path)), path =>
                Assert.True(all.Any(file => ("/" + file).Contains("/" + path, StringComparison.Ordinal)), $"{page}: {path}"));
        }
    }

    [Fact]
    public void The_filter_for_Visual_Studio_without_the_NET_10_SDK_has_the_board_s_projects_and_no_other()
    {
        using JsonDocument filter = JsonDocument.Parse(Repository.Read("TeddyFirmware.Board.slnf"));
        JsonElement solution = filter.RootElement.GetProperty("solution");

        Assert.Equal("TeddyFirmware.sln", solution.GetProperty("path").GetString());
        Assert.Equal(BoardProject().Matches(Repository.Read("TeddyFirmware.sln")).Select(match => match.Value),
            solution.GetProperty("projects").EnumerateArray().Select(project => project.GetString()!));
    }

    /// <summary>A link that is no address of the network: its file, and its heading.</summary>
    [GeneratedRegex(@"\]\((?!https?:)([^)#]*)#?([^)]*)\)")]
    private static partial Regex Link();

    /// <summary>A path in code style, with a slash, that is a folder or the name of a source file.</summary>
    [GeneratedRegex(@"`((?:[A-Za-z0-9][A-Za-z0-9.]*/)+(?:[A-Za-z0-9.]+\.(?:cs|ps1|json|targets|props|projitems))?)`")]
    private static partial Regex NamedPath();

    [GeneratedRegex(@"[A-Za-z.]+\\[A-Za-z.]+\.nfproj")]
    private static partial Regex BoardProject();

    [GeneratedRegex("[^a-z0-9 -]")]
    private static partial Regex NoAnchor();

    private static int LineCount(string file) => File.ReadLines(Repository.Combine(file)).Count();

    private static IEnumerable<string> Headings(string page) => page.Split('\n').Where(line => line.StartsWith('#'))
        .Select(line => NoAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));
}
