using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;

namespace ReferenceAssemblies.Declarations;

/// <summary>Constants as C# writes them.</summary>
public static class Literals
{
    /// <summary>Writes the value of a constant or of an optional parameter.</summary>
    /// <param name="value">The value; null and absent alike are <c>default</c>.</param>
    /// <param name="type">The type as C# writes it.</param>
    /// <returns>An expression of that type.</returns>
    public static string Write(JsonElement? value, string type)
    {
        if (value is not { } element || element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return "default";
        }

        return element.ValueKind switch
        {
            JsonValueKind.String => Text(element.GetString()!, type),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            // The cast makes chars and enums of numbers; unchecked, because some do not fit by their sign.
            _ => $"unchecked(({type})({Number(element.GetRawText(), type)}))",
        };
    }

    private static string Number(string digits, string type) => type switch
    {
        "global::System.Single" => digits + "f",
        "global::System.Double" => digits + "d",
        _ => digits,
    };

    // JSON has no word for them, so the data writes them as strings.
    private static string Text(string text, string type)
    {
        if (type is not ("global::System.Single" or "global::System.Double"))
        {
            return SymbolDisplay.FormatLiteral(text, quote: true);
        }

        return text switch
        {
            "NaN" => $"({type})(0d / 0d)",
            "Infinity" => $"({type})(1d / 0d)",
            _ => $"({type})(-1d / 0d)",
        };
    }
}
