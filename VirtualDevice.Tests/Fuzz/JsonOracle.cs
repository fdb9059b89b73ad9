namespace VirtualDevice.Tests.Fuzz;

/// <summary>What System.Text.Json makes of a text, as strictly as the firmware.</summary>
internal static class JsonOracle
{
    // The object itself, and what JsonScanner follows inside a member's value.
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 1 + TeddyFirmware.Wire.JsonScanner.MaxDepth };

    /// <summary>Reads the members of an object.</summary>
    /// <returns>Null where it is no valid object, or holds a string that is not Unicode.</returns>
    public static List<JsonProperty>? Members(byte[] text)
    {
        try
        {
            JsonElement root = JsonDocument.Parse(text, s_options).RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            ReadAllText(root);
            return [.. root.EnumerateObject()];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The length of a string as it stands in the JSON, without its quotes.</summary>
    public static int RawLength(JsonElement value) => System.Text.Encoding.UTF8.GetByteCount(value.GetRawText()) - 2;

    /// <summary>The whole part of a number without exponent, of 15 digits at most.</summary>
    public static long Integer(JsonElement value, long absent)
    {
        string raw = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : "e";
        string whole = raw.Split('.')[0];
        return raw.Contains('e') || raw.Contains('E') || whole.TrimStart('-').Length > 15 ? absent : long.Parse(whole);
    }

    /// <summary>A number without fraction and exponent, of 15 digits at most.</summary>
    public static long WholeNumber(JsonElement value, long absent) => value.GetRawText().Contains('.') ? absent : Integer(value, absent);

    // System.Text.Json checks escapes and UTF-8 only when a string is asked for.
    private static void ReadAllText(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                value.GetString();
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                {
                    ReadAllText(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    _ = member.Name;
                    ReadAllText(member.Value);
                }

                break;
        }
    }
}
