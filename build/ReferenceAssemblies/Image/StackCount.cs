using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace ReferenceAssemblies.Image;

/// <summary>Holds the stack that the metadata processor counts against the one that a method needs.</summary>
/// <remarks>
/// The processor keeps no count of its own for what a short jump without a condition, a switch or a handler leads to
/// (CodeWriter.CalculateStackSize), and nanoCLR gives a method no more than it counted, and two places that a constructor's call may need.
/// </remarks>
internal static class StackCount
{
    /// <summary>Makes the jumps long that the processor would not follow, and looks whether that is enough.</summary>
    /// <param name="types">All types of the module.</param>
    /// <exception cref="InvalidDataException">A method needs more than one place beyond what is counted.</exception>
    public static void Mend(TypeDefinition[] types)
    {
        foreach (MethodDefinition method in types.SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            if (Missing(method.Body) > 0)
            {
                MakeLong(method.Body);
            }

            if (Missing(method.Body) > 1)
            {
                throw new InvalidDataException($"{method.DeclaringType.Name}.{method.Name}: the metadata processor counts {Missing(method.Body)} places of stack less than it needs: put a value of it into a variable");
            }
        }
    }

    // The bytes that a long one has more are held free while all others become as short as they can.
    private static void MakeLong(MethodBody body)
    {
        body.SimplifyMacros();
        Dictionary<Instruction, int> depths = StackDepths.Of(body);
        Instruction[] over = [.. body.Instructions.Where(jump => jump.OpCode.Code == Code.Br && depths[jump] > 0)];
        Instruction[] more = [.. over.SelectMany(_ => Enumerable.Range(0, OpCodes.Br.Size + 4 - OpCodes.Br_S.Size - 1)).Select(_ => Instruction.Create(OpCodes.Nop))];
        for (int i = 0; i < more.Length; i++)
        {
            body.GetILProcessor().InsertAfter(over[i * over.Length / more.Length], more[i]);
        }

        body.OptimizeMacros();
        Array.ForEach(more, nop => body.Instructions.Remove(nop));
        Array.ForEach(over, jump => jump.OpCode = OpCodes.Br);
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
