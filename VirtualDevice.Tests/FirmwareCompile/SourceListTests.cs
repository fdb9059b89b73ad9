namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>A source file in no list compiles nowhere; one in two lists breaks a build.</summary>
public sealed class SourceListTests
{
    [Theory]
    [InlineData("TeddyFirmware", "TeddyFirmware.projitems", "TeddyFirmware.Esp32.projitems", "TeddyFirmware.nfproj")]
    [InlineData("TeddyFirmware.Tests", "TeddyFirmware.Tests.projitems", "TeddyFirmware.Tests.OnDevice.projitems", "TeddyFirmware.Tests.nfproj")]
    public void Every_source_file_is_in_exactly_one_list(string folder, params string[] lists)
    {
        string root = Repository.Combine(folder);
        string[] onDisk = Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => !Repository.IsProduct(path))
            .ToArray();

        string[] listed = lists.SelectMany(list => new ProjectFile(folder + "/" + list).Included("Compile")).ToArray();

        Assert.Empty(onDisk.Except(listed));
        Assert.Empty(listed.Except(onDisk));
        Assert.Equal(listed.Distinct(), listed);
    }

    [Fact]
    public void The_board_s_adapters_are_in_the_board_s_list_and_nothing_else_is()
    {
        Assert.All(new ProjectFile("TeddyFirmware/TeddyFirmware.Esp32.projitems").Included("Compile"), path => Assert.StartsWith("Platform/Esp32/", path));
        Assert.All(new ProjectFile("TeddyFirmware/TeddyFirmware.projitems").Included("Compile"), path => Assert.DoesNotContain("Esp32/", path));
        Assert.All(new ProjectFile("TeddyFirmware.Tests/TeddyFirmware.Tests.OnDevice.projitems").Included("Compile"), path => Assert.StartsWith("OnDevice/", path));
        Assert.All(new ProjectFile("TeddyFirmware.Tests/TeddyFirmware.Tests.projitems").Included("Compile"), path => Assert.DoesNotContain("OnDevice/", path));
        Assert.Equal(["Program.cs", "Properties/AssemblyInfo.cs"], new ProjectFile("TeddyFirmware/TeddyFirmware.nfproj").Included("Compile"));
        Assert.Equal(["Properties/AssemblyInfo.cs"], new ProjectFile("TeddyFirmware.Tests/TeddyFirmware.Tests.nfproj").Included("Compile"));
    }
}
