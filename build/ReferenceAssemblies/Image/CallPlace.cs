using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ReferenceAssemblies.Image;

/// <summary>A place that calls a method, and may take its instructions instead.</summary>
/// <param name="caller">The method that calls.</param>
/// <param name="call">The call in it.</param>
/// <param name="isMoved">Whether the call came here with another method's instructions.</param>
internal sealed class CallPlace(MethodDefinition caller, Instruction call, bool isMoved)
{
    /// <summary>Gets the method that calls.</summary>
    public MethodDefinition Caller { get; } = caller;

    /// <summary>Tells whether this place can take a method's instructions.</summary>
    /// <param name="method">The method that is called here.</param>
    /// <returns>Whether it can.</returns>
    /// <remarks>Where the method jumps, nothing may lie below its own values: the metadata processor counts from nothing behind a jump (CodeWriter.CalculateStackSize).</remarks>
    public bool Takes(MethodDefinition method) => Caller != method && (!HasJumps(method) || StackDepths.Of(Caller.Body)[call] == CallArguments.Count(method))
        && method.Body.Variables.All(variable => CallArguments.CanHold(Caller.Body, variable.VariableType)) && CallArguments.Of(Caller, call, method) != null;

    /// <summary>Counts by how much the caller grows.</summary>
    /// <param name="method">The method, which this place takes.</param>
    /// <returns>The bytes; less than zero where it shrinks.</returns>
    public int Growth(MethodDefinition method)
    {
        CallArguments arguments = CallArguments.Of(Caller, call, method)!;
        int emptied = call.Next.OpCode.Code == Mono.Cecil.Cil.Code.Ret ? 0 : arguments.Stored.Select(number => CallArguments.TypeOf(method, number))
            .Concat(method.Body.Variables.Select(variable => variable.VariableType)).Count(CallArguments.IsObject);
        return CodeBytes.Of(method.Body.Instructions.Skip(arguments.OnStack).SkipLast(1).Select(arguments.InPlaceOf)) + (2 * arguments.Stored.Count) + (3 * emptied) - CodeBytes.Of(Replaced(arguments));
    }

    /// <summary>Puts a method's instructions in the place of the call.</summary>
    /// <param name="method">The method, which this place takes.</param>
    /// <param name="variables">The variables that the caller got in this way; those that are free here are used again.</param>
    /// <returns>The instructions.</returns>
    public Instruction[] Put(MethodDefinition method, List<VariableDefinition> variables)
    {
        CallArguments arguments = CallArguments.Of(Caller, call, method)!;
        Instruction[] replaced = [.. Replaced(arguments)];
        Instruction[] code = Code(method, arguments, variables);
        ILProcessor processor = Caller.Body.GetILProcessor();
        foreach (Instruction instruction in code)
        {
            processor.InsertBefore(arguments.First, instruction);
            Open(instruction.Operand);
        }

        Jumps.Lead(arguments.First, code.FirstOrDefault(call.Next), Caller.Body);
        foreach (Instruction instruction in replaced)
        {
            Jumps.Lead(instruction, instruction.Next, Caller.Body);
            processor.Remove(instruction);
        }

        return code;
    }

    // nanoCLR does not look; the runtime that runs the trimmer's tests does.
    private static void Open(object? member)
    {
        if (member is FieldDefinition { IsPrivate: true } field)
        {
            field.IsAssembly = true;
        }
        else if (member is MethodDefinition { IsPrivate: true } method)
        {
            method.IsAssembly = true;
        }
    }

    private static bool HasJumps(MethodDefinition method) => method.Body.Instructions.SkipLast(1).Any(instruction => instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return);

    private IEnumerable<Instruction> Replaced(CallArguments arguments)
    {
        if (arguments.OwnObject != null)
        {
            yield return arguments.OwnObject;
        }

        for (Instruction load = arguments.First; load != call; load = load.Next)
        {
            yield return load;
        }

        yield return call;
    }

    private Instruction[] Code(MethodDefinition method, CallArguments arguments, List<VariableDefinition> variables)
    {
        List<VariableDefinition> free = isMoved ? [] : [.. variables.Where(variable => !arguments.Loads.Values.Any(load => load.Operand == variable))];
        Dictionary<int, VariableDefinition> stored = arguments.Stored.ToDictionary(number => number, number => Variable(CallArguments.TypeOf(method, number), free, variables));
        Dictionary<object, VariableDefinition> own = method.Body.Variables.ToDictionary(variable => (object)variable, variable => Variable(variable.VariableType, free, variables));
        Instruction[] emptying = [.. call.Next.OpCode.Code == Mono.Cecil.Cil.Code.Ret ? [] : stored.Values.Concat(own.Values).Where(variable => CallArguments.IsObject(variable.VariableType))
            .SelectMany(variable => new[] { Instruction.Create(OpCodes.Ldnull), Instruction.Create(OpCodes.Stloc, variable) })];
        Instruction end = emptying.FirstOrDefault(call.Next);
        Instruction[] body = [.. method.Body.Instructions.Skip(arguments.OnStack)];
        Dictionary<Instruction, Instruction> copies = body.SkipLast(1).ToDictionary(instruction => instruction, Copy);
        foreach ((Instruction instruction, Instruction copy) in copies)
        {
            if (instruction.OpCode.Code == Mono.Cecil.Cil.Code.Ret)
            {
                (copy.OpCode, copy.Operand) = (OpCodes.Br, end);
            }
            else if (instruction.OpCode.OperandType == OperandType.InlineArg)
            {
                PutArgument(copy, CallArguments.Number(instruction), arguments, stored);
            }
            else
            {
                copy.Operand = copy.Operand switch
                {
                    VariableDefinition variable => own[variable],
                    Instruction target => copies.GetValueOrDefault(target, end),
                    Instruction[] several => Array.ConvertAll(several, target => copies.GetValueOrDefault(target, end)),
                    _ => copy.Operand,
                };
            }
        }

        return [.. stored.OrderByDescending(pair => pair.Key).Select(pair => Instruction.Create(OpCodes.Stloc, pair.Value)), .. body.SkipLast(1).Select(instruction => copies[instruction]), .. emptying];
    }

    private static void PutArgument(Instruction copy, int number, CallArguments arguments, Dictionary<int, VariableDefinition> stored)
    {
        if (arguments.Loads.TryGetValue(number, out Instruction? load))
        {
            (copy.OpCode, copy.Operand) = (load.OpCode, load.Operand);
            return;
        }

        copy.OpCode = copy.OpCode.Code switch
        {
            Mono.Cecil.Cil.Code.Ldarg => OpCodes.Ldloc,
            Mono.Cecil.Cil.Code.Starg => OpCodes.Stloc,
            _ => OpCodes.Ldloca,
        };
        copy.Operand = stored[number];
    }

    private static Instruction Copy(Instruction instruction)
    {
        Instruction copy = Instruction.Create(OpCodes.Nop);
        (copy.OpCode, copy.Operand) = (instruction.OpCode, instruction.Operand);
        return copy;
    }

    // All objects alike: one that is free can hold any, and each variable is 12 bytes of a stack frame.
    private VariableDefinition Variable(TypeReference type, List<VariableDefinition> free, List<VariableDefinition> variables)
    {
        TypeReference held = CallArguments.IsObject(type) ? Caller.Module.TypeSystem.Object : type;
        VariableDefinition? variable = free.Find(other => other.VariableType.FullName == held.FullName);
        if (variable == null)
        {
            variable = new VariableDefinition(held);
            variables.Add(variable);
            Caller.Body.Variables.Add(variable);
        }

        free.Remove(variable);
        return variable;
    }
}
