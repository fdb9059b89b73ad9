using System.Xml.Linq;

namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>A packages.config.</summary>
internal static class PackageList
{
    /// <summary>Reads one.</summary>
    /// <param name="project">The project's folder.</param>
    /// <returns>Version by id.</returns>
    public static Dictionary<string, string> Load(string project) => Elements(project)
        .ToDictionary(element => element.Attribute("id")!.Value, element => element.Attribute("version")!.Value);

    /// <summary>The elements of one.</summary>
    public static XElement[] Elements(string project) => XDocument.Load(Repository.Combine(project + "/packages.config")).Root!.Elements("package").ToArray();
}
