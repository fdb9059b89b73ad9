namespace ServerStub.Control;

/// <summary>A device, as it is shown: by its last four characters and a handle.</summary>
internal sealed record DeviceView(
    string Handle, string Device, bool Enabled, string State, DateTimeOffset? Since, DateTimeOffset? LastSeen,
    int Claims, int ClaimsRefused, int? LastClaimStatus, int Refreshes, int Sessions, int Faults, SessionRecord? Session)
{
    public static DeviceView Of(RegisteredDevice device, string handle, DeviceBook book, FaultPlans plans)
    {
        DeviceRecord record = book.Of(handle);
        return new DeviceView(
            handle, Redact.DeviceId(device.DeviceId), device.Enabled, record.State.ToString().ToLowerInvariant(), record.Since, record.LastSeen,
            record.Claims, record.ClaimsRefused, record.LastClaimStatus, record.Refreshes, record.Sessions,
            plans.Waiting.Count(plan => plan.Concerns(device.DeviceId)), record.Session);
    }
}
