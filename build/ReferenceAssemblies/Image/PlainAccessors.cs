using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ReferenceAssemblies.Image;

/// <summary>Reads and writes a field where a property is asked that only does so.</summary>
/// <remarks>nanoCLR calls even such an accessor, with a stack frame of its own, and a pair of them is 47 bytes of an image.</remarks>
internal static class PlainAccessors
{
    private static readonly Code[][] s_bodies =
    [
        [Code.Ldarg_0, Code.Ldfld, Code.Ret], [Code.Ldarg_0, Code.Ldarg_1, Code.Stfld, Code.Ret],
        [Code.Ldsfld, Code.Ret], [Code.Ldarg_0, Code.Stsfld, Code.Ret],
    ];

    /// <summary>Puts the fields in the places of the calls, and takes the accessors out.</summary>
    /// <param name="types">All types of the module.</param>
    /// <returns>How many accessors went.</returns>
    public static int Inline(TypeDefinition[] types)
    {
        Dictionary<MethodDefinition, Instruction> plain = types.Where(type => !type.IsValueType).SelectMany(type => type.Methods).Where(IsPlain)
            .ToDictionary(method => method, method => method.Body.Instructions[^2]);
        foreach (Instruction call in types.SelectMany(type => type.Methods).Where(method => method.HasBody).SelectMany(method => method.Body.Instructions))
        {
            if (call.OpCode.Code is Code.Call or Code.Callvirt && call.Operand is MethodDefinition method && plain.TryGetValue(method, out Instruction? access))
            {
                (call.OpCode, call.Operand) = (access.OpCode, access.Operand);
                ((FieldDefinition)access.Operand).IsAssembly = true;
            }
        }

        foreach (TypeDefinition type in types)
        {
            // nanoFramework's format knows no properties and no events, only their methods.
            type.Properties.Clear();
            type.Events.Clear();
        }

        return plain.Keys.Count(method => method.DeclaringType.Methods.Remove(method));
    }

    // A property that implements an interface is found by name; an index, or the object of a field that all share, would stay on the stack.
    private static bool IsPlain(MethodDefinition method) => (method.IsGetter || method.IsSetter) && !method.IsVirtual && method.HasBody
        && s_bodies.Any(body => method.Body.Instructions.Select(instruction => instruction.OpCode.Code).SequenceEqual(body))
        && method.Body.Instructions[^2].Operand is FieldDefinition field && field.IsStatic != method.HasThis && method.Parameters.Count == (method.IsSetter ? 1 : 0);
}
