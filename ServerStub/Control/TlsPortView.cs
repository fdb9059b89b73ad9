namespace ServerStub.Control;

/// <summary>A port with a bad certificate.</summary>
internal sealed record TlsPortView(int Port, string Certificate);
