namespace ServerStub.Control;

/// <summary>All devices.</summary>
internal sealed record DevicesView(IReadOnlyList<DeviceView> Devices);
