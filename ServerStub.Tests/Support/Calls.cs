using System.Reflection;

namespace ServerStub.Tests.Support;

/// <summary>Which compiled methods call which.</summary>
internal static class Calls
{
    // ECMA-335, III.3.19 and III.4.2: call and callvirt, each followed by a token of four bytes.
    private const byte Call = 0x28;
    private const byte CallVirtual = 0x6F;

    private const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>Each method of an assembly that calls one of that name, as "Type.Method".</summary>
    public static string[] To(string callee, Assembly assembly) =>
    [
        .. from type in assembly.GetTypes()
           from method in type.GetMethods(Own).Concat<MethodBase>(type.GetConstructors(Own))
           where Callees(method).Any(called => called.Name == callee)
           select $"{type.Name}.{method.Name}",
    ];

    // A byte that only looks like a call resolves to nothing, or adds a method that nobody asks for.
    private static IEnumerable<MethodBase> Callees(MethodBase method)
    {
        byte[] il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (int at = 0; at + sizeof(int) < il.Length; at++)
        {
            if (il[at] is Call or CallVirtual && Resolve(method, BitConverter.ToInt32(il, at + 1)) is { } callee)
            {
                yield return callee;
            }
        }
    }

    private static MethodBase? Resolve(MethodBase method, int token)
    {
        try
        {
            return method.Module.ResolveMethod(token,
                method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
        }
        catch (Exception problem) when (problem is ArgumentException or BadImageFormatException)
        {
            return null;
        }
    }
}
