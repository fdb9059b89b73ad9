namespace ReferenceAssemblies.Declarations;

/// <summary>Metadata names as C# writes them.</summary>
public static class TypeNames
{
    /// <summary>Writes a type's name so that nothing near it can change its meaning.</summary>
    /// <param name="name">The metadata name, such as <c>System.Uri+Flags</c> or <c>System.Byte[]</c>.</param>
    /// <param name="typeParameters">The type parameters in scope.</param>
    /// <returns>Such as <c>global::System.Uri.Flags</c>.</returns>
    public static string Write(string name, IReadOnlyList<string> typeParameters)
    {
        if (name.EndsWith("[]", StringComparison.Ordinal))
        {
            return Write(name[..^2], typeParameters) + "[]";
        }

        // C# has no other name for it.
        if (name == "System.Void")
        {
            return "void";
        }

        return typeParameters.Contains(name) ? name : "global::" + name.Replace('+', '.');
    }

    /// <summary>Takes the namespace, the outer types and the arity off.</summary>
    /// <param name="name">The metadata name.</param>
    /// <returns>The name as its declaration has it.</returns>
    public static string Simple(string name)
    {
        string last = name[(name.LastIndexOfAny(['.', '+']) + 1)..];
        int arity = last.IndexOf('`');
        return arity < 0 ? last : last[..arity];
    }

    /// <summary>Writes an identifier, with <c>@</c> where it is a keyword.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The identifier.</returns>
    public static string Identifier(string name) => "@" + name;
}
