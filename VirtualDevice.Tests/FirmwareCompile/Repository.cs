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
