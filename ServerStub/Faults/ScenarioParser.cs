using System.Text.RegularExpressions;
using ServerStub.Control;

namespace ServerStub.Faults;

/// <summary>From JSON to a checked scenario.</summary>
internal sealed partial class ScenarioParser(StepParser steps)
{
    private const int MaxSteps = 32;
    private const int MaxDescription = 200;

    /// <summary>Reads a scenario.</summary>
    /// <param name="json">The object.</param>
    /// <param name="defaultDeviceId">The device of the steps that name none; null is every device.</param>
    /// <exception cref="ControlException">A field is wrong; all wrong fields are named.</exception>
    public Scenario Parse(JsonElement json, string? defaultDeviceId)
    {
        var problems = new FieldProblems();
        problems.AllowOnly(json, "name", "description", "steps");
        string? name = JsonText.Of(json, "name");
        if (name is null || !NameForm().IsMatch(name))
        {
            problems.Add("name", "must be 1 to 40 characters of a-z 0-9 -");
        }

        string description = JsonText.Of(json, "description") ?? "";
        if (description.Length > MaxDescription || (description.Length == 0 && json.TryGetProperty("description", out _)))
        {
            problems.Add("description", $"must be a text of 1 to {MaxDescription} characters");
        }

        List<FaultStep> read = ReadSteps(json, defaultDeviceId, problems);
        problems.Check();
        return new Scenario(name!, description, read);
    }

    private List<FaultStep> ReadSteps(JsonElement json, string? defaultDeviceId, FieldProblems problems)
    {
        var read = new List<FaultStep>();
        if (!json.TryGetProperty("steps", out JsonElement list) || list.ValueKind != JsonValueKind.Array
            || list.GetArrayLength() is 0 or > MaxSteps)
        {
            problems.Add("steps", $"must be a list of 1 to {MaxSteps} steps");
            return read;
        }

        int index = 0;
        foreach (JsonElement element in list.EnumerateArray())
        {
            problems.Enter($"steps[{index++}]");
            if (steps.Parse(element, problems, defaultDeviceId) is { } step)
            {
                read.Add(step);
            }
        }

        problems.Enter("");
        return read;
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,40}\z")]
    private static partial Regex NameForm();
}
