using Mono.Cecil;

namespace ReferenceAssemblies.Image;

/// <summary>Makes one class of all that have only functions: in an image each is a row and a name, in the heap of a board 8 bytes.</summary>
internal static class StaticClasses
{
    /// <summary>Brings them together, before they get short names, which are different in one class.</summary>
    /// <param name="module">The program.</param>
    /// <returns>How many there were.</returns>
    public static int Merge(ModuleDefinition module)
    {
        TypeDefinition[] types = [.. module.Types.Where(IsOfFunctions)];
        if (types.Length < 2)
        {
            return 0;
        }

        var all = new TypeDefinition(types[0].Namespace, "Functions", types[0].Attributes, module.TypeSystem.Object);
        module.Types.Add(all);
        foreach (TypeDefinition type in types)
        {
            MethodDefinition[] methods = [.. type.Methods];
            type.Methods.Clear();
            Array.ForEach(methods, all.Methods.Add);
            module.Types.Remove(type);
        }

        return types.Length;
    }

    // The one that has Main stays what it is called.
    private static bool IsOfFunctions(TypeDefinition type) => type is { IsAbstract: true, IsSealed: true, HasMethods: true, HasNestedTypes: false }
        && type.Fields.All(field => field.IsLiteral) && !type.Methods.Any(method => method.IsConstructor || method == type.Module.EntryPoint);
}
