using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>-t:Image, with NuGet and the compiler as they are, and small packages in a folder.</summary>
[Collection(FirmwareBuildCollection.Name)]
public sealed class ImageTests(FirmwareBuild build)
{
    private const string Firmware = "TeddyFirmware/TeddyFirmware.nfproj";
    private const string UnitTests = "TeddyFirmware.Tests/TeddyFirmware.Tests.nfproj";

    // The stand-ins' .pe files, of 126 bytes, each filled up to a multiple of four.
    private const int LibraryLength = 128;
    private const int ProgramLength = 220;

    // 90 % of the 65,535 bytes that a table of strings can hold.
    private const int TooManyStrings = 58982;

    private string Image => build.InCopy("TeddyFirmware/bin/Release/TeddyFirmware.bin");

    private string Strings => build.InCopy("TeddyFirmware/obj/Image/Release/TeddyFirmware.strings");

    [Fact]
    public void The_image_is_the_libraries_that_are_referred_to_and_the_program_made_once_and_the_same_each_time()
    {
        if (File.Exists(Image))
        {
            // By another test: then nothing would be said of it.
            File.Delete(Image);
        }

        string output = Succeed(Firmware);
        byte[] first = File.ReadAllBytes(Image);
        DateTime written = File.GetLastWriteTimeUtc(Image);

        Assert.True(first.AsSpan().StartsWith("NFMRK1"u8));
        string[] leftOut = [.. output.ReplaceLineEndings("\n").Split(", without what nothing refers to: ")[1].Split('\n')[0].Split(", ")];
        Assert.Equal(["nanoFramework.Json", "nanoFramework.System.Collections", "System.Net.Http", "System.Net.WebSockets"], leftOut);
        int libraries = new ProjectFile(Firmware).References.Length - leftOut.Length;
        byte[] program = File.ReadAllBytes(build.InCopy("TeddyFirmware/obj/Image/Release/TeddyFirmware.pe"));
        Assert.Equal((libraries * LibraryLength) + program.Length, first.Length);
        Assert.Equal(program, first[^program.Length..]);

        Succeed(Firmware);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Image));

        File.SetLastWriteTimeUtc(build.InCopy("TeddyFirmware/Program.cs"), DateTime.UtcNow);
        Succeed(Firmware);
        Assert.NotEqual(written, File.GetLastWriteTimeUtc(Image));
        Assert.Equal(first, File.ReadAllBytes(Image));
    }

    [Fact]
    public void Names_that_nanoCLR_never_reads_are_short_and_a_file_beside_the_image_has_those_that_a_person_knows()
    {
        Succeed(Firmware);
        ReadTypes("TeddyFirmware/obj/Image/Release/TeddyFirmware.exe", (_, fields, methods) =>
            AreShortAndDifferent([.. fields.Where(name => name != "value__"), .. methods.Where(method => !IsKnownByName(method.Attributes)).Select(method => method.Name)]));

        Dictionary<string, string> names = Names();
        Assert.Superset(new HashSet<string> { "TeddyFirmware.Device", "TeddyFirmware.Device::Run", "TeddyFirmware.Storage.SealedStore::.ctor", "TeddyFirmware.Platform.IHttpCompletion::OnCompleted" }, names.Values.ToHashSet());
        Assert.All(names.Where(pair => pair.Value.EndsWith("::OnCompleted", StringComparison.Ordinal) || pair.Value.EndsWith("::.ctor", StringComparison.Ordinal)),
            pair => Assert.EndsWith(pair.Value[pair.Value.IndexOf(':')..], pair.Key, StringComparison.Ordinal));
        Assert.All(names.Keys.Where(name => name.StartsWith("TeddyFirmware.", StringComparison.Ordinal)), name => Assert.StartsWith("TeddyFirmware.Platform.Esp32.TimedSocket", name, StringComparison.Ordinal));
        Assert.DoesNotContain(names.Values, name => name.Contains("::get_IsOpen", StringComparison.Ordinal) || name.EndsWith(".IClock", StringComparison.Ordinal) || name.EndsWith(".DeviceState", StringComparison.Ordinal));
    }

    [Fact]
    public void A_program_is_without_what_nothing_calls_or_one_alone_and_a_library_keeps_what_others_call_but_accessors_that_only_read_or_write_a_field()
    {
        Succeed(Firmware);
        Succeed(UnitTests, "-p:TeddyTestPart=wire");
        HashSet<string> program = [.. Names().Values.Select(name => name[(name.LastIndexOf('.', Math.Max(name.IndexOf(':'), 0)) + 1)..])];
        HashSet<string> library = Members("TeddyFirmware.Tests/obj/Image/Release/board/wire/NFUnitTest.dll");

        // A program that offers a factory reset calls it; MemoryFaults has two properties, both plain.
        Assert.DoesNotContain("FactoryReset::Run", program);
        Assert.DoesNotContain("HttpDate::Parse", program);
        Assert.Contains("HttpDate::Find", program);
        Assert.Superset(new HashSet<string> { "FactoryReset::Run", "HttpDate::Parse", "HttpDate::Find", "MemoryFaults::Note" }, library);
        Assert.DoesNotContain(library, name => name.StartsWith("MemoryFaults::", StringComparison.Ordinal) && name.Length <= "MemoryFaults::".Length + 2);
    }

    [Theory]
    [InlineData(TooManyStrings - 1, null)]
    [InlineData(TooManyStrings, "error TEDDY0005: the metadata processor's table of strings has 58982 of 65535")]
    [InlineData(70000, "error : String table overflow")]
    public void A_table_that_is_nine_tenths_full_ends_the_build_and_leaves_no_image(int strings, string? error)
    {
        Succeed(Firmware);
        File.Delete(Image);
        File.WriteAllText(Strings, strings.ToString());
        try
        {
            (int exitCode, string output) = Make(Firmware);

            Assert.Equal(error == null, exitCode == 0);
            Assert.Equal(error == null, File.Exists(Image));
            Assert.Contains(error ?? "TeddyFirmware: strings 90 %, ", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(Strings);
        }

        // What a failed build left is not taken for a result.
        File.Delete(Image);
        Succeed(Firmware);
        Assert.True(File.Exists(Image));
    }

    [Fact]
    public void A_package_that_cannot_be_had_is_one_line_that_names_it_and_what_works_without()
    {
        (int exitCode, string output) = build.Build(Firmware, "-c", "Release", "-t:Image", "-p:TeddyPackageSource=" + build.Feed.Without("nanoFramework.Json"));

        Assert.NotEqual(0, exitCode);
        string error = Assert.Single(output.Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct());
        Assert.Contains("error TEDDY0004: no image: NuGet got no nanoFramework.Json 2.2.213 from ", error, StringComparison.Ordinal);
        Assert.Contains("plain dotnet build and dotnet test work without", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("board", "wire", 5)]
    [InlineData("virtual", "wire", 5)]
    [InlineData("board", "board-http", 13)]
    public void A_part_of_the_unit_tests_has_a_launcher_and_says_how_many_results_a_run_has(string target, string part, int libraries)
    {
        Succeed(UnitTests, "-p:TeddyTestTarget=" + target, "-p:TeddyTestPart=" + part);

        string image = build.InCopy($"TeddyFirmware.Tests/bin/Release/{target}/{part}/NFUnitTest.bin");
        Assert.Equal((libraries * LibraryLength) + (2 * ProgramLength), new FileInfo(image).Length);

        using JsonDocument expectation = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(image, ".json")));
        Assert.Equal([part, target, "Release"], new[] { "part", "target", "configuration" }.Select(name => expectation.RootElement.GetProperty(name).GetString()));
        Dictionary<string, int> classes = expectation.RootElement.GetProperty("classes").EnumerateArray()
            .ToDictionary(entry => entry.GetProperty("name").GetString()!, entry => entry.GetProperty("results").GetInt32());
        Assert.Equal(TestParts.ResultsOf(part), classes);
        Assert.Equal(classes.Values.Sum(), expectation.RootElement.GetProperty("results").GetInt32());
    }

    [Theory]
    [InlineData("board", "typing-error")]
    [InlineData("virtual", "board-http")]
    public void A_part_that_is_none_is_refused_with_the_names_of_those_that_are(string target, string part)
    {
        (int exitCode, string output) = Make(UnitTests, "-p:TeddyTestTarget=" + target, "-p:TeddyTestPart=" + part);

        Assert.NotEqual(0, exitCode);
        Assert.Contains($"error TEDDY0006: target {target} has no part {part}; there are wire, ", output, StringComparison.Ordinal);
    }

    private HashSet<string> Members(string assembly)
    {
        HashSet<string> members = [];
        ReadTypes(assembly, (type, _, methods) => members.UnionWith(methods.Select(method => $"{type}::{method.Name}")));
        return members;
    }

    private void ReadTypes(string assembly, Action<string, string[], (string Name, MethodAttributes Attributes)[]> read)
    {
        using var image = new PEReader(File.OpenRead(build.InCopy(assembly)));
        MetadataReader metadata = image.GetMetadataReader();
        foreach (TypeDefinition type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
        {
            read(metadata.GetString(type.Name), [.. type.GetFields().Select(field => metadata.GetString(metadata.GetFieldDefinition(field).Name))],
                [.. type.GetMethods().Select(metadata.GetMethodDefinition).Select(method => (metadata.GetString(method.Name), method.Attributes))]);
        }
    }

    private Dictionary<string, string> Names() => File.ReadLines(build.InCopy("TeddyFirmware/bin/Release/TeddyFirmware.names")).Select(line => line.Split(' ')).ToDictionary(pair => pair[0], pair => pair[1]);

    private static bool IsKnownByName(MethodAttributes method) => (method & (MethodAttributes.RTSpecialName | MethodAttributes.Virtual)) != 0;

    private static void AreShortAndDifferent(string[] names)
    {
        Assert.All(names, name => Assert.InRange(name.Length, 1, 2));
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    private string Succeed(string project, params string[] arguments)
    {
        (int exitCode, string output) = Make(project, arguments);

        Assert.True(exitCode == 0, output);
        Assert.Empty(Finding.Parse(output));
        return output;
    }

    private (int ExitCode, string Output) Make(string project, params string[] arguments) =>
        build.Build(project, ["-c", "Release", "-t:Image", "-p:TeddyPackageSource=" + build.Feed.Folder, .. arguments]);
}
