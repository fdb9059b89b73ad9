using Mono.Cecil;

namespace ReferenceAssemblies.Image;

/// <summary>Gives short names to what nobody reads on a board: fields, accessors of properties, and the types that the compiler makes for a table of constants.</summary>
/// <remarks>
/// The metadata processor keeps every name. nanoCLR finds members of the same assembly by number, virtual methods and those of
/// interfaces by name.
/// </remarks>
internal static class ShortNames
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>Renames: different ones in one type, because the processor tells members apart by them; the same ones in all, because it stores each once.</summary>
    /// <param name="types">All types of the module.</param>
    /// <returns>How many there were.</returns>
    public static int Give(TypeDefinition[] types)
    {
        int renamed = 0;
        foreach (TypeDefinition type in types)
        {
            // A field of an enumeration that the runtime knows by its name is special too.
            IMemberDefinition[] members = [.. type.Fields.Where(field => !field.IsRuntimeSpecialName), .. type.NestedTypes.Where(nested => nested.Name.StartsWith("__", StringComparison.Ordinal)),
                .. type.Methods.Where(method => (method.IsGetter || method.IsSetter) && !method.IsVirtual)];
            for (int i = 0; i < members.Length; i++)
            {
                members[i].Name = i < Letters.Length ? Letters[i].ToString() : $"{Letters[(i / Letters.Length) - 1]}{Letters[i % Letters.Length]}";
            }

            renamed += members.Length;
        }

        return renamed;
    }
}
