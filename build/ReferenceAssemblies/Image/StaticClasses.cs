using Mono.Cecil;

namespace ReferenceAssemblies.Image;

/// <summary>Makes one class of all that have only functions: in an image each is a row and a name, in the heap of a board 8 bytes.</summary>
internal static class StaticClasses
{
    private const string Name = "Functions";

    /// <summary>Brings them together.</summary>
    /// <param name="module">The program.</param>
    /// <returns>How many there were.</returns>
    public static int Merge(ModuleDefinition module)
    {
        TypeDefinition[] types = [.. module.Types.Where(IsOfFunctions)];
        if (types.Length < 2)
        {
            return 0;
        }

        var all = new TypeDefinition(types[0].Namespace, Name, types[0].Attributes, module.TypeSystem.Object);
        module.Types.Add(all);
        foreach (TypeDefinition type in types)
        {
            MethodDefinition[] methods = [.. type.Methods];
            type.Methods.Clear();
            foreach (MethodDefinition method in methods)
            {
                // The processor tells methods apart by name and parameters.
                method.Name = all.Methods.Any(other => other.Name == method.Name) ? $"{type.Name}.{method.Name}" : method.Name;
                all.Methods.Add(method);
            }

            module.Types.Remove(type);
        }

        return types.Length;
    }

    // The one that has Main stays what it is called.
    private static bool IsOfFunctions(TypeDefinition type) => type is { IsAbstract: true, IsSealed: true, HasMethods: true, HasNestedTypes: false }
        && type.Fields.All(field => field.IsLiteral) && !type.Methods.Any(method => method.IsConstructor || method == type.Module.EntryPoint);
}
