using System.Xml.Linq;

namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>A project file as text for MSBuild, without MSBuild: what it says, not what it comes to.</summary>
internal sealed class ProjectFile
{
    private static readonly XNamespace s_msBuild = "http://schemas.microsoft.com/developer/msbuild/2003";

    /// <summary>Initializes a new instance of the <see cref="ProjectFile"/> class.</summary>
    /// <param name="path">Where in the repository.</param>
    public ProjectFile(string path) => Root = XDocument.Load(Repository.Combine(path)).Root!;

    /// <summary>The element Project.</summary>
    public XElement Root { get; }

    /// <summary>The files that an element of the file names, with slashes.</summary>
    public string[] Included(string item) => Root.Descendants(s_msBuild + item)
        .Select(element => element.Attribute("Include")!.Value.Replace("$(MSBuildThisFileDirectory)", string.Empty, StringComparison.Ordinal).Replace('\\', '/'))
        .ToArray();

    /// <summary>The values of a property, in the file's order.</summary>
    public string[] Property(string name) => Root.Descendants(s_msBuild + name).Select(element => element.Value).ToArray();

    /// <summary>The imports, as file and condition.</summary>
    public (string Project, string Condition)[] Imports => Root.Elements(s_msBuild + "Import")
        .Select(element => (element.Attribute("Project")!.Value, element.Attribute("Condition")?.Value ?? string.Empty))
        .ToArray();

    /// <summary>The references.</summary>
    public AssemblyReference[] References => Root.Descendants(s_msBuild + "Reference")
        .Select(element => new AssemblyReference(
            element.Attribute("Include")!.Value,
            element.Element(s_msBuild + "HintPath")!.Value,
            element.Element(s_msBuild + "Private")?.Value ?? string.Empty))
        .ToArray();
}
