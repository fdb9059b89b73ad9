using Mono.Cecil;

namespace ReferenceAssemblies.Image;

/// <summary>Leaves out the methods that a program cannot come to.</summary>
internal static class UnusedMethods
{
    /// <summary>Takes them out: what is neither called on any way from the entry point, nor virtual, nor run by the runtime itself.</summary>
    /// <param name="entryPoint">Where the program begins.</param>
    /// <param name="types">All types of the module.</param>
    /// <returns>How many went.</returns>
    public static int Remove(MethodDefinition entryPoint, TypeDefinition[] types)
    {
        MethodDefinition[] all = [.. types.SelectMany(type => type.Methods)];
        var reached = new HashSet<MethodDefinition>();
        var ahead = new Queue<MethodDefinition>(all.Where(method => method == entryPoint || method.IsVirtual || method.IsRuntime || (method.IsConstructor && method.IsStatic)));
        while (ahead.TryDequeue(out MethodDefinition? method))
        {
            if (reached.Add(method) && method.HasBody)
            {
                foreach (MethodDefinition called in method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodDefinition>())
                {
                    ahead.Enqueue(called);
                }
            }
        }

        return all.Where(method => !reached.Contains(method)).Count(method => method.DeclaringType.Methods.Remove(method));
    }
}
