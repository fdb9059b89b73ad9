namespace ServerStub.Faults;

/// <summary>Steps under a name: a fault that was found on the bench, kept so that it becomes a test.</summary>
internal sealed record Scenario(string Name, string Description, IReadOnlyList<FaultStep> Steps);
