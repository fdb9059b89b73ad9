namespace ServerStub.Faults;

/// <summary>One kind of step: a row of <see cref="StepTable"/>.</summary>
/// <param name="At">Where it acts: one of <see cref="StepAt"/>.</param>
/// <param name="Do">What it does.</param>
/// <param name="Title">One sentence for a person.</param>
/// <param name="Fields">What may be said about it, beside <c>times</c> and <c>device</c>.</param>
internal sealed record StepKind(string At, string Do, string Title, params IReadOnlyList<StepField> Fields)
{
    /// <summary>True where it is done as soon as it is read, and never waits.</summary>
    public bool IsImmediate => At is StepAt.Device or StepAt.Server or StepAt.Tls;

    /// <summary>True where it needs to know which device is meant.</summary>
    public bool NeedsDevice => At == StepAt.Device;
}
