using System.Xml.Linq;

namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>"dotnet build" of the .nfproj files, on a copy.</summary>
[Collection(FirmwareBuildCollection.Name)]
public sealed class RealBuildTests(FirmwareBuild build)
{
    private const string Firmware = "TeddyFirmware/TeddyFirmware.nfproj";

    [Fact]
    public void The_firmware_builds_without_a_warning()
    {
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Empty(Finding.Parse(build.Output));
        Assert.Contains("0 Warning(s)", build.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("board"), InlineData("virtual")]
    public void The_unit_tests_build_without_a_warning_for_each_target(string target)
    {
        (int exitCode, string output) = build.Build("TeddyFirmware.Tests/TeddyFirmware.Tests.nfproj", "-p:TeddyTestTarget=" + target);

        Assert.True(exitCode == 0, output);
        Assert.Empty(Finding.Parse(output));
    }

    [Fact]
    public void The_compiler_gets_exactly_the_files_that_are_there()
    {
        string root = build.InCopy("TeddyFirmware");
        string[] onDisk = Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => !Repository.IsProduct(path) && !path.StartsWith("Offending/", StringComparison.Ordinal))
            .ToArray();
        string[] compiled = build.Sources
            .Select(path => Path.GetRelativePath(root, Path.Combine(root, path)).Replace('\\', '/'))
            .ToArray();

        Assert.Equal(onDisk.Order(StringComparer.Ordinal), compiled.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_that_breaks_the_rules_breaks_the_build_at_its_line()
    {
        Finding[] found = BuildWith("""
            using System.Collections;

            namespace TeddyFirmware
            {
                internal class Offending<T>
                {
                    internal string Run(string[] names)
                    {
                        return string.Join(",", names);
                    }
                }
            }
            """);

        Assert.Contains(found, finding => finding is { Line: 9, Id: "CS0117" } && finding.File.EndsWith("Offending.cs", StringComparison.Ordinal));
        Assert.Contains(found, finding => finding is { Line: 5, Id: "NF0001" } && finding.File.EndsWith("Offending.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void A_warning_breaks_the_build()
    {
        Finding[] found = BuildWith("""
            namespace TeddyFirmware
            {
                internal class Offending
                {
                    private int _unused;
                }
            }
            """);

        Assert.Contains(found, finding => finding is { Line: 5, Id: "CS0169" });
    }

    private Finding[] BuildWith(string source)
    {
        string list = build.InCopy("TeddyFirmware/TeddyFirmware.projitems");
        string file = build.InCopy("TeddyFirmware/Offending.cs");
        string original = File.ReadAllText(list);
        try
        {
            XDocument changed = XDocument.Parse(original);
            XName item = changed.Root!.Name.Namespace + "Compile";
            changed.Descendants(item).First().AddBeforeSelf(new XElement(item, new XAttribute("Include", "$(MSBuildThisFileDirectory)Offending.cs")));
            changed.Save(list);
            File.WriteAllText(file, source);

            (int exitCode, string output) = build.Build(Firmware);

            Assert.NotEqual(0, exitCode);
            return Finding.Parse(output);
        }
        finally
        {
            File.WriteAllText(list, original);
            File.Delete(file);
        }
    }
}
