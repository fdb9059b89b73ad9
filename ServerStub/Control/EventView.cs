namespace ServerStub.Control;

/// <summary>An event, as it is shown: the device by its last four characters.</summary>
internal sealed record EventView(
    long Id, DateTimeOffset At, string Kind, string? Handle, string? Device, int? Status, int? CloseCode, int? Bytes, int? Count,
    int? Port, double? Ms, string? Token, string? RefreshToken, int? Fault, string? Note)
{
    public static EventView Of(StubEvent next) => new(
        next.Number, next.At, JsonNamingPolicy.SnakeCaseLower.ConvertName(next.Kind.ToString()), next.Handle,
        next.DeviceId is null ? null : Redact.DeviceId(next.DeviceId), next.Status, next.CloseCode, next.Bytes, next.Count,
        next.Port, next.Ms is { } ms ? Math.Round(ms, 1) : null, next.Token, next.RefreshToken, next.Fault, next.Note);
}
