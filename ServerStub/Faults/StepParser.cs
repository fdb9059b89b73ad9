using ServerStub.Control;

namespace ServerStub.Faults;

/// <summary>From JSON to checked steps: one object of a request, or the list of a scenario.</summary>
internal sealed class StepParser(DeviceRegistry registry)
{
    private const int MaxTimes = 1_000_000;

    private static readonly StepField s_times = StepField.Number("times", "How often.", 0, MaxTimes, 1);

    /// <summary>Reads one step; null where something is wrong, which is then in <paramref name="problems"/>.</summary>
    /// <param name="json">The object.</param>
    /// <param name="problems">Gets every wrong field.</param>
    /// <param name="defaultDeviceId">The device of a step that names none; null is every device.</param>
    public FaultStep? Parse(JsonElement json, FieldProblems problems, string? defaultDeviceId = null)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            problems.Add("", "must be an object with \"at\" and \"do\"");
            return null;
        }

        int before = problems.Count;
        if (FindKind(json, problems) is not { } kind)
        {
            return null;
        }

        FindUnknown(json, kind, problems);
        int times = (int)(ReadField(json, s_times, problems) ?? 1);
        string? deviceId = ReadDevice(json, kind, problems) ?? (kind.At is StepAt.Server or StepAt.Tls ? null : defaultDeviceId);
        if (kind.NeedsDevice && deviceId is null && problems.Count == before)
        {
            problems.Add("device", "must be given; write a handle or a device id");
        }

        if (kind.IsImmediate && times != 1)
        {
            problems.Add("times", "must be left out: this is done once, at once");
        }

        Dictionary<string, object> values = ParseValues(json, kind, problems);
        return problems.Count == before ? new FaultStep(kind, times, deviceId, values) : null;
    }

    /// <summary>Reads the fields of a kind of step.</summary>
    public static Dictionary<string, object> ParseValues(JsonElement json, StepKind kind, FieldProblems problems)
    {
        var values = new Dictionary<string, object>();
        foreach (StepField field in kind.Fields)
        {
            if (ReadField(json, field, problems) is { } value)
            {
                values[field.Name] = value;
            }
        }

        CheckFrame(kind, values, problems);
        return values;
    }

    private static StepKind? FindKind(JsonElement json, FieldProblems problems)
    {
        string? at = JsonText.Of(json, "at");
        string? what = JsonText.Of(json, "do");
        string[] places = [.. StepTable.All.Select(kind => kind.At).Distinct()];
        if (at is null || !places.Contains(at))
        {
            problems.Add("at", "must be one of " + Quoted(places));
            return null;
        }

        StepKind? found = what is null ? null : StepTable.Find(at, what);
        if (found is null)
        {
            problems.Add("do", $"must, at \"{at}\", be one of " + Quoted(StepTable.All.Where(kind => kind.At == at).Select(kind => kind.Do)));
        }

        return found;
    }

    private static void FindUnknown(JsonElement json, StepKind kind, FieldProblems problems)
    {
        string[] known = ["at", "do", "times", "device", .. kind.Fields.Select(field => field.Name)];
        foreach (JsonProperty property in json.EnumerateObject().Where(property => !known.Contains(property.Name)))
        {
            problems.AddUnknown(property.Name, $"is not a field of this step; it has {Quoted(known)}");
        }
    }

    private string? ReadDevice(JsonElement json, StepKind kind, FieldProblems problems)
    {
        if (!json.TryGetProperty("device", out _))
        {
            return null;
        }

        if (kind.At is StepAt.Server or StepAt.Tls)
        {
            problems.Add("device", "must be left out: this concerns every device");
            return null;
        }

        string? name = JsonText.Of(json, "device");
        RegisteredDevice? device = name is null ? null : registry.FindByHandle(name) ?? registry.Find(name);
        if (device is null)
        {
            problems.Add("device", "must be a handle or a device id that is registered; GET /control/devices lists the handles");
        }

        return device?.DeviceId;
    }

    /// <summary>Reads one field: its value, its default, or null where there is neither or it is wrong.</summary>
    public static object? ReadField(JsonElement json, StepField field, FieldProblems problems)
    {
        if (!json.TryGetProperty(field.Name, out JsonElement element))
        {
            if (field.IsRequired)
            {
                problems.Add(field.Name, "is missing; it " + field.Requirement);
            }

            return field.Default;
        }

        object? value = field.Type == "number"
            ? element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int number) && number >= field.Min && number <= field.Max
                ? number : null
            : JsonText.Of(json, field.Name) is { } text && (field.Choices?.Contains(text) ?? text.Length <= field.Max) ? text : null;
        if (value is null)
        {
            problems.Add(field.Name, field.Requirement);
        }

        return value;
    }

    // RFC 6455, 7.4.1: these two are never on the wire; 5.5: a control frame has at most 125 bytes, two of them the code.
    private static void CheckFrame(StepKind kind, Dictionary<string, object> values, FieldProblems problems)
    {
        if (kind is not { At: StepAt.Session, Do: StepDo.Close })
        {
            return;
        }

        if (values.TryGetValue("code", out object? code) && code is 1006 or 1015)
        {
            problems.Add("code", "must not be 1006 or 1015: they are never sent; use \"drop\" for 1006");
        }

        if (values.TryGetValue("reason", out object? reason) && Encoding.UTF8.GetByteCount((string)reason) > 123)
        {
            problems.Add("reason", "must be at most 123 bytes of UTF-8");
        }
    }

    private static string Quoted(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"\"{word}\""));
}
