using System.Text.RegularExpressions;

namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>Every rule of build/Analyzers, in a compile of the real firmware.</summary>
[Collection(FirmwareBuildCollection.Name)]
public sealed partial class RuleTests(FirmwareBuild build)
{
    private static readonly string[] s_batches = ["Rules", "RulesBesideErrors"];

    public static Xunit.TheoryData<string, string> Cases => new(s_batches.SelectMany(batch => Expectation.Load(batch).Select(file => (batch, file.Name))));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_is_refused_in_its_marked_lines_and_nowhere_else(string batch, string name)
    {
        Expectation file = Expectation.Load(batch).Single(file => file.Name == name);

        string[] found = build.Find(batch, name)
            .Where(finding => finding.Id.StartsWith("NF", StringComparison.Ordinal))
            .Select(finding => $"{finding.Line} {finding.Id}")
            .ToArray();

        Assert.Equal(file.Findings.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_shows_what_passes_as_well(string batch, string name)
    {
        Expectation file = Expectation.Load(batch).Single(file => file.Name == name);

        int near = file.Source.IndexOf("NearMiss", StringComparison.Ordinal);

        Assert.True(near >= 0);
        Assert.DoesNotContain("// <-- ", file.Source[near..], StringComparison.Ordinal);
    }

    [Fact]
    public void The_compiler_itself_has_nothing_against_the_cases()
    {
        Finding[] others = build.Find("Rules").Where(finding => !finding.Id.StartsWith("NF", StringComparison.Ordinal)).ToArray();

        Assert.Empty(others);
    }

    [Fact]
    public void Unit_tests_may_keep_static_state_and_sleep_and_their_rules_stay_strict_otherwise()
    {
        Expectation[] files = Expectation.Load("Rules").Where(file => file.Name is "NF0010.cs" or "NF0011.cs" or "NF0012.cs" or "NF0024.cs").ToArray();

        Finding[] found = Finding.Parse(build.Compile("NFUnitTest", files));

        Assert.Equal(["NF0024"], found.Select(finding => finding.Id).Distinct());
    }

    [Fact]
    public void The_compiler_switch_for_checked_arithmetic_is_refused_too()
    {
        Finding[] found = Finding.Parse(build.Compile("Checked", [], "/checked+"));

        Finding finding = Assert.Single(found);
        Assert.Equal("NF0008", finding.Id);
    }

    [Fact]
    public void Every_rule_has_a_case_and_a_row_in_the_README_and_the_other_way_round()
    {
        string[] rules = Directory.GetFiles(Repository.Combine("build/Analyzers"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !Repository.IsProduct(Path.GetRelativePath(Repository.Root, path)))
            .SelectMany(path => Id().Matches(File.ReadAllText(path)).Select(match => match.Value.Trim('"')))
            .Order(StringComparer.Ordinal)
            .ToArray();
        string[] rows = Row().Matches(Repository.Read("build/Analyzers/README.md")).Select(match => match.Groups["id"].Value).ToArray();
        string[] marks = s_batches.SelectMany(Expectation.Load).SelectMany(file => file.Findings).Select(finding => finding.Split(' ')[1])
            .Distinct().Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(rules.Distinct(), rules);
        Assert.Equal(rules, rows);
        Assert.Equal(rules, marks);
    }

    [Fact]
    public void Every_message_says_what_to_write_instead_and_where_that_is_known_from()
    {
        foreach (Finding finding in s_batches.SelectMany(build.Find).Where(finding => finding.Id.StartsWith("NF", StringComparison.Ordinal)))
        {
            Assert.Matches(@"(Write|Derive|Assign)\b", finding.Text);
            Assert.Matches(@"facts page, section|architecture|CS0518", finding.Text);
            Assert.DoesNotContain("{0}", finding.Text, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("\"NF\\d{4}\"")]
    private static partial Regex Id();

    [GeneratedRegex(@"^\| (?<id>NF\d{4}) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
