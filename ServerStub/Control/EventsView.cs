namespace ServerStub.Control;

/// <summary>Some events, and which are kept.</summary>
internal sealed record EventsView(string Run, long First, long Last, IReadOnlyList<EventView> Events);
