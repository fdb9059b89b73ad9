using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ReferenceAssemblies.Image;

/// <summary>Puts the one class that implements an interface in the interface's place.</summary>
/// <remarks>The seam has a second implementation on a PC and in tests; in a board's image most of it is a row for each member, and a search by name.</remarks>
internal static class SoleImplementations
{
    /// <summary>Takes such interfaces out.</summary>
    /// <param name="types">All types of the module.</param>
    /// <returns>How many there were.</returns>
    public static int Put(TypeDefinition[] types)
    {
        Dictionary<TypeReference, TypeReference> classes = [];
        Dictionary<MethodReference, MethodDefinition> methods = [];
        foreach (TypeDefinition seam in types.Where(type => type.IsInterface && !type.HasInterfaces))
        {
            TypeDefinition[] implementing = [.. types.Where(type => type.Interfaces.Any(implemented => implemented.InterfaceType == seam))];

            // A structure is boxed where its interface is asked for; what derives from the class may override, or serve another interface with the same methods.
            if (implementing is [{ IsInterface: false, IsValueType: false, IsSealed: true } sole] && sole.Interfaces.Count == 1 && seam.Methods.All(member => Implementing(member, sole) != null))
            {
                classes.Add(seam, sole);
            }
        }

        var change = new TypeChange(type => classes.GetValueOrDefault(type));
        foreach (TypeReference needed in change.Needed(types))
        {
            classes.Remove(needed);
        }

        foreach ((TypeDefinition seam, TypeDefinition sole) in classes.Select(pair => ((TypeDefinition)pair.Key, (TypeDefinition)pair.Value)))
        {
            seam.Methods.ToList().ForEach(member => methods.Add(member, Implementing(member, sole)!));
            sole.Interfaces.Clear();
            seam.Module.Types.Remove(seam);
        }

        foreach (MethodDefinition method in methods.Values)
        {
            method.IsVirtual = method.IsNewSlot = method.IsFinal = false;
        }

        change.Make(types);
        foreach (Instruction call in types.SelectMany(type => type.Methods).Where(method => method.HasBody).SelectMany(method => method.Body.Instructions))
        {
            call.Operand = call.Operand is MethodReference called && methods.TryGetValue(called, out MethodDefinition? own) ? own : call.Operand;
        }

        return classes.Count;
    }

    // An interface's member is found by name and parameters; one that a class of the platform's declares is not ours to change.
    private static MethodDefinition? Implementing(MethodDefinition member, TypeDefinition type) => type.Methods.FirstOrDefault(own => own.IsVirtual && own.IsNewSlot
        && own.Name == member.Name && own.Parameters.Select(parameter => parameter.ParameterType.FullName).SequenceEqual(member.Parameters.Select(parameter => parameter.ParameterType.FullName)));
}
