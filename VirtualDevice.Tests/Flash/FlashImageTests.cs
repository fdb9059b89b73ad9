using System.Buffers.Binary;

namespace VirtualDevice.Tests.Flash;

/// <summary>The image: built where it has to be, and looked at before it is flashed. A script stands for the SDK.</summary>
public sealed class FlashImageTests : FlashBenchTests
{
    private const string Image = "TeddyFirmware/bin/Release/TeddyFirmware.bin";

    public FlashImageTests()
    {
        Bench.Fake("clr", FlashBench.Clr("1.17.0.334"));
        Bench.Write("made.bin", TestImage.Of("TeddyFirmware"));
        Bench.Dotnet($"mkdir -p \"{Bench.PathOf("TeddyFirmware/bin/Release")}\"\ncp \"{Bench.PathOf("made.bin")}\" \"{Bench.PathOf(Image)}\"");
    }

    [Fact]
    public void One_that_is_missing_is_built_and_the_run_goes_on()
    {
        File.Delete(Bench.PathOf(Image));

        FlashResult result = Bench.FlashBuilding();

        result.AssertEnded(0, says: "building the application image: there is none yet");
        Assert.Equal("build TeddyFirmware/TeddyFirmware.nfproj -c Release -t:Image -v:q -nologo -clp:NoSummary -tl:off", Bench.DotnetCalls());
    }

    [Fact]
    public void The_SDK_is_found_also_where_the_environment_spells_Path_as_Windows_does()
    {
        File.Delete(Bench.PathOf(Image));

        FlashResult result = Bench.FlashWith(new() { ["Path"] = Bench.PathOf("sdk") });

        result.AssertEnded(0);
    }

    [Theory]
    [InlineData("TeddyFirmware/Device.cs", "Device.cs")]
    [InlineData("TeddyFirmware/packages.config", "packages.config")]
    [InlineData("build/Image.targets", "Image.targets")]
    [InlineData("TeddyFirmware/obj/Made.cs", null)]
    public void One_that_is_older_than_a_source_is_built_anew(string source, string? shown)
    {
        File.SetLastWriteTimeUtc(Bench.PathOf(Image), DateTime.UtcNow.AddHours(-1));
        Bench.Write(source, "changed");

        FlashResult result = Bench.FlashBuilding();

        result.AssertEnded(0);
        Assert.Equal(shown is not null, result.Output.Contains($"building the application image: it is older than {shown}"));
        Assert.Equal(shown is not null, Bench.DotnetCalls().Length > 0);
    }

    [Fact]
    public void A_build_that_fails_shows_its_error_and_touches_nothing()
    {
        File.Delete(Bench.PathOf(Image));
        Bench.Dotnet("echo 'a warning of no use'\necho '/somewhere/long/path.targets(12,3): error TEDDY0004: nanoFramework.System.Net 1.11.60 cannot be had'\nexit 1");

        FlashResult result = Bench.FlashBuilding();

        result.AssertEnded(5, says: "   error TEDDY0004: nanoFramework.System.Net 1.11.60 cannot be had", steps: "");
        Assert.DoesNotContain("a warning of no use", result.Output);
        Assert.DoesNotContain("/somewhere", result.Output);
    }

    [Fact]
    public void A_build_that_fails_names_the_Debug_image_that_is_there()
    {
        File.Delete(Bench.PathOf(Image));
        Bench.Write("TeddyFirmware/bin/Debug/TeddyFirmware.bin", TestImage.Of("TeddyFirmware"));
        Bench.Dotnet("exit 1");

        FlashResult result = Bench.FlashBuilding();

        result.AssertEnded(5, says: $"take the Debug image that is there: -Image {Bench.PathOf("TeddyFirmware/bin/Debug/TeddyFirmware.bin")}", steps: "");
    }

    [Fact]
    public void A_named_image_is_flashed_as_it_is()
    {
        File.Delete(Bench.PathOf(Image));

        FlashResult result = Bench.FlashBuilding($"$options.Image = '{Bench.PathOf("made.bin")}'");

        result.AssertEnded(0);
        Assert.Equal("", Bench.DotnetCalls());
        Assert.DoesNotContain("is flashed as it is", result.Output);
    }

    [Fact]
    public void A_named_image_that_is_older_than_a_source_is_flashed_with_a_word()
    {
        File.SetLastWriteTimeUtc(Bench.PathOf("made.bin"), DateTime.UtcNow.AddHours(-1));
        Bench.Write("TeddyFirmware/Device.cs", "changed");

        FlashResult result = Bench.FlashBuilding($"$options.Image = '{Bench.PathOf("made.bin")}'");

        result.AssertEnded(0, says: "made.bin is flashed as it is, and it is older than Device.cs");
        Assert.Matches("assemblies, built 6[0-9] minutes ago", result.Output);
    }

    [Fact]
    public void A_newer_Debug_image_is_told()
    {
        Bench.Write("TeddyFirmware/bin/Debug/TeddyFirmware.bin", TestImage.Of("TeddyFirmware"));
        File.SetLastWriteTimeUtc(Bench.PathOf("TeddyFirmware/bin/Debug/TeddyFirmware.bin"), DateTime.UtcNow.AddHours(1));

        FlashResult result = Bench.FlashBuilding();

        result.AssertEnded(0, says: "the Debug image is newer than the Release image that is taken");
    }

    [Fact]
    public void A_single_assembly_and_a_cut_image_are_no_images()
    {
        Bench.Write("TeddyFirmware.pe", TestImage.Of(("TeddyFirmware", 0)));
        Bench.Write("cut.bin", TestImage.Of("TeddyFirmware")[..^60]);
        byte[] shorter = TestImage.Of("TeddyFirmware");
        byte[] last = TestImage.Of(("TeddyFirmware", 0));
        BinaryPrimitives.WriteInt32LittleEndian(shorter.AsSpan(shorter.Length - last.Length + 100), last.Length + 1000);
        Bench.Write("shorter.bin", shorter);
        Bench.Write("other.bin", TestImage.Of("Blinky"));

        foreach (string name in new[] { "TeddyFirmware.pe", "cut.bin", "shorter.bin", "other.bin" })
        {
            FlashResult result = Bench.FlashBuilding($"$options.Image = '{Bench.PathOf(name)}'");
            Assert.True(result.Code == 5, name + result.Output);
            Assert.Contains("is no image of TeddyFirmware with all its libraries", result.Output);
        }
    }

    [Fact]
    public void WhatIf_builds_nothing()
    {
        File.Delete(Bench.PathOf(Image));

        FlashResult result = Bench.FlashBuilding("$options.IsDryRun = $true");

        result.AssertEnded(0, says: "> dotnet build TeddyFirmware/TeddyFirmware.nfproj");
        Assert.Equal("", Bench.DotnetCalls());
    }
}
