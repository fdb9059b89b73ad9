namespace Benchmarks.Soak;

/// <summary>What is wrong with the world just now. Faults switch it on and off, server and network look at it.</summary>
internal sealed class SoakConditions
{
    /// <summary>How many faults last at the moment.</summary>
    public int ActiveFaults { get; set; }

    /// <summary>Nobody listens.</summary>
    public bool IsServerDown { get; set; }

    /// <summary>The access point is gone.</summary>
    public bool IsLinkDown { get; set; }

    /// <summary>A transport that was started never reports anything.</summary>
    public bool IsStuck { get; set; }

    /// <summary>How many answers in a hundred are lost on their way back.</summary>
    public int LostAnswersPercent { get; set; }

    /// <summary>How much longer than usual an answer may take.</summary>
    public int SlowMs { get; set; }

    /// <summary>What the wall clock is wrong by.</summary>
    public long ClockOffsetSeconds { get; set; }

    /// <summary>The server knows the device and lets it do nothing.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>The server does not know the device.</summary>
    public bool IsUnregistered { get; set; }

    /// <summary>The status that claims get instead of an answer; 0 for none.</summary>
    public int ClaimStatus { get; set; }

    /// <summary>The status that refreshes get.</summary>
    public int RefreshStatus { get; set; }

    /// <summary>The status that upgrades get.</summary>
    public int UpgradeStatus { get; set; }

    /// <summary>The <c>Retry-After</c> beside those; null for none.</summary>
    public string? RetryAfter { get; set; }
}
