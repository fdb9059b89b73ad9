namespace ServerStub.Faults;

/// <summary>A step that has been read and checked: every value is there that its row has a default for.</summary>
internal sealed record FaultStep(StepKind Kind, int Times, string? DeviceId, IReadOnlyDictionary<string, object> Values)
{
    /// <summary><see cref="Times"/> of a step that acts until it is cleared.</summary>
    public const int UntilCleared = 0;

    public string At => Kind.At;

    public string Do => Kind.Do;

    /// <summary>After how many texts of the device it acts; 0 is now, and for every step outside a session.</summary>
    public int AfterMessages => Values.TryGetValue("after_messages", out object? value) ? (int)value : 0;

    public int Number(string name) => (int)Values[name];

    public int? NumberOrNull(string name) => Values.TryGetValue(name, out object? value) ? (int)value : null;

    public string Text(string name) => (string)Values[name];

    public string? TextOrNull(string name) => Values.TryGetValue(name, out object? value) ? (string)value : null;

    public TimeSpan Milliseconds(string name) => TimeSpan.FromMilliseconds(Number(name));

    /// <summary>Two words: fit for an event.</summary>
    public override string ToString() => $"{At} {Do}";
}
