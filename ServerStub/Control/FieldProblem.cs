namespace ServerStub.Control;

/// <summary>A wrong field and how to put it right. Never holds the value.</summary>
internal sealed record FieldProblem(string Field, string Problem);
