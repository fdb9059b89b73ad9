using ServerStub.Configuration;
using ServerStub.Control;

namespace ServerStub.Faults;

/// <summary>Runs whole scenarios.</summary>
internal sealed class ScenarioRunner(ScenarioParser parser, StepRunner runner)
{
    private const int MaxFileBytes = ControlBody.MaxBytes;

    /// <summary>Checks everything first, so that a wrong scenario does nothing; then runs the steps in order.</summary>
    /// <exception cref="ControlException">A field is wrong, or a step cannot be done.</exception>
    public IReadOnlyList<FaultPlan> Run(JsonElement json, string? defaultDeviceId = null)
    {
        Scenario scenario = parser.Parse(json, defaultDeviceId);
        return [.. scenario.Steps.Select(step => runner.Run(step, scenario.Name))];
    }

    /// <summary>Runs a file, for the command line.</summary>
    /// <exception cref="SettingsException">The file cannot be read, or a field is wrong: one error for each.</exception>
    public void RunFile(string path)
    {
        string name = Path.GetFileName(path);
        try
        {
            if (new FileInfo(path).Length > MaxFileBytes)
            {
                throw new SettingsException(name, 0, "--scenario", $"is larger than {MaxFileBytes} bytes; a scenario is a short list of steps");
            }

            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new SettingsException(name, 1, "--scenario", "must be a JSON object with name and steps");
            }

            Run(json.RootElement);
        }
        catch (JsonException problem)
        {
            throw new SettingsException(name, (int)(problem.LineNumber ?? 0) + 1, "--scenario", "is not JSON; see ServerStub/Scenarios for examples");
        }
        catch (ControlException problem)
        {
            throw new SettingsException(
                [.. (problem.Fields ?? [new FieldProblem("--scenario", problem.Message)]).Select(field => new SettingsError(name, 0, field.Field, field.Problem))]);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(name, 0, "--scenario", "cannot be read; check the path and that you may read it");
        }
    }
}
