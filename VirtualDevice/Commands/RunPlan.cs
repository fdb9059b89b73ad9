using ServerStub;

namespace VirtualDevice.Commands;

/// <summary>What is to be done, checked whole: whoever has a plan may begin to write.</summary>
internal sealed record RunPlan
{
    /// <summary>The settings.</summary>
    public required NfConfig Config { get; init; }

    /// <summary>The board's folder; of a fleet, the folder of all its boards.</summary>
    public required string BoardFolder { get; init; }

    /// <summary>The embedded stub; null where another server was named.</summary>
    public StubOptions? Stub { get; init; }

    /// <summary>The authorities of the other server; null with an embedded stub, which brings its own.</summary>
    public TlsTrust? Trust { get; init; }

    /// <summary>What to provision the board with; null where the stub's registry tells, or where the board knows already.</summary>
    public Provisioning.ProvisioningFile? Provisioning { get; init; }

    /// <summary>How many devices; more than one only with an embedded stub.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Lift the limits of a board's runtime.</summary>
    public bool IsUnlimited { get; init; }

    /// <summary>Forget everything first.</summary>
    public bool IsReset { get; init; }

    /// <summary>End after the first echo; of a fleet, after the first echo of each.</summary>
    public bool IsOnce { get; init; }

    /// <summary>How long the first echo, of a fleet of each device, may take where somebody waits for nothing else.</summary>
    public required TimeSpan Deadline { get; init; }
}
