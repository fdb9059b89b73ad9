using ReferenceAssemblies.Api;

namespace ReferenceAssemblies.Declarations;

/// <summary>Writes parameter lists.</summary>
public static class ParameterWriter
{
    /// <summary>Writes parameters, without the brackets around them.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="typeParameters">The type parameters in scope.</param>
    /// <returns>Such as <c>global::System.Int32 @count = 5</c>.</returns>
    public static string Write(IReadOnlyList<ApiParameter> parameters, IReadOnlyList<string> typeParameters) =>
        string.Join(", ", parameters.Select(p => Write(p, typeParameters)));

    private static string Write(ApiParameter parameter, IReadOnlyList<string> typeParameters)
    {
        string type = TypeNames.Write(parameter.Type, typeParameters);
        string mode = parameter.Mode == null ? string.Empty : parameter.Mode + " ";
        string value = parameter.Optional ? " = " + Literals.Write(parameter.Default, type) : string.Empty;
        return mode + type + " " + TypeNames.Identifier(parameter.Name) + value;
    }
}
