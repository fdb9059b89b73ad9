namespace ServerStub.Control;

/// <summary>Texts of a JSON object.</summary>
internal static class JsonText
{
    /// <summary>The text of a property; null where it is missing, no text, or holds what is no Unicode.</summary>
    public static string? Of(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out JsonElement element) || element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate parses as JSON and is no text.
            return null;
        }
    }
}
