using Mono.Cecil;

namespace ReferenceAssemblies.Image;

/// <summary>Takes out of a compiled assembly what a board never needs, between the compiler and the metadata processor.</summary>
/// <remarks>The sources stay as a person reads them. Types and methods keep their names: nanoCLR prints them in a stack trace.</remarks>
public static class AssemblyTrimmer
{
    /// <summary>Trims in place.</summary>
    /// <param name="path">The compiled assembly.</param>
    /// <returns>What was done, for the build's output.</returns>
    public static string Trim(string path)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(path, new ReaderParameters { InMemory = true });
        TypeDefinition[] types = [.. module.GetTypes()];
        int interfaces = SoleImplementations.Put(types);
        types = [.. module.GetTypes()];
        int accessors = PlainAccessors.Inline(types);

        // A library's methods and enumerations are for others.
        int unused = module.EntryPoint == null ? 0 : UnusedMethods.Remove(module.EntryPoint, types);
        int enumerations = module.EntryPoint == null ? 0 : PlainEnums.Put(types);
        types = [.. module.GetTypes()];
        BaseConstructors.Drop(types);
        DropConstants(types);
        int names = ShortNames.Give(types);
        module.Write(path);
        return $"{accessors} accessors made field accesses, {interfaces} interfaces their one class, {enumerations} enumerations numbers; {unused} methods that nothing calls left out, {names} names shortened";
    }

    // The code holds their values; a class that had nothing else goes with them. nanoFramework's format does not store them, and Cecil would look for the libraries that define their types.
    private static void DropConstants(TypeDefinition[] types)
    {
        foreach (TypeDefinition type in types)
        {
            foreach (FieldDefinition constant in type.Fields.Where(field => field.IsLiteral).ToArray())
            {
                type.Fields.Remove(constant);
            }

            foreach (ParameterDefinition parameter in type.Methods.SelectMany(method => method.Parameters))
            {
                parameter.HasConstant = false;
            }

            if (type is { IsAbstract: true, IsSealed: true, HasMethods: false, HasFields: false, HasNestedTypes: false })
            {
                type.Module.Types.Remove(type);
            }
        }
    }
}
