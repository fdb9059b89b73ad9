using Mono.Cecil.Cil;

namespace ReferenceAssemblies.Image;

/// <summary>Where jumps lead, and the borders of regions with handlers.</summary>
internal static class Jumps
{
    /// <summary>Tells where an instruction may jump to.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <returns>The targets; none where it only goes on.</returns>
    public static Instruction[] Targets(Instruction instruction) => instruction.Operand switch
    {
        Instruction target => [target],
        Instruction[] several => several,
        _ => [],
    };

    /// <summary>Tells whether anything leads to an instruction but the one in front of it.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="body">The body that it is in.</param>
    /// <returns>Whether a jump or a border does.</returns>
    public static bool LeadTo(Instruction instruction, MethodBody body) => body.Instructions.Any(jump => Targets(jump).Contains(instruction))
        || body.ExceptionHandlers.Any(handler => new[] { handler.TryStart, handler.TryEnd, handler.FilterStart, handler.HandlerStart, handler.HandlerEnd }.Contains(instruction));

    /// <summary>Lets all that leads to an instruction lead to another.</summary>
    /// <param name="from">The instruction.</param>
    /// <param name="to">The other one.</param>
    /// <param name="body">The body that both are in.</param>
    public static void Lead(Instruction from, Instruction to, MethodBody body)
    {
        foreach (Instruction jump in body.Instructions)
        {
            jump.Operand = jump.Operand switch
            {
                Instruction target when target == from => to,
                Instruction[] several => Array.ConvertAll(several, target => target == from ? to : target),
                _ => jump.Operand,
            };
        }

        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            handler.TryStart = handler.TryStart == from ? to : handler.TryStart;
            handler.TryEnd = handler.TryEnd == from ? to : handler.TryEnd;
            handler.FilterStart = handler.FilterStart == from ? to : handler.FilterStart;
            handler.HandlerStart = handler.HandlerStart == from ? to : handler.HandlerStart;
            handler.HandlerEnd = handler.HandlerEnd == from ? to : handler.HandlerEnd;
        }
    }
}
