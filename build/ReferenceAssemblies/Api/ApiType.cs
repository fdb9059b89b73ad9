using System.Text.Json;

namespace ReferenceAssemblies.Api;

/// <summary>One type of a class library. Absent fields of the data are null, false or empty.</summary>
public sealed record ApiType
{
    /// <summary>Gets the full name; nested types with <c>+</c>, generic ones with their arity.</summary>
    public required string Name { get; init; }

    /// <summary>Gets <c>class</c>, <c>struct</c>, <c>interface</c>, <c>enum</c> or <c>delegate</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets the accessibility.</summary>
    public string Access { get; init; } = "public";

    /// <summary>Gets a value indicating whether the class is static.</summary>
    public bool Static { get; init; }

    /// <summary>Gets a value indicating whether the class is abstract.</summary>
    public bool Abstract { get; init; }

    /// <summary>Gets a value indicating whether the class is sealed.</summary>
    public bool Sealed { get; init; }

    /// <summary>Gets the base class; null for <c>System.Object</c>.</summary>
    public string? Base { get; init; }

    /// <summary>Gets the interfaces.</summary>
    public IReadOnlyList<string> Interfaces { get; init; } = [];

    /// <summary>Gets the names of the type parameters.</summary>
    public IReadOnlyList<string> Generic { get; init; } = [];

    /// <summary>Gets a value indicating whether the enum carries <c>Flags</c>.</summary>
    public bool FlagsEnum { get; init; }

    /// <summary>Gets the enum's underlying type.</summary>
    public string? Underlying { get; init; }

    /// <summary>Gets the enum's values.</summary>
    public IReadOnlyDictionary<string, JsonElement> Values { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Gets the delegate's return type.</summary>
    public string? Returns { get; init; }

    /// <summary>Gets the delegate's parameters.</summary>
    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>Gets a value indicating whether the struct has instance fields.</summary>
    public bool HasState { get; init; }

    /// <summary>Gets a value indicating whether the struct lives on the stack only (<c>ref struct</c>).</summary>
    public bool RefLike { get; init; }

    /// <summary>Gets a value indicating whether the class has no constructor that others may call.</summary>
    public bool NoPublicConstructor { get; init; }

    /// <summary>Gets the name of the indexer.</summary>
    public string? DefaultMember { get; init; }

    /// <summary>Gets the targets of an attribute class.</summary>
    public int? AttributeTargets { get; init; }

    /// <summary>Gets whether an attribute may stand twice at the same place.</summary>
    public bool? AttributeAllowMultiple { get; init; }

    /// <summary>Gets whether an attribute is inherited.</summary>
    public bool? AttributeInherited { get; init; }

    /// <summary>Gets the members.</summary>
    public IReadOnlyList<ApiMember> Members { get; init; } = [];
}
