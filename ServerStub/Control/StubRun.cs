namespace ServerStub.Control;

/// <summary>One start of a stub: handles, fault ids and event numbers are good within it.</summary>
internal sealed class StubRun(StubOptions options)
{
    /// <summary>Random, 8 hex characters.</summary>
    public string Id { get; } = RandomNumberGenerator.GetHexString(8, lowercase: true);

    public DateTimeOffset Started { get; } = options.Clock.GetUtcNow();

    /// <summary>Where the stub can be reached; set as it listens.</summary>
    public IReadOnlyList<string> Urls { get; set; } = [];
}
