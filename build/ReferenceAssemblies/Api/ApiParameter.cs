using System.Text.Json;

namespace ReferenceAssemblies.Api;

/// <summary>One parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Mode"><c>ref</c>, <c>out</c>, <c>params</c>, or null.</param>
/// <param name="Optional">Whether it may be left out.</param>
/// <param name="Default">Its value then.</param>
public sealed record ApiParameter(string Name, string Type, string? Mode = null, bool Optional = false, JsonElement? Default = null);
