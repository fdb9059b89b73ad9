using System.IO.Compression;
using System.Text.RegularExpressions;

namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>A folder with small packages of the names and versions that -t:Image asks for.</summary>
/// <remarks>Their libraries are the reference assemblies, their metadata processor is <c>StandIn/MetaDataProcessorTask.cs.txt</c>.</remarks>
internal sealed partial class PackageFeed
{
    private const string Processor = "nanoFramework.Tools.MetadataProcessor.MsBuildTask";
    private const string StandIn = "VirtualDevice.Tests/FirmwareCompile/StandIn/";

    private static readonly byte[] s_emptyPe = MakeEmptyPe();

    private readonly FirmwareBuild _build;

    /// <summary>Initializes a new instance of the <see cref="PackageFeed"/> class.</summary>
    /// <param name="build">Whose copy of the firmware it is for.</param>
    public PackageFeed(FirmwareBuild build)
    {
        _build = build;
        Folder = build.InCopy("feed");
        Directory.CreateDirectory(Folder);
        string launcher = build.InCopy("nanoFramework.UnitTestLauncher.exe");
        string processor = build.InCopy(Processor + ".dll");
        CompileLauncher(launcher);
        CompileProcessor(processor);

        var libraries = new ProjectFile("TeddyFirmware.Tests/TeddyFirmware.Tests.nfproj").References.GroupBy(reference => Package(reference.HintPath));
        foreach (var library in libraries)
        {
            Write(library.Key.Id, library.Key.Version, library.SelectMany(reference => Files(reference, launcher)));
        }

        Write(Processor, Version(), [("lib/net6.0/" + Processor + ".dll", File.ReadAllBytes(processor))]);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Lays the packages out as Visual Studio does beside a solution.</summary>
    public void Unpack()
    {
        foreach (string package in Directory.GetFiles(Folder, "*.nupkg"))
        {
            ZipFile.ExtractToDirectory(package, _build.InCopy("packages/" + Path.GetFileNameWithoutExtension(package)), overwriteFiles: true);
        }
    }

    /// <summary>Copies the feed without one package.</summary>
    public string Without(string id)
    {
        string folder = _build.InCopy("feed without " + id);
        Directory.CreateDirectory(folder);
        foreach (string package in Directory.GetFiles(Folder).Where(path => !Path.GetFileName(path).StartsWith(id + ".", StringComparison.Ordinal)))
        {
            File.Copy(package, Path.Combine(folder, Path.GetFileName(package)));
        }

        return folder;
    }

    private static byte[] MakeEmptyPe()
    {
        byte[] pe = new byte[126];
        "NFMRK1"u8.CopyTo(pe);
        return pe;
    }

    private static (string Id, string Version) Package(string hintPath)
    {
        Match match = HintPath().Match(hintPath);
        return (match.Groups["id"].Value, match.Groups["version"].Value);
    }

    private static string Version() => Regex.Match(Repository.Read("build/NanoFramework.Image.targets"), "<MetadataProcessorVersion>(.*)</").Groups[1].Value;

    [GeneratedRegex(@"\\packages\\(?<id>.+?)\.(?<version>\d+\.\d+\.\d+)\\")]
    private static partial Regex HintPath();

    private (string Name, byte[] Data)[] Files(AssemblyReference reference, string launcher)
    {
        string file = reference.HintPath.Split('\\')[^1];
        string source = file.EndsWith(".exe", StringComparison.Ordinal) ? launcher : _build.InCopy("build/obj/reference/" + file);
        return [("lib/" + file, File.ReadAllBytes(source)), ("lib/" + Path.ChangeExtension(file, ".pe"), s_emptyPe)];
    }

    private void Write(string id, string version, IEnumerable<(string Name, byte[] Data)> files)
    {
        using ZipArchive package = ZipFile.Open(Path.Combine(Folder, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        byte[] manifest = System.Text.Encoding.UTF8.GetBytes(
            $"<package><metadata><id>{id}</id><version>{version}</version><authors>tests</authors><description>tests</description></metadata></package>");
        foreach ((string name, byte[] data) in files.Prepend((id + ".nuspec", manifest)))
        {
            using Stream entry = package.CreateEntry(name).Open();
            entry.Write(data);
        }
    }

    private void CompileLauncher(string path)
    {
        string source = _build.InCopy("Launcher.cs");
        File.WriteAllText(source, "public class Launcher { public static void Main() { } }");
        _build.RunCompiler("/noconfig", "/nostdlib+", "/target:exe", "/reference:" + _build.InCopy("build/obj/reference/mscorlib.dll"), "/out:" + path, source);
    }

    private void CompileProcessor(string path)
    {
        string sdk = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(_build.Compiler)!, "..", ".."));
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] references =
        [
            .. new[] { "System.Runtime", "System.Security.Cryptography", "System.Private.CoreLib", "System.Collections", "netstandard" }.Select(name => Path.Combine(runtime, name + ".dll")),
            Path.Combine(sdk, "Microsoft.Build.Framework.dll"),
            Path.Combine(sdk, "Microsoft.Build.Utilities.Core.dll"),
        ];
        _build.RunCompiler(["/noconfig", "/nostdlib+", "/target:library", "/out:" + path, .. references.Select(file => "/reference:" + file), Repository.Combine(StandIn + "MetaDataProcessorTask.cs.txt")]);
    }
}
