using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ReferenceAssemblies.Image;

/// <summary>What becomes of a call's arguments where the method's instructions take the call's place.</summary>
internal sealed class CallArguments
{
    private CallArguments(Instruction first) => First = first;

    /// <summary>Gets the first of the loads that end in the call, and go with it; the call itself where there are none.</summary>
    public Instruction First { get; private set; }

    /// <summary>Gets the load of the caller's own object, further in front, which goes too; null where there is none.</summary>
    public Instruction? OwnObject { get; private set; }

    /// <summary>Gets the arguments that one instruction loads, by their numbers: it is put wherever the method asks for one.</summary>
    public Dictionary<int, Instruction> Loads { get; } = [];

    /// <summary>Gets the numbers of the arguments that variables of the caller take from the stack.</summary>
    public List<int> Stored { get; } = [];

    /// <summary>Gets how many of the method's own first instructions are left out, because what they load is on the stack.</summary>
    public int OnStack { get; private init; }

    /// <summary>Looks at a call.</summary>
    /// <param name="caller">The method that calls, with instructions in their long form.</param>
    /// <param name="call">The call in it.</param>
    /// <param name="method">The method that it calls, in the same form.</param>
    /// <returns>Its arguments; null where they have to stay arguments.</returns>
    public static CallArguments? Of(MethodDefinition caller, Instruction call, MethodDefinition method)
    {
        if (IsAccess(method))
        {
            return new CallArguments(call) { OnStack = Count(method) };
        }

        var arguments = new CallArguments(call);
        int left = arguments.TakeLoads(caller.Body, method);
        return left == 0 || arguments.TakeOthers(caller.Body, call, method, left) ? arguments : null;
    }

    /// <summary>Tells whether a type is a class or an array: a variable of it holds an object.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsObject(TypeReference type) => type is { IsValueType: false, IsByReference: false, IsPinned: false, IsPointer: false };

    /// <summary>Tells whether a type is a number, which holds nothing.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Whether it is a number, a truth value or an enumeration.</returns>
    public static bool IsNumber(TypeReference type) => type.IsPrimitive || type is TypeDefinition { IsEnum: true };

    /// <summary>Tells whether a method begins with its arguments, in their order, and never comes back to them: then they are on the stack already.</summary>
    /// <param name="method">The method, with instructions in their long form.</param>
    /// <returns>Whether it does, and fails without an object as its call would.</returns>
    public static bool IsAccess(MethodDefinition method)
    {
        Instruction[] code = [.. method.Body.Instructions];
        int count = Count(method);
        return code.Length > count && code.Take(count).Select((load, index) => load.OpCode.Code == Code.Ldarg && Number(load) == index).All(inOrder => inOrder)
            && !code.Skip(count).Any(instruction => instruction.OpCode.OperandType == OperandType.InlineArg)
            && (!method.HasThis || code[count].OpCode.Code == (count == 1 ? Code.Ldfld : Code.Stfld));
    }

    /// <summary>Counts a method's arguments, its object among them.</summary>
    /// <param name="method">The method.</param>
    /// <returns>The number.</returns>
    public static int Count(MethodDefinition method) => method.Parameters.Count + (method.HasThis ? 1 : 0);

    /// <summary>Tells whether a variable of a caller can do what one of the method did: it lives longer, and is emptied behind what it was for, if no handler comes in between.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="type">The variable's type.</param>
    /// <returns>Whether it can.</returns>
    public static bool CanHold(MethodBody caller, TypeReference type) => IsNumber(type) || (IsObject(type) && !caller.HasExceptionHandlers);

    /// <summary>Tells the type of an argument.</summary>
    /// <param name="method">The method.</param>
    /// <param name="number">The argument's number.</param>
    /// <returns>Its type.</returns>
    public static TypeReference TypeOf(MethodDefinition method, int number) =>
        method.HasThis ? number == 0 ? method.DeclaringType : method.Parameters[number - 1].ParameterType : method.Parameters[number].ParameterType;

    /// <summary>Tells the number of the argument that an instruction names.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <returns>The number; that of a method's object is 0.</returns>
    public static int Number(Instruction instruction)
    {
        var parameter = (ParameterDefinition)instruction.Operand;
        return parameter.Index + (parameter.Method.HasThis ? 1 : 0);
    }

    /// <summary>Tells what a method's instruction becomes, for counting its bytes.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <returns>The load that takes its place, or itself.</returns>
    public Instruction InPlaceOf(Instruction instruction) =>
        instruction.OpCode.OperandType == OperandType.InlineArg && Loads.TryGetValue(Number(instruction), out Instruction? load) ? load : instruction;

    // From the last one back, as long as each is one instruction, which says the same wherever it stands.
    private int TakeLoads(MethodBody caller, MethodDefinition method)
    {
        int left = Count(method);
        while (left > 0 && !Jumps.LeadTo(First, caller) && IsLoad(First.Previous) && !IsChanged(method, left - 1) && (left > 1 || !method.HasThis || IsOwnObject(First.Previous)))
        {
            left--;
            First = First.Previous;
            Loads.Add(left, First);
        }

        return left;
    }

    // The caller's own object needs no variable.
    private bool TakeOthers(MethodBody caller, Instruction call, MethodDefinition method, int left)
    {
        OwnObject = method.HasThis ? LoadOfOwnObject(caller, call, method) : null;
        if (OwnObject != null)
        {
            Loads.Add(0, OwnObject);
        }

        int first = OwnObject == null ? 0 : 1;
        Stored.AddRange(Enumerable.Range(first, left - first));
        return Stored.TrueForAll(number => CanHold(caller, TypeOf(method, number)));
    }

    private Instruction? LoadOfOwnObject(MethodBody caller, Instruction call, MethodDefinition method)
    {
        Dictionary<Instruction, int> depths = StackDepths.Of(caller);
        int depth = depths[call] - Count(method);
        Instruction load = First.Previous;
        while (depths[load] != depth)
        {
            load = load.Previous;
        }

        HashSet<Instruction> behind = [call];
        bool isTaken = false;
        for (Instruction other = load.Next; other != call; other = other.Next)
        {
            behind.Add(other);
            isTaken |= depths[other] - StackDepths.Popped(other) <= depth;
        }

        // Where a jump comes in between, another object may be there.
        isTaken |= caller.Instructions.Any(jump => !behind.Contains(jump) && Jumps.Targets(jump).Any(behind.Contains));
        return IsOwnObject(load) && !isTaken ? load : null;
    }

    private static bool IsLoad(Instruction? instruction) => instruction?.OpCode.Code is Code.Ldarg or Code.Ldloc or Code.Ldc_I4 or Code.Ldnull or Code.Ldstr;

    private static bool IsOwnObject(Instruction instruction) => instruction.OpCode.Code == Code.Ldarg && ((ParameterDefinition)instruction.Operand).Index < 0;

    private static bool IsChanged(MethodDefinition method, int number) =>
        method.Body.Instructions.Any(instruction => instruction.OpCode.Code is Code.Starg or Code.Ldarga && Number(instruction) == number);
}
