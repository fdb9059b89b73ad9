namespace TeddyFirmware.Analyzers.Shared;

/// <summary>Types by their full names: a rule has no other way to know a library's types.</summary>
internal static class Types
{
    /// <summary>Compares a type's name.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">Namespace and name.</param>
    /// <returns>true where it is that type.</returns>
    public static bool Is(this ITypeSymbol? type, string name)
    {
        int dot = name.LastIndexOf('.');

        // The short name first: it is free, and settles nearly every case.
        return type != null
            && type.Name.Length == name.Length - dot - 1
            && name.EndsWith(type.Name, StringComparison.Ordinal)
            && type.ContainingNamespace?.ToDisplayString() == name.Substring(0, dot);
    }

    /// <summary>Compares the names of a type and of its base types.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">Namespace and name.</param>
    /// <returns>true where it is that type or derives from it.</returns>
    public static bool IsOrDerivesFrom(this ITypeSymbol? type, string name)
    {
        for (ITypeSymbol? current = type; current != null; current = current.BaseType)
        {
            if (current.Is(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Says whether a type is an own or a library's enumeration.</summary>
    /// <param name="type">The type.</param>
    /// <returns>true for an enumeration.</returns>
    public static bool IsEnum(this ITypeSymbol? type) => type?.TypeKind == TypeKind.Enum;
}
