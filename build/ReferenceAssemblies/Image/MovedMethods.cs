using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace ReferenceAssemblies.Image;

/// <summary>Moves methods to the places that call them, where an image gets smaller by that: most that have one caller, and short ones.</summary>
/// <remarks>
/// nanoCLR calls even a property that only reads a field, with a stack frame of its own; a method is a row of 16 bytes in an image,
/// and a place in the tables that it keeps in its heap. What holds objects in variables of its own stays a method: its caller may wait
/// for hours, and its variables would hold them as long.
/// </remarks>
internal sealed class MovedMethods
{
    private readonly Dictionary<MethodDefinition, List<CallPlace>> _places = [];
    private readonly Dictionary<MethodDefinition, List<VariableDefinition>> _variables = [];
    private readonly HashSet<MethodDefinition> _kept = [];
    private readonly HashSet<MethodDefinition> _seen = [];
    private int _moved;

    private MovedMethods(IEnumerable<MethodDefinition> methods)
    {
        foreach (MethodDefinition caller in methods)
        {
            foreach (Instruction instruction in caller.Body.Instructions.Where(instruction => instruction.Operand is MethodDefinition))
            {
                Note(caller, instruction, isMoved: false);
            }
        }
    }

    /// <summary>Moves them, and takes them out.</summary>
    /// <param name="types">All types of the module.</param>
    /// <param name="program">Whether nothing else calls its methods; of a library only properties move.</param>
    /// <returns>How many there were.</returns>
    public static int Move(TypeDefinition[] types, bool program)
    {
        MethodDefinition[] methods = [.. types.SelectMany(type => type.Methods).Where(method => method.HasBody)];
        Array.ForEach(methods, method => method.Body.SimplifyMacros());
        var moved = new MovedMethods(methods);
        foreach (MethodDefinition method in methods.Where(method => program || ((method.IsGetter || method.IsSetter) && CallArguments.IsAccess(method))))
        {
            moved.MoveAfterItsCalls(method);
        }

        foreach (MethodBody body in methods.Where(method => method.DeclaringType != null).Select(method => method.Body))
        {
            SortVariables(body);
            body.OptimizeMacros();
        }

        return moved._moved;
    }

    // The first four of a method are a byte shorter wherever they are named.
    private static void SortVariables(MethodBody body)
    {
        ILookup<object, Instruction> uses = body.Instructions.Where(instruction => instruction.OpCode.OperandType == OperandType.InlineVar).ToLookup(instruction => instruction.Operand);
        VariableDefinition[] sorted = [.. body.Variables.OrderByDescending(variable => uses[variable].Count())];
        body.Variables.Clear();
        Array.ForEach(sorted, body.Variables.Add);
    }

    private void Note(MethodDefinition caller, Instruction instruction, bool isMoved)
    {
        var called = (MethodDefinition)instruction.Operand;
        if (instruction.OpCode.Code is Code.Call or Code.Callvirt)
        {
            _places.TryAdd(called, []);
            _places[called].Add(new CallPlace(caller, instruction, isMoved));
        }
        else
        {
            _kept.Add(called);
        }
    }

    // What it calls is moved into it first, and then with it.
    private void MoveAfterItsCalls(MethodDefinition method)
    {
        if (!_seen.Add(method))
        {
            return;
        }

        foreach (MethodDefinition called in method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodDefinition>().Where(called => called.HasBody).ToArray())
        {
            MoveAfterItsCalls(called);
        }

        if (!_kept.Contains(method) && CanMove(method) && _places.TryGetValue(method, out List<CallPlace>? places) && places.TrueForAll(place => place.Takes(method))
            && places.Sum(place => place.Growth(method)) < CodeBytes.OfRow + CodeBytes.Of(method.Body.Instructions))
        {
            Move(method, places);
        }
    }

    private void Move(MethodDefinition method, List<CallPlace> places)
    {
        foreach (CallPlace place in places)
        {
            _variables.TryAdd(place.Caller, []);
            foreach (Instruction instruction in place.Put(method, _variables[place.Caller]).Where(instruction => instruction.Operand is MethodDefinition))
            {
                Note(place.Caller, instruction, isMoved: true);
            }
        }

        method.DeclaringType.Methods.Remove(method);
        foreach (List<CallPlace> others in _places.Values)
        {
            others.RemoveAll(place => place.Caller == method);
        }

        _moved++;
    }

    private static bool CanMove(MethodDefinition method) => !method.IsVirtual && !method.IsConstructor && method != method.Module.EntryPoint && !method.NoInlining && !method.IsSynchronized
        && !method.DeclaringType.IsValueType && !method.Body.HasExceptionHandlers && method.Body.Instructions[^1].OpCode.Code == Code.Ret;
}
