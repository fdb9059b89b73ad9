namespace ServerStub.Control;

/// <summary>Whether the stub drains.</summary>
internal sealed record DrainView(bool Draining);
