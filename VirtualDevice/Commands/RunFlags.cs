namespace VirtualDevice.Commands;

/// <summary>The flags as they were typed; null and false where they were not.</summary>
internal sealed record RunFlags
{
    /// <summary><c>--config</c>.</summary>
    public string? Config { get; init; }

    /// <summary><c>--data</c>.</summary>
    public string? Data { get; init; }

    /// <summary><c>--server</c>.</summary>
    public string? Server { get; init; }

    /// <summary><c>--ca</c>.</summary>
    public string? Ca { get; init; }

    /// <summary><c>--deadline</c>.</summary>
    public int? DeadlineSeconds { get; init; }

    /// <summary><c>--count</c>.</summary>
    public int? Count { get; init; }

    /// <summary><c>--once</c>.</summary>
    public bool IsOnce { get; init; }

    /// <summary><c>--no-board-limits</c>.</summary>
    public bool IsUnlimited { get; init; }

    /// <summary><c>--reset</c>.</summary>
    public bool IsReset { get; init; }
}
