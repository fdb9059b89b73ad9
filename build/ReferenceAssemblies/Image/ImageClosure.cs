using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ReferenceAssemblies.Image;

/// <summary>Which assemblies an image needs: the programs, what they refer to, and what that refers to.</summary>
/// <remarks>nanoCLR keeps tables and static fields of each assembly in its heap, called or not: System.Net.Http has 11 KB of them.</remarks>
public static class ImageClosure
{
    /// <summary>Leaves out what nothing refers to.</summary>
    /// <param name="assemblies">The .pe files, each with the compiled assembly that it was made of beside it; the programs are those in the folder of the last.</param>
    /// <returns>Those that are needed, in the same order.</returns>
    public static string[] Of(IReadOnlyList<string> assemblies)
    {
        ILookup<string, string> byName = assemblies.ToLookup(pe => Path.GetFileNameWithoutExtension(pe));
        string? programs = Path.GetDirectoryName(assemblies[^1]);
        var next = new Queue<string>(assemblies.Where(pe => Path.GetDirectoryName(pe) == programs));
        HashSet<string> needed = [.. next];
        while (next.TryDequeue(out string? pe))
        {
            foreach (string reference in References(pe).SelectMany(name => byName[name]).Where(needed.Add))
            {
                next.Enqueue(reference);
            }
        }

        return [.. assemblies.Where(needed.Contains)];
    }

    private static IEnumerable<string> References(string pe)
    {
        string library = Path.ChangeExtension(pe, ".dll");
        using FileStream stream = File.OpenRead(File.Exists(library) ? library : Path.ChangeExtension(pe, ".exe"));
        using var image = new PEReader(stream);
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
