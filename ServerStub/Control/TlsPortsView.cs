namespace ServerStub.Control;

/// <summary>All ports with a bad certificate.</summary>
internal sealed record TlsPortsView(IReadOnlyList<TlsPortView> Ports);
