namespace VirtualDevice.Running;

/// <summary>A fleet at one moment.</summary>
/// <param name="Elapsed">Since its start.</param>
/// <param name="Devices">How many devices there are.</param>
/// <param name="Echoed">How many of them had at least one echo.</param>
/// <param name="States">How many are in each state; states without a device are left out.</param>
/// <param name="Attempts">Attempts to open a session so far.</param>
/// <param name="Claims">Claims sent so far.</param>
/// <param name="Echoes">Echoes so far.</param>
/// <param name="Closes">Sessions that have ended so far.</param>
/// <param name="LastProblem">The last warning or error; null where there was none.</param>
internal sealed record FleetCounts(
    TimeSpan Elapsed, int Devices, int Echoed, IReadOnlyDictionary<DeviceState, int> States,
    int Attempts, int Claims, int Echoes, int Closes, string? LastProblem);
