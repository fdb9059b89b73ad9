namespace ReferenceAssemblies.Image;

/// <summary>What a board takes: all assemblies, one behind the other (facts page, sections 11.1 and 16.6).</summary>
public static class ImageFile
{
    private const int Alignment = 4;

    /// <summary>Writes an image, whole or not at all.</summary>
    /// <param name="assemblies">The .pe files, those of the libraries first.</param>
    /// <param name="path">Where to.</param>
    /// <returns>Its length.</returns>
    public static long Write(IEnumerable<string> assemblies, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string unfinished = path + ".new";
        long length;
        using (FileStream image = File.Create(unfinished))
        {
            foreach (string assembly in assemblies)
            {
                image.Write(File.ReadAllBytes(assembly));
                image.Write(new byte[(Alignment - (image.Length % Alignment)) % Alignment]);
            }

            length = image.Length;
        }

        File.Move(unfinished, path, overwrite: true);
        return length;
    }
}
