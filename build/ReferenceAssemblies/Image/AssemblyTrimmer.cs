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
        var shortNames = new ShortNames(types);
        int interfaces = SoleImplementations.Put(types);
        types = [.. module.GetTypes()];

        // A library's methods and enumerations are for others.
        int unused = module.EntryPoint == null ? 0 : UnusedMethods.Remove(module.EntryPoint, types);
        int moved = MovedMethods.Move(types, program: module.EntryPoint != null);
        int enumerations = module.EntryPoint == null ? 0 : PlainEnums.Put(types);
        types = [.. module.GetTypes()];
        BaseConstructors.Drop(types);
        StackCount.Check(types);
        int classes = module.EntryPoint == null ? 0 : StaticClasses.Merge(module);
        types = [.. module.GetTypes()];
        int names = ShortNames.Give(types, program: module.EntryPoint != null);
        DropWhatIsNotStored(types);
        module.Write(path);
        File.WriteAllLines(Path.ChangeExtension(path, ".names"), shortNames.Lines([.. module.GetTypes()]));
        return $"{moved} methods moved to what calls them, {interfaces} interfaces their one class, {enumerations} enumerations numbers, {classes} static classes one; {unused} methods that nothing calls left out, {names} names shortened";
    }

    // The code holds their values; a class that had nothing else goes with them. nanoFramework's format does not store them, nor properties and events, and Cecil would look for the libraries that define their types.
    private static void DropWhatIsNotStored(TypeDefinition[] types)
    {
        foreach (TypeDefinition type in types)
        {
            type.Properties.Clear();
            type.Events.Clear();
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
