using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ReferenceAssemblies.Image;

/// <summary>Holds the stack that the metadata processor counts against the one that a method needs.</summary>
/// <remarks>
/// The processor keeps no count of its own for what a short jump without a condition, a switch or a handler leads to
/// (CodeWriter.CalculateStackSize), and nanoCLR gives a method no more than it counted, and two places that a constructor's call may need.
/// </remarks>
internal static class StackCount
{
    /// <summary>Looks whether the count is enough.</summary>
    /// <param name="types">All types of the module.</param>
    /// <exception cref="InvalidDataException">A method needs more than one place beyond what is counted, which is the exception of a handler.</exception>
    public static void Check(TypeDefinition[] types)
    {
        foreach (MethodDefinition method in types.SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            int missing = Missing(method.Body);
            if (missing > 1)
            {
                throw new InvalidDataException($"{method.DeclaringType.Name}.{method.Name}: the metadata processor counts {missing} places of stack less than it needs: put a value of it into a variable");
            }
        }
    }

    private static int Missing(MethodBody body) => StackDepths.Of(body).Values.Max() - Counted(body);

    private static int Counted(MethodBody body)
    {
        Dictionary<Instruction, int> known = [];
        int size = 0;
        int largest = 0;
        foreach (Instruction instruction in body.Instructions)
        {
            size = known.GetValueOrDefault(instruction, size);
            if (instruction.OpCode.Code is Code.Throw or Code.Endfinally or Code.Endfilter or Code.Leave or Code.Leave_S or Code.Br_S)
            {
                size = 0;
                continue;
            }

            size += StackDepths.Pushed(instruction) - StackDepths.Popped(instruction);
            if (instruction.Operand is Instruction target)
            {
                known[target] = Math.Max(known.GetValueOrDefault(target), size);
            }

            largest = Math.Max(largest, size);
        }

        return largest;
    }
}
