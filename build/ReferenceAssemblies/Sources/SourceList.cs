using System.Text;

namespace ReferenceAssemblies.Sources;

/// <summary>
/// One list of sources: a <c>.projitems</c> file and the rule that says which files on disk belong into it.
/// </summary>
/// <remarks>
/// Lists rather than wildcards because the nanoFramework project system wants every file named (as Visual Studio's old
/// project files do), and one list for all projects because three copies would drift apart.
/// </remarks>
/// <param name="File">The <c>.projitems</c> file, relative to the repository.</param>
/// <param name="Id">The shared project's GUID.</param>
/// <param name="Title">What the list holds.</param>
/// <param name="Owns">Decides for a path relative to the list's own folder, with <c>/</c>.</param>
/// <param name="Condition">The MSBuild condition under which a path is compiled; null for always.</param>
public sealed record SourceList(string File, string Id, string Title, Func<string, bool> Owns, Func<string, string?>? Condition = null)
{
    /// <summary>Finds the files that belong into the list.</summary>
    /// <param name="repository">The repository's folder.</param>
    /// <returns>Their paths relative to the list's folder, with <c>/</c>, sorted.</returns>
    public IReadOnlyList<string> Find(string repository)
    {
        string folder = FolderIn(repository);
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(path => !IsProduct(path) && Owns(path))
            .Order(StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>Writes the list's file as it should be.</summary>
    /// <param name="files">What <see cref="Find"/> found.</param>
    /// <returns>The file's text.</returns>
    public string Write(IReadOnlyList<string> files)
    {
        var text = new StringBuilder();
        text.Append($"""
            <?xml version="1.0" encoding="utf-8"?>
            <Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
              <!-- {Title} Written by the command sources of build/ReferenceAssemblies (build/README.md); do not edit. -->
              <PropertyGroup>
                <MSBuildAllProjects Condition="'$(MSBuildVersion)' == '' Or '$(MSBuildVersion)' &lt; '16.0'">$(MSBuildAllProjects);$(MSBuildThisFileFullPath)</MSBuildAllProjects>
                <HasSharedItems>true</HasSharedItems>
                <SharedGUID>{Id}</SharedGUID>
              </PropertyGroup>
              <ItemGroup>

            """.ReplaceLineEndings("\n"));
        foreach (string file in files)
        {
            // Backslashes: MSBuild turns them where it must, Visual Studio's nanoFramework projects do not turn slashes.
            text.Append($"    <Compile Include=\"$(MSBuildThisFileDirectory){file.Replace('/', '\\')}\"{ConditionOf(file)} />\n");
        }

        return text.Append("  </ItemGroup>\n</Project>\n").ToString();
    }

    /// <summary>Brings the file up to date.</summary>
    /// <param name="repository">The repository's folder.</param>
    /// <returns>True where it was not.</returns>
    public bool Update(string repository)
    {
        string path = Path.Combine(repository, File);
        string text = Write(Find(repository));
        if (System.IO.File.Exists(path) && System.IO.File.ReadAllText(path) == text)
        {
            return false;
        }

        System.IO.File.WriteAllText(path, text);
        return true;
    }

    private string ConditionOf(string file) => Condition?.Invoke(file) is { } condition ? $" Condition=\"{condition}\"" : "";

    private static bool IsProduct(string path) =>
        path.StartsWith("bin/", StringComparison.Ordinal) || path.StartsWith("obj/", StringComparison.Ordinal);

    private string FolderIn(string repository) => Path.Combine(repository, Path.GetDirectoryName(File)!);
}
