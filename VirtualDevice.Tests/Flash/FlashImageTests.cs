using System.Buffers.Binary;
using VirtualDevice.Tests.Flash.Support;

namespace VirtualDevice.Tests.Flash;

/// <summary>The image: built where it has to be, and looked at before it is flashed. A script stands for the SDK.</summary>
public sealed class FlashImageTests : IDisposable
{
    private const string Image = "TeddyFirmware/bin/Release/TeddyFirmware.bin";

    private readonly FlashBench _bench = new();

    public FlashImageTests()
    {
        _bench.Fake("clr", FlashBench.Clr("1.17.0.334"));
        _bench.Write("made.bin", TestImage.Of("TeddyFirmware"));
        _bench.Dotnet($"mkdir -p \"{_bench.PathOf("TeddyFirmware/bin/Release")}\"\ncp \"{_bench.PathOf("made.bin")}\" \"{_bench.PathOf(Image)}\"");
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void One_that_is_missing_is_built_and_the_run_goes_on()
    {
        File.Delete(_bench.PathOf(Image));

        FlashResult result = _bench.FlashBuilding();

        Assert.True(result.Code == 0, result.Output);
        Assert.Contains("building the application image: there is none yet", result.Output);
        Assert.Equal("build TeddyFirmware/TeddyFirmware.nfproj -c Release -t:Image -v:q -nologo -clp:NoSummary -tl:off", _bench.DotnetCalls());
    }

    [Fact]
    public void The_SDK_is_found_also_where_the_environment_spells_Path_as_Windows_does()
    {
        File.Delete(_bench.PathOf(Image));

        FlashResult result = _bench.FlashWith(new() { ["Path"] = _bench.PathOf("sdk") });

        Assert.True(result.Code == 0, result.Output);
    }

    [Theory]
    [InlineData("TeddyFirmware/Device.cs", "Device.cs")]
    [InlineData("TeddyFirmware/packages.config", "packages.config")]
    [InlineData("build/Image.targets", "Image.targets")]
    [InlineData("TeddyFirmware/obj/Made.cs", null)]
    public void One_that_is_older_than_a_source_is_built_anew(string source, string? shown)
    {
        File.SetLastWriteTimeUtc(_bench.PathOf(Image), DateTime.UtcNow.AddHours(-1));
        _bench.Write(source, "changed");

        FlashResult result = _bench.FlashBuilding();

        Assert.True(result.Code == 0, result.Output);
        Assert.Equal(shown is not null, result.Output.Contains($"building the application image: it is older than {shown}"));
        Assert.Equal(shown is not null, _bench.DotnetCalls().Length > 0);
    }

    [Fact]
    public void A_build_that_fails_shows_its_error_and_touches_nothing()
    {
        File.Delete(_bench.PathOf(Image));
        _bench.Dotnet("echo 'a warning of no use'\necho '/somewhere/long/path.targets(12,3): error TEDDY0004: nanoFramework.System.Net 1.11.60 cannot be had'\nexit 1");

        FlashResult result = _bench.FlashBuilding();

        Assert.Equal((5, ""), (result.Code, result.Steps));
        Assert.Contains("   error TEDDY0004: nanoFramework.System.Net 1.11.60 cannot be had", result.Output);
        Assert.DoesNotContain("a warning of no use", result.Output);
        Assert.DoesNotContain("/somewhere", result.Output);
    }

    [Fact]
    public void A_build_that_fails_names_the_Debug_image_that_is_there()
    {
        File.Delete(_bench.PathOf(Image));
        _bench.Write("TeddyFirmware/bin/Debug/TeddyFirmware.bin", TestImage.Of("TeddyFirmware"));
        _bench.Dotnet("exit 1");

        FlashResult result = _bench.FlashBuilding();

        Assert.Equal((5, ""), (result.Code, result.Steps));
        Assert.Contains($"take the Debug image that is there: -Image {_bench.PathOf("TeddyFirmware/bin/Debug/TeddyFirmware.bin")}", result.Output);
    }

    [Fact]
    public void A_named_image_is_flashed_as_it_is()
    {
        File.Delete(_bench.PathOf(Image));

        FlashResult result = _bench.FlashBuilding($"$options.Image = '{_bench.PathOf("made.bin")}'");

        Assert.True(result.Code == 0, result.Output);
        Assert.Equal("", _bench.DotnetCalls());
        Assert.DoesNotContain("is flashed as it is", result.Output);
    }

    [Fact]
    public void A_named_image_that_is_older_than_a_source_is_flashed_with_a_word()
    {
        File.SetLastWriteTimeUtc(_bench.PathOf("made.bin"), DateTime.UtcNow.AddHours(-1));
        _bench.Write("TeddyFirmware/Device.cs", "changed");

        FlashResult result = _bench.FlashBuilding($"$options.Image = '{_bench.PathOf("made.bin")}'");

        Assert.True(result.Code == 0, result.Output);
        Assert.Contains("made.bin is flashed as it is, and it is older than Device.cs", result.Output);
        Assert.Matches("assemblies, built 6[0-9] minutes ago", result.Output);
    }

    [Fact]
    public void A_newer_Debug_image_is_told()
    {
        _bench.Write("TeddyFirmware/bin/Debug/TeddyFirmware.bin", TestImage.Of("TeddyFirmware"));
        File.SetLastWriteTimeUtc(_bench.PathOf("TeddyFirmware/bin/Debug/TeddyFirmware.bin"), DateTime.UtcNow.AddHours(1));

        FlashResult result = _bench.FlashBuilding();

        Assert.True(result.Code == 0, result.Output);
        Assert.Contains("the Debug image is newer than the Release image that is taken", result.Output);
    }

    [Fact]
    public void A_single_assembly_and_a_cut_image_are_no_images()
    {
        _bench.Write("TeddyFirmware.pe", TestImage.Of(("TeddyFirmware", 0)));
        _bench.Write("cut.bin", TestImage.Of("TeddyFirmware")[..^60]);
        byte[] shorter = TestImage.Of("TeddyFirmware");
        byte[] last = TestImage.Of(("TeddyFirmware", 0));
        BinaryPrimitives.WriteInt32LittleEndian(shorter.AsSpan(shorter.Length - last.Length + 100), last.Length + 1000);
        _bench.Write("shorter.bin", shorter);
        _bench.Write("other.bin", TestImage.Of("Blinky"));

        foreach (string name in new[] { "TeddyFirmware.pe", "cut.bin", "shorter.bin", "other.bin" })
        {
            FlashResult result = _bench.FlashBuilding($"$options.Image = '{_bench.PathOf(name)}'");
            Assert.True(result.Code == 5, name + result.Output);
            Assert.Contains("is no image of TeddyFirmware with all its libraries", result.Output);
        }
    }

    [Fact]
    public void WhatIf_builds_nothing()
    {
        File.Delete(_bench.PathOf(Image));

        FlashResult result = _bench.FlashBuilding("$options.IsDryRun = $true");

        Assert.True(result.Code == 0, result.Output);
        Assert.Contains("> dotnet build TeddyFirmware/TeddyFirmware.nfproj", result.Output);
        Assert.Equal("", _bench.DotnetCalls());
    }
}
