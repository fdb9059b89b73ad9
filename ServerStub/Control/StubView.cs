namespace ServerStub.Control;

/// <summary>The stub, as <c>GET /control</c> shows it.</summary>
internal sealed record StubView(
    string Version, string Run, DateTimeOffset Started, DateTimeOffset Now, IReadOnlyList<string> Urls, bool Draining,
    int Devices, int Sessions, int Faults, long LastEvent);
