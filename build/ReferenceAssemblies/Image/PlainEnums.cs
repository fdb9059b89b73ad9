using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ReferenceAssemblies.Image;

/// <summary>Puts an enumeration's numbers in its place.</summary>
/// <remarks>On a board an enumeration is a row, a field and names that nothing reads, unless it is boxed: then it tells its type.</remarks>
internal static class PlainEnums
{
    /// <summary>Takes such enumerations out.</summary>
    /// <param name="types">All types of the module.</param>
    /// <returns>How many there were.</returns>
    public static int Put(TypeDefinition[] types)
    {
        MethodDefinition[] methods = [.. types.SelectMany(type => type.Methods)];
        HashSet<TypeReference> kept = [.. methods.Where(method => method.HasBody).SelectMany(method => method.Body.Instructions)
            .Where(instruction => instruction.OpCode.Code != Code.Newarr).Select(instruction => instruction.Operand).OfType<TypeReference>()];

        kept.UnionWith(new TypeChange(Number).Needed(types));
        Dictionary<TypeReference, TypeReference> numbers = types.Where(type => type.IsEnum && !type.IsNested && !kept.Contains(type))
            .ToDictionary(type => (TypeReference)type, Number);
        new TypeChange(type => numbers.GetValueOrDefault(type)).Make(types);
        foreach (TypeReference type in numbers.Keys)
        {
            type.Module.Types.Remove((TypeDefinition)type);
        }

        return numbers.Count;
    }

    private static TypeReference Number(TypeReference type) => type is TypeDefinition { IsEnum: true } own ? own.Fields.Single(field => !field.IsStatic).FieldType : type;
}
