namespace ServerStub.Control;

/// <summary>Several fault plans.</summary>
internal sealed record FaultsView(IReadOnlyList<FaultView> Faults);
