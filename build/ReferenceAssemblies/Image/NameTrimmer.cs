using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ReferenceAssemblies.Image;

/// <summary>Takes the names of fields and of properties' accessors out of an assembly: an eighth of an image.</summary>
/// <remarks>
/// The metadata processor keeps every name. nanoCLR finds members of the same assembly by number, virtual methods and those of
/// interfaces by name, and prints the names of types and methods in a stack trace. So what goes is what nobody reads.
/// </remarks>
public static class NameTrimmer
{
    private const int LongestName = 2;
    private const int NameOffsetOfField = 2;
    private const int NameOffsetOfMethod = 8;

    /// <summary>Gives them short names in place, different ones in one type: the processor tells members apart by them.</summary>
    /// <param name="path">The compiled assembly.</param>
    /// <returns>How many there were.</returns>
    public static int Trim(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        using var image = new PEReader(new MemoryStream(file));
        MetadataReader metadata = image.GetMetadataReader();
        int metadataStart = image.PEHeaders.MetadataStartOffset;
        int[] names = ShortNames(file.AsSpan(metadataStart + metadata.GetHeapMetadataOffset(HeapIndex.String), metadata.GetHeapSize(HeapIndex.String)));
        bool isWide = metadata.GetHeapSize(HeapIndex.String) > ushort.MaxValue;

        int Rename(TableIndex table, int nameOffset, IEnumerable<int> rows)
        {
            int count = 0;
            foreach (int row in rows)
            {
                Span<byte> name = file.AsSpan(metadataStart + metadata.GetTableMetadataOffset(table) + ((row - 1) * metadata.GetTableRowSize(table)) + nameOffset);
                if (isWide)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(name, names[count++]);
                }
                else
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(name, (ushort)names[count++]);
                }
            }

            return count;
        }

        int renamed = 0;
        foreach (TypeDefinition type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
        {
            renamed += Rename(TableIndex.Field, NameOffsetOfField, type.GetFields()
                .Where(field => !metadata.GetFieldDefinition(field).Attributes.HasFlag(FieldAttributes.RTSpecialName)).Select(field => MetadataTokens.GetRowNumber(field)));
            renamed += Rename(TableIndex.MethodDef, NameOffsetOfMethod, type.GetMethods()
                .Where(method => IsPlainAccessor(metadata.GetMethodDefinition(method))).Select(method => MetadataTokens.GetRowNumber(method)));
        }

        File.WriteAllBytes(path, file);
        return renamed;
    }

    // An interface is implemented by name, and what implements one is virtual.
    private static bool IsPlainAccessor(MethodDefinition method) =>
        method.Attributes.HasFlag(MethodAttributes.SpecialName) && !method.Attributes.HasFlag(MethodAttributes.RTSpecialName)
        && !method.Attributes.HasFlag(MethodAttributes.Virtual);

    // Nothing is added to the heap: a name may begin anywhere in a string, so the ends of those that are there do.
    private static int[] ShortNames(ReadOnlySpan<byte> heap)
    {
        var found = new SortedDictionary<string, int>(Comparer<string>.Create((one, other) => (one.Length, one).CompareTo((other.Length, other))));
        for (int end = 1; end < heap.Length; end++)
        {
            for (int length = 1; heap[end] == 0 && length <= LongestName && char.IsAsciiLetter((char)heap[end - length]); length++)
            {
                found.TryAdd(System.Text.Encoding.ASCII.GetString(heap.Slice(end - length, length)), end - length);
            }
        }

        return [.. found.Values];
    }
}
