using System.Runtime.CompilerServices;

namespace ServerStub.Faults;

/// <summary>A step that waits for its moment, or has had it. Changed only by <see cref="FaultPlans"/>, under its lock.</summary>
internal sealed class FaultPlan(int id, FaultStep step, string? scenario)
{
    /// <summary>Counts from 1 within a stub.</summary>
    public int Id { get; } = id;

    public FaultStep Step { get; } = step;

    /// <summary>Name of the scenario that it comes from.</summary>
    public string? Scenario { get; } = scenario;

    /// <summary>How often it has acted.</summary>
    public int Fired { get; set; }

    /// <summary>The port that it has opened.</summary>
    public int? Port { get; set; }

    /// <summary>How often it will still act; -1 until it is cleared.</summary>
    public int Left => Step.Times == FaultStep.UntilCleared ? -1 : Step.Times - Fired;

    /// <summary>For each session that was open when it was planned: how many texts had come. Forgets sessions that are gone.</summary>
    public ConditionalWeakTable<DeviceSession, StrongBox<int>> TextsBefore { get; } = [];

    public bool Concerns(string deviceId) => Step.DeviceId is null || Step.DeviceId.Equals(deviceId, StringComparison.OrdinalIgnoreCase);
}
