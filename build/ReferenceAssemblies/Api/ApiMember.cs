using System.Text.Json;

namespace ReferenceAssemblies.Api;

/// <summary>One member of a type.</summary>
public sealed record ApiMember
{
    /// <summary>Gets <c>field</c>, <c>constructor</c>, <c>method</c>, <c>property</c> or <c>event</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets the accessibility; for a property it stands at its accessors.</summary>
    public string Access { get; init; } = "public";

    /// <summary>Gets the name; operators by their metadata names.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Gets the type of a field, property or event.</summary>
    public string? Type { get; init; }

    /// <summary>Gets the return type of a method.</summary>
    public string? Returns { get; init; }

    /// <summary>Gets the parameters of a method, constructor or indexer.</summary>
    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>Gets <c>static</c>, <c>abstract</c>, <c>virtual</c>, <c>override</c>, <c>sealed</c>.</summary>
    public IReadOnlyList<string> Modifiers { get; init; } = [];

    /// <summary>Gets a constant's value.</summary>
    public JsonElement? Const { get; init; }

    /// <summary>Gets a value indicating whether the field is static.</summary>
    public bool Static { get; init; }

    /// <summary>Gets a value indicating whether the field is read-only.</summary>
    public bool Readonly { get; init; }

    /// <summary>Gets the getter's accessibility; null without one.</summary>
    public string? Get { get; init; }

    /// <summary>Gets the setter's accessibility; null without one.</summary>
    public string? Set { get; init; }

    /// <summary>Gets the interface that the member implements explicitly.</summary>
    public string? Explicit { get; init; }
}
