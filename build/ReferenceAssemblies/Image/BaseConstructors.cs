using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ReferenceAssemblies.Image;

/// <summary>Leaves out the calls of the object's own constructor, which does nothing: four bytes, and a call for each object that is made.</summary>
internal static class BaseConstructors
{
    /// <summary>Takes them out.</summary>
    /// <param name="types">All types of the module.</param>
    public static void Drop(TypeDefinition[] types)
    {
        foreach (MethodBody body in types.SelectMany(type => type.Methods).Where(method => method.IsConstructor && method.HasBody).Select(method => method.Body))
        {
            foreach (Instruction call in body.Instructions.Where(call => IsCall(call) && !IsTarget(call.Previous, body)).ToArray())
            {
                body.Instructions.Remove(call.Previous);
                body.Instructions.Remove(call);
            }
        }
    }

    private static bool IsCall(Instruction instruction) => instruction.OpCode.Code == Code.Call && instruction.Operand is MethodReference { Name: ".ctor", DeclaringType.FullName: "System.Object" }
        && instruction.Previous?.OpCode.Code == Code.Ldarg_0;

    // Of a field's initializer that decides something.
    private static bool IsTarget(Instruction load, MethodBody body) =>
        body.Instructions.Any(jump => jump.Operand == load || (jump.Operand is Instruction[] several && several.Contains(load)));
}
