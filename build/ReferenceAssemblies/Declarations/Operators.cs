namespace ReferenceAssemblies.Declarations;

/// <summary>Operators by their metadata names (ECMA-335, I.10.3).</summary>
public static class Operators
{
    private static readonly Dictionary<string, string> s_signs = new()
    {
        ["op_Addition"] = "+",
        ["op_Subtraction"] = "-",
        ["op_UnaryNegation"] = "-",
        ["op_UnaryPlus"] = "+",
        ["op_Equality"] = "==",
        ["op_Inequality"] = "!=",
        ["op_LessThan"] = "<",
        ["op_LessThanOrEqual"] = "<=",
        ["op_GreaterThan"] = ">",
        ["op_GreaterThanOrEqual"] = ">=",
    };

    /// <summary>Writes an operator's head up to its parameters.</summary>
    /// <param name="name">The metadata name.</param>
    /// <param name="returns">The return type as C# writes it.</param>
    /// <returns>Such as <c>bool operator ==</c>; null where the name is no operator's.</returns>
    public static string? Head(string name, string returns) => name switch
    {
        "op_Implicit" => "implicit operator " + returns,
        "op_Explicit" => "explicit operator " + returns,
        _ => s_signs.TryGetValue(name, out string? sign) ? $"{returns} operator {sign}" : null,
    };
}
