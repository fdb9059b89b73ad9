using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ReferenceAssemblies.Image;

/// <summary>How many values lie on the stack before each instruction of a method.</summary>
internal static class StackDepths
{
    /// <summary>Follows the instructions, and the jumps forward.</summary>
    /// <param name="body">The method's body.</param>
    /// <returns>The depth before each instruction.</returns>
    /// <exception cref="InvalidDataException">Two ways to an instruction leave different depths.</exception>
    public static Dictionary<Instruction, int> Of(MethodBody body)
    {
        Dictionary<Instruction, int> depths = [];
        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            depths[handler.HandlerStart] = handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter ? 1 : 0;
            if (handler.FilterStart != null)
            {
                depths[handler.FilterStart] = 1;
            }
        }

        int depth = 0;
        bool goesOn = true;
        foreach (Instruction instruction in body.Instructions)
        {
            if (goesOn)
            {
                Reach(instruction, depth);
            }

            // What a jump alone leads to, and none from before, has nothing on the stack (ECMA-335 III.1.7.5).
            depth = depths.GetValueOrDefault(instruction, 0);
            depths[instruction] = depth;
            depth += Pushed(instruction) - Popped(instruction);
            foreach (Instruction target in Jumps.Targets(instruction))
            {
                Reach(target, depth);
            }

            goesOn = instruction.OpCode.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw);
        }

        return depths;

        void Reach(Instruction instruction, int here)
        {
            if (!depths.TryAdd(instruction, here) && depths[instruction] != here)
            {
                throw new InvalidDataException($"{body.Method.DeclaringType?.Name}.{body.Method.Name}: {depths[instruction]} or {here} values lie on the stack at {instruction}");
            }
        }
    }

    /// <summary>Counts what an instruction takes from the stack.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <returns>How many values.</returns>
    public static int Popped(Instruction instruction) => instruction switch
    {
        { OpCode.Code: Code.Newobj, Operand: MethodReference made } => made.Parameters.Count,
        { OpCode.FlowControl: FlowControl.Call, Operand: MethodReference called } => called.Parameters.Count + (called.HasThis ? 1 : 0),

        // A name has a part for each value: Popref_popi_popref. What takes all, or as many as its method has, leaves a method or a region.
        { OpCode.StackBehaviourPop: not (StackBehaviour.Pop0 or StackBehaviour.PopAll or StackBehaviour.Varpop) } => instruction.OpCode.StackBehaviourPop.ToString().Split('_').Length,
        _ => 0,
    };

    /// <summary>Counts what an instruction puts onto the stack.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <returns>How many values.</returns>
    public static int Pushed(Instruction instruction) => instruction switch
    {
        { OpCode.StackBehaviourPush: StackBehaviour.Push0 } => 0,
        { OpCode.StackBehaviourPush: StackBehaviour.Push1_push1 } => 2,
        { OpCode.FlowControl: FlowControl.Call, OpCode.Code: not Code.Newobj, Operand: MethodReference { ReturnType.MetadataType: MetadataType.Void } } => 0,
        _ => 1,
    };
}
