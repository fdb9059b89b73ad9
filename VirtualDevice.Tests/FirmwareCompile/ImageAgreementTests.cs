namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>Visual Studio and -t:Image give the compiler the same.</summary>
/// <remarks>
/// For Visual Studio stand MSBuild's own C# targets, with what the extension's files set (<c>StandIn/</c>) in the place
/// where the project looks for the extension. Neither compiles: MSBuild says what it would.
/// </remarks>
[Collection(FirmwareBuildCollection.Name)]
public sealed class ImageAgreementTests(FirmwareBuild build)
{
    // Where a result goes, and how paths look in messages: not what is compiled.
    private static readonly string[] s_ofNoMatter = ["/out:", "/pdb:", "/fullpaths", "/pathmap:", "/warn:", "/nowarn:", "/preferreduilang:"];

    // What -t:Image wants beyond the real build.
    private static readonly string[] s_stricter = ["/analyzer:", "/warnaserror+", "/deterministic+"];

    [Theory]
    [InlineData("TeddyFirmware", "Release")]
    [InlineData("TeddyFirmware", "Debug")]
    [InlineData("TeddyFirmware.Tests", "Release", "-p:TeddyTestPart=wire", "-p:TeddyTestTarget=board")]
    [InlineData("TeddyFirmware.Tests", "Debug", "-p:TeddyTestPart=storage", "-p:TeddyTestTarget=virtual")]
    [InlineData("TeddyFirmware.Tests", "Release", "-p:TeddyTestPart=board-http")]
    public void The_compiler_gets_the_same_sources_references_and_switches(string name, string configuration, params string[] properties)
    {
        build.Feed.Unpack();
        string project = $"{name}/{name}.nfproj";
        string extension = Repository.Combine("VirtualDevice.Tests/FirmwareCompile/StandIn") + Path.DirectorySeparatorChar;

        string[] real = Ask(project, "Compile", ["-p:Configuration=" + configuration, "-p:NanoFrameworkProjectSystemPath=" + extension, .. properties]);
        string[] image = Ask(project, "CompileImage", ["-p:Configuration=" + configuration, "-p:TeddyPackageSource=" + build.Feed.Folder, "-p:ImageAssembly=none.dll", .. properties]);

        Assert.Contains(real, argument => argument.StartsWith("/define:", StringComparison.Ordinal) && argument.EndsWith("NANOFRAMEWORK_1_0", StringComparison.Ordinal));
        Assert.Equal(real.Where(IsOfMatter).Select(Plain).Order(StringComparer.Ordinal), image.Where(IsOfMatter).Select(Plain).Where(argument => !Starts(argument, s_stricter)).Order(StringComparer.Ordinal));
        Assert.All(s_stricter, argument => Assert.Contains(image, given => given.StartsWith(argument, StringComparison.Ordinal)));
    }

    private static bool IsOfMatter(string argument) => !Starts(argument, s_ofNoMatter);

    private static bool Starts(string argument, string[] beginnings) => beginnings.Any(beginning => argument.StartsWith(beginning, StringComparison.Ordinal));

    // The file's name, for a path: Visual Studio has packages beside the solution, and both kinds of debug file are the same code.
    private static string Plain(string argument) =>
        argument.StartsWith("/reference:", StringComparison.Ordinal) ? "/reference:" + Path.GetFileName(argument)
        : argument.EndsWith("AssemblyAttributes.cs", StringComparison.Ordinal) ? Path.GetFileName(argument)
        : argument.StartsWith("/debug:", StringComparison.Ordinal) ? "/debug:"
        : argument;

    private string[] Ask(string project, string target, string[] properties)
    {
        (int exitCode, string output) = build.Run("msbuild", [project, "-t:" + target, "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-getItem:CscCommandLineArgs", .. properties]);

        Assert.True(exitCode == 0, output);
        using JsonDocument answer = JsonDocument.Parse(output);
        return answer.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!).ToArray();
    }
}
