using System.Text.Json;

namespace VirtualDevice.Screen;

/// <summary>A health snapshot as one line for a person: <c>uptime_s=12 sessions=1</c>.</summary>
internal static class StatusLine
{
    /// <summary>Puts the members of a flat object into a line, numbers first, in the order of their names.</summary>
    public static string Of(string json)
    {
        using JsonDocument status = JsonDocument.Parse(json);
        IEnumerable<string> parts = status.RootElement.EnumerateObject()
            .Where(member => !member.NameEquals("type"))
            .OrderBy(member => member.Value.ValueKind == JsonValueKind.Number ? 0 : 1)
            .ThenBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => $"{member.Name}={member.Value}");
        return string.Join(' ', parts);
    }
}
