using ReferenceAssemblies.Api;

namespace ReferenceAssemblies.Declarations;

/// <summary>Writes the members of one type.</summary>
/// <param name="type">The type.</param>
public sealed class MemberWriter(ApiType type)
{
    // Bodies are never compiled into a reference assembly, they only have to be there.
    private const string Body = " { throw null; }";

    private bool IsInterface => type.Kind == "interface";

    /// <summary>Writes one member.</summary>
    /// <param name="member">The member.</param>
    /// <returns>Its declaration.</returns>
    /// <exception cref="InvalidDataException">The data names a kind that is not known.</exception>
    public string Write(ApiMember member) => member.Kind switch
    {
        "field" => Field(member),
        "constructor" => $"{member.Access} {TypeNames.Simple(type.Name)}({Parameters(member)}){Body}",
        "method" => Method(member),
        "property" => Property(member),
        "event" => $"{Modifiers(member)}event {Type(member.Type!)} {TypeNames.Identifier(member.Name)};",
        _ => throw new InvalidDataException($"{type.Name}.{member.Name}: kind '{member.Kind}'"),
    };

    private string Field(ApiMember member)
    {
        string fieldType = Type(member.Type!);
        string modifiers = member.Const is null
            ? (member.Static ? "static " : string.Empty) + (member.Readonly ? "readonly " : string.Empty)
            : "const ";
        string value = member.Const is null ? string.Empty : " = " + Literals.Write(member.Const, fieldType);
        return $"{member.Access} {modifiers}{fieldType} {TypeNames.Identifier(member.Name)}{value};";
    }

    private string Method(ApiMember member)
    {
        string returns = Type(member.Returns!);
        string head = Operators.Head(member.Name, returns) ?? $"{returns} {Explicit(member)}{TypeNames.Identifier(member.Name)}";
        return $"{Modifiers(member)}{head}({Parameters(member)}){(HasBody(member) ? Body : ";")}";
    }

    private string Property(ApiMember member)
    {
        string name = member.Parameters.Count == 0 ? TypeNames.Identifier(member.Name) : $"this[{Parameters(member)}]";
        string body = HasBody(member) ? Body : ";";
        string get = member.Get == null ? string.Empty : $" get{body}";
        string set = member.Set == null ? string.Empty : $" set{body}";
        return $"{IndexerName(member)}{Modifiers(member)}{Type(member.Type!)} {Explicit(member)}{name} {{{get}{set} }}";
    }

    // "Item" is the compiler's own name for an indexer.
    private string IndexerName(ApiMember member) => member.Parameters.Count > 0 && member.Name != "Item" && member.Explicit == null
        ? $"[global::System.Runtime.CompilerServices.IndexerName(\"{type.DefaultMember}\")] "
        : string.Empty;

    private bool HasBody(ApiMember member) => !IsInterface && !member.Modifiers.Contains("abstract");

    private string Modifiers(ApiMember member)
    {
        if (IsInterface || member.Explicit != null)
        {
            return string.Empty;
        }

        string access = member.Kind == "property" ? member.Get ?? member.Set! : member.Access;
        return string.Join(' ', member.Modifiers.Prepend(access)) + " ";
    }

    private string Explicit(ApiMember member) => member.Explicit == null ? string.Empty : Type(member.Explicit) + ".";

    private string Parameters(ApiMember member) => ParameterWriter.Write(member.Parameters, type.Generic);

    private string Type(string name) => TypeNames.Write(name, type.Generic);
}
