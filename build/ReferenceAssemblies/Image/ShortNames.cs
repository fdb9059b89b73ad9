using Mono.Cecil;

namespace ReferenceAssemblies.Image;

/// <summary>Gives short names to what nobody reads on a board, and those of types and methods back to a person: in a file beside the image.</summary>
/// <remarks>
/// The metadata processor keeps every name. nanoCLR finds members of the same assembly by number, virtual methods and those of
/// interfaces by name; of types a log names exceptions alone.
/// </remarks>
internal sealed class ShortNames
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private readonly Dictionary<IMemberDefinition, string> _full;

    /// <summary>Initializes a new instance of the <see cref="ShortNames"/> class, and keeps the names that a person knows.</summary>
    /// <param name="types">All types of the module, as they were compiled.</param>
    public ShortNames(TypeDefinition[] types) => _full = Members(types).ToDictionary(member => member, NameOf);

    /// <summary>Renames members: different ones in one type, because the processor tells members apart by them; the same ones in all, because it stores each once.</summary>
    /// <param name="types">All types of the module.</param>
    /// <param name="program">Whether types and methods too; a library's are for others.</param>
    /// <returns>How many there were.</returns>
    public static int Give(TypeDefinition[] types, bool program)
    {
        int renamed = 0;
        foreach (TypeDefinition type in types)
        {
            // A field of an enumeration that the runtime knows by its name is special too, and so are constructors.
            IMemberDefinition[] members = [.. type.Fields.Where(field => !field.IsRuntimeSpecialName && !field.IsLiteral), .. type.NestedTypes.Where(nested => nested.Name.StartsWith("__", StringComparison.Ordinal)),
                .. type.Methods.Where(method => (program || method.IsGetter || method.IsSetter) && !method.IsVirtual && !method.IsRuntimeSpecialName && !method.IsRuntime)];
            Rename(members);
            renamed += members.Length;
        }

        // An exception or a boxed enumeration is asked for its type's name.
        TypeDefinition[] own = program ? [.. types.Where(type => !type.IsNested && !type.Name.StartsWith('<') && (type.IsInterface || type.BaseType is TypeDefinition { IsEnum: false } or { FullName: "System.Object" }))] : [];
        Rename(own);
        Array.ForEach(own, type => type.Namespace = "");
        return renamed + own.Length;
    }

    /// <summary>Tells which name stands for which.</summary>
    /// <param name="types">All types of the module, as they are now.</param>
    /// <returns>A line for each type and method: its name on the board, a space, and its own.</returns>
    public string[] Lines(TypeDefinition[] types) => [.. Members(types).Where(_full.ContainsKey).Select(member => $"{NameOf(member)} {_full[member]}").Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<IMemberDefinition> Members(TypeDefinition[] types) => types.SelectMany(type => type.Methods.Prepend<IMemberDefinition>(type));

    // As nanoCLR writes it in a stack trace (CLR_RT_DUMP::METHOD).
    private static string NameOf(IMemberDefinition member) => member is MethodDefinition method ? $"{method.DeclaringType.FullName}::{method.Name}" : member.FullName;

    private static void Rename(IMemberDefinition[] members)
    {
        for (int i = 0; i < members.Length; i++)
        {
            members[i].Name = i < Letters.Length ? Letters[i].ToString() : $"{Letters[(i / Letters.Length) - 1]}{Letters[i % Letters.Length]}";
        }
    }
}
