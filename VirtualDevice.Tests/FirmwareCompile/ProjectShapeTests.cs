using System.Xml.Linq;

namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>The form that nanoFramework's project system wants (facts page, sections 11.1 to 11.3).</summary>
public sealed class ProjectShapeTests
{
    private const string ProjectType = "{11A8DD76-328B-46DF-9F39-F559912D0360}";

    public static Xunit.TheoryData<string> Projects => new("TeddyFirmware", "TeddyFirmware.Tests");

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_project_element_and_the_globals_are_those_of_the_samples(string name)
    {
        XElement root = Load(name).Root;

        Assert.Equal("Current", root.Attribute("ToolsVersion")?.Value);
        Assert.Equal("Build", root.Attribute("DefaultTargets")?.Value);
        Assert.Null(root.Attribute("Sdk"));
        XElement globals = root.Elements().First();
        Assert.Equal("PropertyGroup", globals.Name.LocalName);
        Assert.Equal("Globals", globals.Attribute("Label")?.Value);
        Assert.Equal(@"$(MSBuildExtensionsPath)\nanoFramework\v1.0\", globals.Elements().Single(element => element.Name.LocalName == "NanoFrameworkProjectSystemPath").Value);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_project_system_is_imported_in_order_and_only_where_it_is_installed(string name)
    {
        (string Project, string Condition)[] imports = Load(name).Imports;

        (string, string)[] system = new[] { "NFProjectSystem.Default.props", "NFProjectSystem.props", "NFProjectSystem.CSharp.targets" }
            .Select(file => "$(NanoFrameworkProjectSystemPath)" + file)
            .Select(path => (path, $"Exists('{path}')"))
            .ToArray();
        Assert.Equal(system, imports.Where(import => import.Project.StartsWith("$(NanoFrameworkProjectSystemPath)", StringComparison.Ordinal)));
        Assert.Equal(system[0].Item1, imports[0].Project);

        // What is ours and no list of sources stands in only where the project system is missing.
        Assert.All(
            imports.Where(import => !system.Contains(import) && !import.Project.EndsWith(".projitems", StringComparison.Ordinal)),
            import => Assert.Matches(@"^!Exists\('\$\(NanoFrameworkProjectSystemPath\)NFProjectSystem\.", import.Condition));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_elements_come_in_the_order_of_the_samples(string name)
    {
        string[] order = Load(name).Root.Elements().Select(Landmark).Where(landmark => landmark.Length > 0).ToArray();

        // References that depend on the target are a second group beside the first.
        string[] distinct = order.Where((landmark, index) => index == 0 || landmark != order[index - 1]).ToArray();
        Assert.Equal(["globals", "NFProjectSystem.Default.props", "properties", "NFProjectSystem.props", "references", "NFProjectSystem.CSharp.targets", "extensions"], distinct);
    }

    [Theory]
    [InlineData("TeddyFirmware", "Exe", "TeddyFirmware")]
    [InlineData("TeddyFirmware.Tests", "Library", "NFUnitTest")]
    public void The_properties_are_those_of_the_samples(string name, string outputType, string assemblyName)
    {
        ProjectFile project = Load(name);

        Assert.Equal([ProjectType + ";{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}"], project.Property("ProjectTypeGuids"));
        Assert.Equal([outputType], project.Property("OutputType"));
        Assert.Equal([assemblyName], project.Property("AssemblyName"));
        Assert.Equal(["Properties"], project.Property("AppDesignerFolder"));
        Assert.Equal(["512"], project.Property("FileAlignment"));
        Assert.Equal(["v1.0"], project.Property("TargetFrameworkVersion"));
        Assert.Equal(["Debug"], project.Property("Configuration"));
        Assert.Equal(["AnyCPU"], project.Property("Platform"));
        Assert.True(Guid.TryParseExact(project.Property("ProjectGuid").Single(), "B", out _));
        Assert.Contains("packages.config", project.Included("None"));
        Assert.Contains(project.Root.Descendants(), element => element.Name.LocalName == "ProjectConfigurationsDeclaredAsItems");
        Assert.DoesNotContain(project.Included("Compile"), path => path.Contains('*', StringComparison.Ordinal));
    }

    [Fact]
    public void The_unit_test_project_is_one_that_the_test_adapter_finds()
    {
        ProjectFile project = Load("TeddyFirmware.Tests");

        Assert.Contains("TestContainer", project.Included("ProjectCapability"));
        Assert.Equal(["False"], project.Property("IsCodedUITest"));
        Assert.Equal(["true"], project.Property("IsTestProject"));
        Assert.Equal(["UnitTest"], project.Property("TestProjectType"));
        Assert.NotEmpty(project.Property("RunSettingsFilePath"));
        Assert.All(
            project.Property("RunSettingsFilePath"),
            settings => Assert.True(File.Exists(Repository.Combine("TeddyFirmware.Tests/" + settings.Replace(@"$(MSBuildProjectDirectory)\", string.Empty, StringComparison.Ordinal))), settings));
        AssemblyReference launcher = project.References.Single(reference => reference.Name == "nanoFramework.UnitTestLauncher");
        Assert.EndsWith(@"\lib\nanoFramework.UnitTestLauncher.exe", launcher.HintPath, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_solution_builds_both_projects_and_deploys_the_firmware_alone(string name)
    {
        string solution = Repository.Read("TeddyFirmware.sln").ReplaceLineEndings("\n");
        string id = Load(name).Property("ProjectGuid").Single();

        Assert.Contains($"Project(\"{ProjectType}\") = \"{name}\", \"{name}\\{name}.nfproj\", \"{id}\"\n", solution, StringComparison.Ordinal);
        foreach (string configuration in new[] { "Debug|Any CPU", "Release|Any CPU" })
        {
            foreach (string what in new[] { "ActiveCfg", "Build.0", "Deploy.0" })
            {
                // Unit tests that are deployed with the solution would take the firmware's place on the same board.
                bool isThere = what != "Deploy.0" || name == "TeddyFirmware";
                Assert.Equal(isThere, solution.Contains($"\t\t{id}.{configuration}.{what} = {configuration}\n", StringComparison.Ordinal));
            }
        }
    }

    private static ProjectFile Load(string name) => new($"{name}/{name}.nfproj");

    private static string Landmark(XElement element)
    {
        string import = element.Attribute("Project")?.Value ?? string.Empty;
        return element.Name.LocalName switch
        {
            "PropertyGroup" when element.Attribute("Label")?.Value == "Globals" => "globals",
            "PropertyGroup" when element.Elements().Any(child => child.Name.LocalName == "ProjectTypeGuids") => "properties",
            "Import" when import.Contains("NFProjectSystem", StringComparison.Ordinal) => import[(import.IndexOf(')', StringComparison.Ordinal) + 1)..],
            "ItemGroup" when element.Elements().Any(child => child.Name.LocalName == "Reference") => "references",
            "ProjectExtensions" => "extensions",
            _ => string.Empty,
        };
    }
}
