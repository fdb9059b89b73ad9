using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ReferenceAssemblies.Image;

/// <summary>How many result lines a run of a unit-test assembly prints when it comes to its end.</summary>
/// <remarks>
/// The launcher ends without a word where memory ends, so a run has to know. It prints a line for each [DataRow], one for a
/// [TestMethod] without any, and one for each [Setup] and [Cleanup] (TestFramework 3.0.80, UnitTestLauncher).
/// </remarks>
public static class ExpectedTests
{
    private const string Framework = "nanoFramework.TestFramework";

    /// <summary>Counts the results of each test class.</summary>
    /// <param name="assembly">The compiled assembly, before the metadata processor.</param>
    /// <returns>Full name and number, in the assembly's order.</returns>
    public static IReadOnlyList<(string Class, int Results)> Count(string assembly)
    {
        using FileStream stream = File.OpenRead(assembly);
        using var image = new PEReader(stream);
        MetadataReader metadata = image.GetMetadataReader();
        List<(string, int)> classes = [];
        foreach (TypeDefinition type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
        {
            if (Attributes(metadata, type.GetCustomAttributes()).Contains("TestClassAttribute"))
            {
                int results = type.GetMethods().Select(metadata.GetMethodDefinition).Sum(method => Results(Attributes(metadata, method.GetCustomAttributes())));
                classes.Add(($"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}", results));
            }
        }

        return classes;
    }

    private static int Results(string[] attributes)
    {
        int rows = attributes.Count(name => name == "DataRowAttribute");
        int others = attributes.Count(name => name is "SetupAttribute" or "CleanupAttribute");
        return others + (rows > 0 ? rows : attributes.Count(name => name == "TestMethodAttribute"));
    }

    private static string[] Attributes(MetadataReader metadata, CustomAttributeHandleCollection handles) => handles
        .Select(handle => metadata.GetCustomAttribute(handle).Constructor)
        .Where(constructor => constructor.Kind == HandleKind.MemberReference)
        .Select(constructor => metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent)
        .Where(parent => parent.Kind == HandleKind.TypeReference)
        .Select(parent => metadata.GetTypeReference((TypeReferenceHandle)parent))
        .Where(type => metadata.GetString(type.Namespace) == Framework)
        .Select(type => metadata.GetString(type.Name))
        .ToArray();
}
