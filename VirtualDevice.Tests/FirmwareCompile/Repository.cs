namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>The repository that the tests were built in.</summary>
internal static class Repository
{
    /// <summary>The folder of TeddyFirmware.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>Reads a file.</summary>
    public static string Read(string path) => File.ReadAllText(Combine(path));

    /// <summary>Turns a path with slashes into one of this machine.</summary>
    public static string Combine(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Every file that somebody wrote, as paths with slashes.</summary>
    /// <param name="patterns">For example <c>*.cs</c>.</param>
    public static IEnumerable<string> Files(params IEnumerable<string> patterns) =>
        patterns.SelectMany(pattern => Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !IsProduct(path) && !path.StartsWith(".teddy/", StringComparison.Ordinal) && !path.StartsWith("packages/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>Says whether a file is a product of a build.</summary>
    public static bool IsProduct(string path) => path.Split('/', '\\').Any(part => part is "bin" or "obj");

    private static string Find()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TeddyFirmware.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no TeddyFirmware.sln above " + AppContext.BaseDirectory);
        }

        return folder.FullName;
    }
}
