namespace ServerStub.Control;

/// <summary>The sign of life of an event stream.</summary>
internal sealed record BeatView(DateTimeOffset Now);
