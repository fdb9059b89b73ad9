using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ReferenceAssemblies.Image;

/// <summary>How many bytes instructions take in nanoFramework's format.</summary>
internal static class CodeBytes
{
    /// <summary>What a method takes beside its instructions: its row (CLR_RECORD_METHODDEF).</summary>
    public const int OfRow = 16;

    /// <summary>Counts them in the form that the compiler's shortest instructions have; a number for a name, two bytes.</summary>
    /// <param name="instructions">The instructions, each in its long form.</param>
    /// <returns>The bytes.</returns>
    public static int Of(IEnumerable<Instruction> instructions) => instructions.Sum(Of);

    private static int Of(Instruction instruction) => instruction.OpCode.OperandType switch
    {
        OperandType.InlineNone => instruction.OpCode.Size,
        OperandType.InlineArg => Parameter((ParameterDefinition)instruction.Operand) < 4 ? 1 : 2,
        OperandType.InlineVar => instruction.OpCode.Code is Code.Ldloc or Code.Stloc && ((VariableDefinition)instruction.Operand).Index < 4 ? 1 : 2,
        OperandType.InlineBrTarget => 2,
        OperandType.InlineSwitch => 2 + (2 * ((Instruction[])instruction.Operand).Length),
        OperandType.InlineI => (int)instruction.Operand switch { >= -1 and <= 8 => 1, >= sbyte.MinValue and <= sbyte.MaxValue => 2, _ => 5 },
        OperandType.InlineI8 or OperandType.InlineR => 9,
        _ => instruction.OpCode.Size + 2,
    };

    // The object itself has the index -1.
    private static int Parameter(ParameterDefinition parameter) => parameter.Index + (parameter.Method.HasThis ? 1 : 0);
}
