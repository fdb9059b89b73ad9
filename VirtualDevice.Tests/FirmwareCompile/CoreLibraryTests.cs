using System.Text.RegularExpressions;

namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>The data in build/api against the one library of nanoFramework that most registries have.</summary>
[Collection(FirmwareBuildCollection.Name)]
public sealed class CoreLibraryTests(FirmwareBuild build)
{
    private const string Id = "nanoFramework.CoreLibrary";

    [Fact]
    public void The_reference_assembly_shows_what_the_real_core_library_shows_and_nothing_else()
    {
        string version = PackageList.Load("TeddyFirmware")[Id];

        SortedSet<string> real = PublicSurface.Read(Restore(version));
        SortedSet<string> ours = PublicSurface.Read(build.InCopy("build/obj/reference/mscorlib.dll"));

        Assert.True(real.Count > 1000, real.Count + " lines");
        Assert.Empty(real.Except(ours));
        Assert.Empty(ours.Except(real));
    }

    // By NuGet, from where this machine takes its packages.
    private string Restore(string version)
    {
        string folder = build.InCopy("real packages");
        (_, string output) = build.Run("restore", "build/NanoFramework.Packages.proj", $"-p:TeddyPackages={Id}/{version}", "-p:TeddyPackageFolder=" + folder, $"-p:MSBuildProjectExtensionsPath={folder}{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}");

        string library = Path.Combine(folder, Id.ToLowerInvariant(), version, "lib", "mscorlib.dll");
        Match error = Regex.Match(output, @"error (NU\d+)");
        Assert.SkipWhen(error.Success && !File.Exists(library), $"NuGet could not get {Id} {version} on this machine ({error.Groups[1].Value}).");
        Assert.True(File.Exists(library), output);
        return library;
    }
}
