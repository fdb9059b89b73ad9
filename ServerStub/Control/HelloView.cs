namespace ServerStub.Control;

/// <summary>The first message of an event stream.</summary>
internal sealed record HelloView(string Run, long First, long Last, bool Lost);
