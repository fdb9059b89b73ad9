namespace ServerStub.Control;

/// <summary>The one form of an error.</summary>
internal sealed record ControlError(string Error, IReadOnlyList<FieldProblem>? Fields = null);
