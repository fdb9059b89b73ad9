using System.Buffers.Binary;

namespace ReferenceAssemblies.Image;

/// <summary>How full the tables of an assembly in nanoFramework's format (.pe) are.</summary>
/// <remarks>
/// The metadata processor refuses an overflow of three tables in its own words, and says nothing before. The format is that of
/// CLR_RECORD_ASSEMBLY in nf-interpreter's nanoCLR_Types.h; the limits follow from the width of the references into a table there.
/// </remarks>
public static class PeTables
{
    /// <summary>The share of a table from which on a build fails: the rest is room to move tests, or to find out why.</summary>
    public const int RefusedPercent = 90;

    private const int StartsOffset = 40;
    private const int PaddingsOffset = 108;
    private const int HeaderLength = 124;
    private const int TypeDefinitions = 4;
    private const int TypeDefinitionLength = 24;

    // A compressed token has 2 bits for the kind of type, 1 for the kind of method, field or scope.
    private const int TypeRows = 0x3fff;
    private const int MemberRows = 0x7fff;
    private const int Offsets = 0xffff;

    // In the order of the file; resource data has no limit of its own, the last entry is the end.
    private static readonly (int Index, string Name, int RowLength, int Limit)[] s_known =
    [
        (0, "assembly references", 12, MemberRows),
        (1, "type references", 8, TypeRows),
        (2, "field references", 8, MemberRows),
        (3, "method references", 8, MemberRows),
        (TypeDefinitions, "types", TypeDefinitionLength, TypeRows),
        (5, "fields", 8, MemberRows),
        (6, "methods", 16, MemberRows),
        (7, "attributes", 8, Offsets),
        (8, "type specifications", 4, TypeRows),
        (9, "resources", 8, MemberRows),
        (11, "strings", 1, Offsets),
        (12, "signatures", 1, Offsets),
        (13, "byte code", 1, Offsets),
    ];

    /// <summary>Reads the header.</summary>
    /// <param name="pe">The file.</param>
    /// <returns>A row for each table with a limit, the fullest first.</returns>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static IReadOnlyList<TableFill> Measure(ReadOnlySpan<byte> pe)
    {
        if (pe.Length < HeaderLength || !pe.StartsWith("NFMRK1"u8) || Start(pe, 15) != pe.Length)
        {
            throw new InvalidDataException("no whole assembly of nanoFramework 1 (marker NFMRK1, and the length that its header gives)");
        }

        List<TableFill> fills = [];
        foreach ((int index, string name, int rowLength, int limit) in s_known)
        {
            int length = Start(pe, index + 1) - Start(pe, index) - pe[PaddingsOffset + index];
            fills.Add(new TableFill(name, length / rowLength, limit));
        }

        fills.Add(new TableFill("members of a type", LargestType(pe), byte.MaxValue));
        return [.. fills.OrderByDescending(fill => fill.Share)];
    }

    private static int Start(ReadOnlySpan<byte> pe, int table) => BinaryPrimitives.ReadInt32LittleEndian(pe[(StartsOffset + (table * 4))..]);

    // A type's record counts its methods and fields of each kind in a byte.
    private static int LargestType(ReadOnlySpan<byte> pe)
    {
        ReadOnlySpan<byte> rows = pe[Start(pe, TypeDefinitions)..Start(pe, TypeDefinitions + 1)];
        int most = 0;
        for (; rows.Length >= TypeDefinitionLength; rows = rows[TypeDefinitionLength..])
        {
            most = Math.Max(most, Math.Max(Math.Max(rows[12], rows[13]), Math.Max(rows[14], Math.Max(rows[20], rows[21]))));
        }

        return most;
    }
}
