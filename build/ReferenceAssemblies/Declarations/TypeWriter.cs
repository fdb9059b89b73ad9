using System.Text;
using ReferenceAssemblies.Api;

namespace ReferenceAssemblies.Declarations;

/// <summary>Writes types without their bodies.</summary>
public static class TypeWriter
{
    /// <summary>Writes a whole assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>One C# source.</returns>
    public static string Write(ApiAssembly assembly)
    {
        var text = new StringBuilder();
        text.AppendLine($"[assembly: global::System.Reflection.AssemblyVersion(\"{assembly.Version}\")]");
        foreach (ApiType type in assembly.Types.Where(t => !t.Name.Contains('+')))
        {
            int dot = type.Name.LastIndexOf('.');
            text.AppendLine($"namespace {type.Name[..dot]} {{");
            Write(text, type, assembly.Types);
            text.AppendLine("}");
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, ApiType type, IReadOnlyList<ApiType> all)
    {
        WriteAttributes(text, type);
        switch (type.Kind)
        {
            case "enum":
                WriteEnum(text, type);
                break;
            case "delegate":
                text.AppendLine($"{type.Access} delegate {TypeNames.Write(type.Returns!, type.Generic)} {Name(type)}({ParameterWriter.Write(type.Parameters, type.Generic)});");
                break;
            default:
                WriteClass(text, type, all);
                break;
        }
    }

    private static void WriteAttributes(StringBuilder text, ApiType type)
    {
        if (type.FlagsEnum)
        {
            text.AppendLine("[global::System.Flags]");
        }

        if (type.AttributeTargets is { } targets)
        {
            string multiple = type.AttributeAllowMultiple is { } m ? ", AllowMultiple = " + (m ? "true" : "false") : string.Empty;
            string inherited = type.AttributeInherited is { } i ? ", Inherited = " + (i ? "true" : "false") : string.Empty;
            text.AppendLine($"[global::System.AttributeUsage((global::System.AttributeTargets){targets}{multiple}{inherited})]");
        }
    }

    private static void WriteEnum(StringBuilder text, ApiType type)
    {
        string underlying = TypeNames.Write(type.Underlying!, []);
        text.AppendLine($"{type.Access} enum {Name(type)} : {underlying} {{");
        foreach (var (name, value) in type.Values)
        {
            text.AppendLine($"{TypeNames.Identifier(name)} = {Literals.Write(value, underlying)},");
        }

        text.AppendLine("}");
    }

    private static void WriteClass(StringBuilder text, ApiType type, IReadOnlyList<ApiType> all)
    {
        string modifiers = (type.Static ? "static " : string.Empty) + (type.Abstract ? "abstract " : string.Empty)
            + (type.Sealed ? "sealed " : string.Empty) + (type.RefLike ? "ref " : string.Empty);
        text.AppendLine($"{type.Access} {modifiers}partial {type.Kind} {Name(type)}{Bases(type)} {{");
        if (type.HasState)
        {
            // A primitive is its own state (int holds an int), and the compiler alone may say so.
            text.AppendLine("private int __state;");
        }

        if (type.NoPublicConstructor)
        {
            text.AppendLine($"internal {TypeNames.Simple(type.Name)}() {{ }}");
        }

        var members = new MemberWriter(type);
        foreach (ApiMember member in type.Members)
        {
            text.AppendLine(members.Write(member));
        }

        foreach (ApiType nested in all.Where(t => IsDirectlyNested(t.Name, type.Name)))
        {
            Write(text, nested, all);
        }

        text.AppendLine("}");
    }

    private static bool IsDirectlyNested(string name, string outer) =>
        name.StartsWith(outer + "+", StringComparison.Ordinal) && name.LastIndexOf('+') == outer.Length;

    private static string Bases(ApiType type)
    {
        IEnumerable<string> bases = type.Base == null ? type.Interfaces : type.Interfaces.Prepend(type.Base);
        string list = string.Join(", ", bases.Select(b => TypeNames.Write(b, type.Generic)));
        return list.Length == 0 ? string.Empty : " : " + list;
    }

    private static string Name(ApiType type) =>
        TypeNames.Simple(type.Name) + (type.Generic.Count == 0 ? string.Empty : $"<{string.Join(", ", type.Generic)}>");
}
