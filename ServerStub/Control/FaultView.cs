namespace ServerStub.Control;

/// <summary>A fault plan, as it is shown.</summary>
internal sealed record FaultView(
    int Id, string? Handle, string? Device, string? Scenario, int Fired, int Left, int? Port, IReadOnlyDictionary<string, object> Step)
{
    public static FaultView Of(FaultPlan plan, DeviceRegistry registry) => new(
        plan.Id,
        plan.Step.DeviceId is { } deviceId ? registry.HandleOf(deviceId) : null,
        plan.Step.DeviceId is null ? null : Redact.DeviceId(plan.Step.DeviceId),
        plan.Scenario, plan.Fired, plan.Left, plan.Port, StepFields(plan.Step));

    /// <summary>A step as it may be sent again; without its device, which is shown apart.</summary>
    public static Dictionary<string, object> StepFields(FaultStep step)
    {
        var fields = new Dictionary<string, object> { ["at"] = step.At, ["do"] = step.Do };
        if (!step.Kind.IsImmediate)
        {
            fields["times"] = step.Times;
        }

        foreach ((string name, object value) in step.Values)
        {
            fields[name] = value;
        }

        return fields;
    }
}
