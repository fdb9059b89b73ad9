namespace ServerStub.Control;

/// <summary>It was done.</summary>
internal sealed record DoneView(bool Done);
