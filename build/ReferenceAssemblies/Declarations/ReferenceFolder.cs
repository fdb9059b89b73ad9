using ReferenceAssemblies.Api;

namespace ReferenceAssemblies.Declarations;

/// <summary>Fills the folder that the compiler reads.</summary>
public static class ReferenceFolder
{
    private static readonly TimeSpan s_lockPatience = TimeSpan.FromMinutes(2);

    /// <summary>Compiles every data file of one folder into another.</summary>
    /// <param name="apiFolder">The data files.</param>
    /// <param name="targetFolder">Takes the reference assemblies.</param>
    /// <returns>The names of the assemblies.</returns>
    public static IReadOnlyList<string> Fill(string apiFolder, string targetFolder)
    {
        Directory.CreateDirectory(targetFolder);
        using FileStream gate = Lock(Path.Combine(targetFolder, ".lock"));
        var compiler = new ReferenceCompiler();
        var names = new List<string>();
        foreach (ApiAssembly assembly in ApiFolder.Read(apiFolder))
        {
            Replace(Path.Combine(targetFolder, assembly.Assembly + ".dll"), compiler.Compile(assembly));
            names.Add(assembly.Assembly);
        }

        foreach (string stale in Directory.GetFiles(targetFolder, "*.dll").Where(f => !names.Contains(Path.GetFileNameWithoutExtension(f))))
        {
            File.Delete(stale);
        }

        return names;
    }

    // A compiler of another build may be reading the old one: never a half-written file under its name.
    private static void Replace(string path, byte[] content)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
        {
            return;
        }

        string draft = path + ".new";
        File.WriteAllBytes(draft, content);
        File.Move(draft, path, overwrite: true);
    }

    private static FileStream Lock(string path)
    {
        DateTime end = DateTime.UtcNow + s_lockPatience;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (DateTime.UtcNow < end)
            {
                Thread.Sleep(100);
            }
        }
    }
}
