using System.Text.RegularExpressions;

namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>
/// A copy of the firmware and of its build, built once with "dotnet build" as a newcomer would; afterwards the same
/// compiler with the same arguments compiles it again, with files that break rules beside it.
/// </summary>
public sealed partial class FirmwareBuild : IDisposable
{
    private static readonly string[] s_copied = ["TeddyFirmware", "TeddyFirmware.Tests", "build"];

    private readonly TempFolder _folder = new();
    private readonly string[] _arguments;
    private readonly Dictionary<string, Lazy<string>> _batches;
    private readonly Lazy<PackageFeed> _feed;

    /// <summary>Initializes a new instance of the <see cref="FirmwareBuild"/> class.</summary>
    public FirmwareBuild()
    {
        foreach (string folder in s_copied)
        {
            string source = Repository.Combine(folder);
            foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
            {
                string path = Path.GetRelativePath(Repository.Root, file);
                if (!Repository.IsProduct(path))
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
                    File.Copy(file, _folder[path]);
                }
            }
        }

        foreach (string file in Directory.GetFiles(Repository.Root, "Directory.*.props"))
        {
            File.Copy(file, _folder[Path.GetFileName(file)]);
        }

        (ExitCode, Output) = Build("TeddyFirmware/TeddyFirmware.nfproj", "-v:normal");

        // The command line is taken from the log, so that nothing here can differ from the build.
        string line = Output.Split('\n').LastOrDefault(text => text.Contains("/noconfig", StringComparison.Ordinal) && text.Contains("NANOFRAMEWORK_1_0", StringComparison.Ordinal))
            ?? string.Empty;
        if (line.Length == 0)
        {
            _folder.Dispose();
            throw new InvalidOperationException("the build started no compiler:\n" + Output);
        }

        string[] words = Word().Matches(line).Select(word => word.Value.Replace("\"", string.Empty, StringComparison.Ordinal)).ToArray();
        int first = Array.IndexOf(words, "/noconfig");
        string compiler = words[first - 1];
        Compiler = Path.ChangeExtension(compiler, ".dll");
        _feed = new Lazy<PackageFeed>(() => new PackageFeed(this));
        _arguments = words[first..].Where(word => !word.StartsWith("/out:", StringComparison.Ordinal) && !word.StartsWith("/doc:", StringComparison.Ordinal)).ToArray();
        _batches = new[] { "Rules", "RulesBesideErrors", "Compiler/Bodies", "Compiler/Signatures" }
            .ToDictionary(name => name, name => new Lazy<string>(() => CompileBatch(name)));
    }

    /// <summary>What the first build ended with.</summary>
    public int ExitCode { get; }

    /// <summary>What the first build wrote.</summary>
    public string Output { get; }

    /// <summary>The compiler that the build ran.</summary>
    internal string Compiler { get; }

    /// <summary>Packages for -t:Image.</summary>
    internal PackageFeed Feed => _feed.Value;

    /// <summary>The source list of the build, with slashes.</summary>
    internal string[] Sources => _arguments.Where(word => word.EndsWith(".cs", StringComparison.Ordinal)).Select(word => word.Replace('\\', '/')).ToArray();

    /// <summary>The arguments of the build's compiler, without the names of its results.</summary>
    internal IReadOnlyList<string> Arguments => _arguments;

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    /// <summary>Runs "dotnet build" in the copy.</summary>
    internal (int ExitCode, string Output) Build(string project, params string[] arguments) => Run("build", [project, "-tl:off", .. arguments]);

    /// <summary>Runs a command of dotnet that builds, in the copy.</summary>
    internal (int ExitCode, string Output) Run(string command, params string[] arguments)
    {
        // No process may outlive the test: the folder goes away.
        return Dotnet.Run(_folder.FullName, [command, .. arguments, "-nodeReuse:false", "-p:UseSharedCompilation=false"]);
    }

    /// <summary>Runs the compiler alone, and wants success.</summary>
    internal void RunCompiler(params string[] arguments)
    {
        (int exitCode, string output) = Dotnet.Run(_folder.FullName, ["exec", Compiler, "/nologo", .. arguments]);
        Assert.True(exitCode == 0, output);
    }

    /// <summary>The full path of a file in the copy.</summary>
    internal string InCopy(string path) => _folder[path.Replace('/', Path.DirectorySeparatorChar)];

    /// <summary>Compiles the firmware together with files, or alone.</summary>
    internal string Compile(string assembly, IEnumerable<Expectation> files, params string[] arguments)
    {
        List<string> added = [];
        string folder = InCopy("TeddyFirmware");
        try
        {
            foreach (Expectation file in files)
            {
                string path = Path.Combine(folder, "Offending", file.Name.Replace('/', Path.DirectorySeparatorChar));
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, file.Source);
                added.Add(path);
            }

            string output = "/out:" + InCopy("compiled/" + assembly + ".dll");
            Directory.CreateDirectory(InCopy("compiled"));
            return Dotnet.Run(folder, ["exec", Compiler, .. _arguments, output, "/nologo", .. arguments, .. added]).Output;
        }
        finally
        {
            added.ForEach(File.Delete);
        }
    }

    /// <summary>Compiles the firmware with all cases of a folder, once for all tests.</summary>
    /// <returns>What was found in one case, as "9 NF0001", and the rest.</returns>
    internal Finding[] Find(string batch) => Finding.Parse(_batches[batch].Value);

    /// <summary>Picks what was found in one case.</summary>
    internal Finding[] Find(string batch, string name) => Find(batch).Where(finding => ("/" + finding.File).EndsWith("/Offending/" + name, StringComparison.Ordinal)).ToArray();

    [GeneratedRegex("(?:[^\\s\"]|\"[^\"]*\")+")]
    private static partial Regex Word();

    private string CompileBatch(string name)
    {
        // Unsafe code would be a compiler error without the switch: its rule has to stand without that.
        string[] switches = name == "Rules" ? ["/unsafe+"] : [];
        return Compile("Batch", Expectation.Load(name), switches);
    }
}
