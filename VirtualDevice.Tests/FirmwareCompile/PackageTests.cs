using System.Text.RegularExpressions;

namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>One version of each class library, wherever it is written.</summary>
/// <remarks>A board refuses an assembly whose native checksum is not its firmware's (facts page, sections 0 and 11.4).</remarks>
public sealed partial class PackageTests
{
    public static Xunit.TheoryData<string> Projects => new("TeddyFirmware", "TeddyFirmware.Tests");

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_and_packages_name_the_same_versions(string project)
    {
        Dictionary<string, string> packages = PackageList.Load(project);
        HashSet<string> used = [];
        foreach (AssemblyReference reference in new ProjectFile($"{project}/{project}.nfproj").References)
        {
            Match hint = HintPath().Match(reference.HintPath);
            Assert.True(hint.Success, reference.HintPath);
            string id = hint.Groups["id"].Value;
            Assert.True(packages.TryGetValue(id, out string version), $"{reference.Name}: {id} is not in packages.config");
            Assert.Equal(version, hint.Groups["version"].Value);
            Assert.Equal(reference.Name, hint.Groups["assembly"].Value);
            Assert.Equal(AssemblyVersion(id, reference.Name, version), reference.Version);
            Assert.EndsWith(", Culture=neutral, PublicKeyToken=c07d481e9758c731", reference.Include, StringComparison.Ordinal);
            Assert.Equal("True", reference.Private);
            used.Add(id);
        }

        Assert.Equal(packages.Keys.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Packages_are_for_nanoFramework_1_and_pinned(string project)
    {
        Assert.All(PackageList.Elements(project), element =>
        {
            Assert.Equal("netnano1.0", element.Attribute("targetFramework")!.Value);
            Assert.Matches(@"^\d+\.\d+\.\d+$", element.Attribute("version")!.Value);
        });
    }

    [Fact]
    public void The_unit_tests_use_the_firmware_s_versions_and_the_test_framework()
    {
        Dictionary<string, string> firmware = PackageList.Load("TeddyFirmware");
        Dictionary<string, string> tests = PackageList.Load("TeddyFirmware.Tests");

        Assert.True(tests.Remove("nanoFramework.TestFramework"));
        Assert.All(tests, package => Assert.Equal(firmware.GetValueOrDefault(package.Key), package.Value));
    }

    [Fact]
    public void The_API_data_are_of_the_pinned_versions_or_the_README_says_of_which()
    {
        string[] readme = Repository.Read("build/README.md").Split('\n');
        AssemblyReference[] references = new ProjectFile("TeddyFirmware.Tests/TeddyFirmware.Tests.nfproj").References
            .Concat(new ProjectFile("TeddyFirmware/TeddyFirmware.nfproj").References).ToArray();
        foreach (string file in Directory.GetFiles(Repository.Combine("build/api"), "*.json"))
        {
            using JsonDocument data = JsonDocument.Parse(File.ReadAllText(file));
            string name = data.RootElement.GetProperty("assembly").GetString()!;
            string version = data.RootElement.GetProperty("version").GetString()!;
            AssemblyReference reference = references.FirstOrDefault(reference => reference.Name == name);
            Assert.True(reference != null, name + " is in build/api and no project refers to it");

            bool isDocumented = readme.Any(line => Says(line, name) && line.Contains(version, StringComparison.Ordinal) && line.Contains(reference.Version, StringComparison.Ordinal));
            Assert.True(version == reference.Version || isDocumented, $"{name}: data of {version}, pinned {reference.Version}, and no line of build/README.md names the three");
            Assert.Equal(Path.GetFileNameWithoutExtension(file), name);
        }

        string[] known = Directory.GetFiles(Repository.Combine("build/api"), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!).ToArray();
        Assert.All(references, reference => Assert.True(known.Contains(reference.Name) || reference.Name == "nanoFramework.UnitTestLauncher", reference.Name));
    }

    [GeneratedRegex(@"^\.\.\\packages\\(?<id>[A-Za-z][A-Za-z0-9.]*?)\.(?<version>\d+\.\d+\.\d+)\\lib\\(?<assembly>[A-Za-z0-9.]+)\.(dll|exe)$")]
    private static partial Regex HintPath();

    // A whole word: "System.Net" is not "System.Net.Http".
    private static bool Says(string line, string name) => Regex.IsMatch(line, @"(?<![\w.])" + Regex.Escape(name) + @"(?![\w.]*\w)");

    // The two that do not follow their package (facts page, section 11.4).
    private static string AssemblyVersion(string id, string assembly, string version) => (id, assembly) switch
    {
        ("nanoFramework.System.Threading", _) => version + ".34401",
        (_, "nanoFramework.UnitTestLauncher") => "0.0.0.0",
        _ => version + ".0",
    };
}
