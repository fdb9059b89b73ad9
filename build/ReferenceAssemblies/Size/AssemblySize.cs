using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ReferenceAssemblies.Size;

/// <summary>How large a compiled assembly is.</summary>
/// <remarks>
/// Not the size on the board: the metadata processor packs metadata much tighter, and code about one to one. The
/// numbers are for comparing one change with the next on any machine.
/// </remarks>
/// <param name="FileBytes">The whole file.</param>
/// <param name="MetadataBytes">Its metadata.</param>
/// <param name="IlBytes">The instructions of all method bodies.</param>
/// <param name="Types">The types.</param>
/// <param name="Methods">The methods that have a body.</param>
public sealed record AssemblySize(long FileBytes, int MetadataBytes, int IlBytes, int Types, int Methods)
{
    /// <summary>Measures an assembly.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its sizes.</returns>
    public static AssemblySize Measure(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using var image = new PEReader(stream);
        MetadataReader metadata = image.GetMetadataReader();
        int[] bodies = metadata.MethodDefinitions
            .Select(handle => metadata.GetMethodDefinition(handle).RelativeVirtualAddress)
            .Where(address => address != 0)
            .Select(address => image.GetMethodBody(address).GetILReader().Length)
            .ToArray();
        return new AssemblySize(stream.Length, metadata.MetadataLength, bodies.Sum(), metadata.TypeDefinitions.Count, bodies.Length);
    }

    /// <summary>Writes the sizes as one line.</summary>
    /// <returns>Such as <c>file 61440 bytes, metadata 38112, IL 14402 in 391 methods of 74 types</c>.</returns>
    public override string ToString() =>
        $"file {FileBytes} bytes, metadata {MetadataBytes}, IL {IlBytes} in {Methods} methods of {Types} types";
}
